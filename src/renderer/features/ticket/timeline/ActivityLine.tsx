import {
  IconAlertTriangle,
  IconArrowMerge,
  IconArrowsSplit2,
  IconArrowRight,
  IconBolt,
  IconCalendar,
  IconCirclePlus,
  IconFlag,
  IconGitFork,
  IconHourglass,
  IconLink,
  IconRestore,
  IconTrash,
  IconMinus,
  IconPencil,
  IconPlayerPause,
  IconTag,
  IconUser,
  IconUsers,
  IconZzz,
} from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { stageColour } from "#renderer/theme/stage-colours.ts";
import type { ActivityView, MessageView } from "#shared/contract/views.ts";
import type { MadeApart } from "#shared/rules/rivals/apart.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import css from "./ActivityLine.module.css";
import { describeApart } from "./describe-apart.ts";
import { describeCause, describeVerdict, workflowPlace } from "./describe-cause.ts";
import { describeChange } from "./describe-change.ts";
import type { Names } from "./names.ts";
import { WhyPopover } from "./WhyPopover.tsx";

const cx = classNamesOf(css);

const WARNINGS: ReadonlySet<ActivityView["body"]["type"]> = new Set([
  "ticket.move-refused",
  "conversation.side-added",
  "workflow.paused",
]);

/** One change in one line: what happened, why, when. */
export const ActivityLine = memo(function ActivityLine(props: {
  readonly activity: ActivityView;
  readonly names: Names;
}) {
  const { activity, names } = props;
  const change = describeChange(activity, names);
  const cause = describeCause(activity, names);
  const place = workflowPlace(activity, names);
  const isWarning = WARNINGS.has(activity.body.type);
  return (
    <Line
      name={change}
      icon={<ChangeIcon activity={activity} names={names} />}
      atEpochMs={activity.atEpochMs}
      tone={isWarning ? "warning" : "plain"}
    >
      <span className={cx("change")}>{change}</span>{" "}
      <span className={cx("cause")}>— {place === null ? cause : <a href={hrefOf(place)}>{cause}</a>}</span>{" "}
      <WhyPopover about={change} activityId={activity.id} />
    </Line>
  );
});

/** Below the later of two changes of one thing that were made apart: what each made of it, and what counts. */
export function ApartLine(props: { readonly apart: MadeApart; readonly names: Names }) {
  return (
    <Line name={null} icon={<IconGitFork size={14} aria-hidden />} atEpochMs={null} tone="plain">
      <span className={cx("cause")}>{describeApart(props.apart, props.names)}</span>
    </Line>
  );
}

/** Under a message: why it changed nothing, where one might expect a change. */
export function VerdictLine(props: { readonly message: MessageView; readonly names: Names }) {
  const { verdict, classification } = props.message;
  const text = verdict === null ? null : describeVerdict(verdict, classification.autoReply, props.names);
  if (text === null) return null;
  return (
    <Line name={null} icon={<IconMinus size={14} aria-hidden />} atEpochMs={null} tone="plain">
      <span className={cx("cause")}>{text}</span>
    </Line>
  );
}

/** `name` makes it an entry of the feed, which may hold nothing else that takes the focus; null: part of the message above. */
function Line(props: {
  readonly name: string | null;
  readonly icon: ReactNode;
  readonly atEpochMs: number | null;
  readonly tone: "plain" | "warning";
  readonly children: ReactNode;
}) {
  const { language } = useI18n();
  const now = useNow();
  return (
    <div
      className={cx("line", props.tone === "warning" && "warning")}
      {...(props.name === null ? {} : { role: "article", "aria-label": props.name })}
    >
      <span className={cx("icon")}>{props.icon}</span>
      <p className={cx("text")}>{props.children}</p>
      {props.atEpochMs === null ? null : (
        <time className={cx("time")} title={formatAbsolute(props.atEpochMs, language)}>
          {formatMoment(props.atEpochMs, now, language)}
        </time>
      )}
    </div>
  );
}

const PROPERTY_ICONS: Readonly<Record<string, typeof IconPencil>> = {
  closedAtEpochMs: IconCalendar,
  dueAtEpochMs: IconCalendar,
  snoozedUntilEpochMs: IconZzz,
  priority: IconFlag,
  ownerId: IconUser,
  tags: IconTag,
  followerIds: IconUsers,
};

function ChangeIcon(props: { readonly activity: ActivityView; readonly names: Names }) {
  const { body } = props.activity;
  switch (body.type) {
    case "ticket.stage-changed": {
      const colour = props.names.stageColour(body.to);
      return colour === null ? (
        <IconArrowRight size={14} aria-hidden />
      ) : (
        <span className={cx("dot")} style={{ background: stageColour(colour, "solid") }} />
      );
    }
    case "ticket.stage-kind-changed":
      return <IconArrowRight size={14} aria-hidden />;
    case "ticket.created":
      return <IconCirclePlus size={14} aria-hidden />;
    case "ticket.property-changed": {
      const Icon =
        (Object.hasOwn(PROPERTY_ICONS, body.property) ? PROPERTY_ICONS[body.property] : undefined) ?? IconPencil;
      return <Icon size={14} aria-hidden />;
    }
    case "workflow.triggered":
    case "workflow.acted":
    case "workflow.left":
    case "workflow.superseded":
    case "workflow.resumed":
      return <IconBolt size={14} aria-hidden />;
    case "sla.reached":
      return <IconHourglass size={14} aria-hidden />;
    case "workflow.paused":
      return <IconPlayerPause size={14} aria-hidden />;
    case "ticket.merged":
      return <IconArrowMerge size={14} aria-hidden />;
    case "ticket.unmerged":
      return <IconArrowsSplit2 size={14} aria-hidden />;
    case "ticket.set-aside":
      return <IconTrash size={14} aria-hidden />;
    case "ticket.brought-back":
      return <IconRestore size={14} aria-hidden />;
    case "conversation.left":
    case "conversation.came":
      return <IconArrowsSplit2 size={14} aria-hidden />;
    case "ticket.unlinked":
    case "ticket.linked":
      return <IconLink size={14} aria-hidden />;
    case "ticket.move-refused":
    case "conversation.side-added":
      return <IconAlertTriangle size={14} aria-hidden />;
    case "message.received":
    case "message.sent":
    case "contact.wrote":
    case "note.added":
      return <IconPencil size={14} aria-hidden />;
  }
}
