import { Anchor, Button, Popover, Skeleton, Text } from "@mantine/core";
import { IconBolt, IconPoint, IconUser } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useDelayed } from "#renderer/components/use-delayed.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { QUIET_START_MS } from "#renderer/state/limits.ts";
import { useWords } from "#renderer/state/use-words.ts";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import { useTicket } from "../ticket-context.tsx";
import { usePopover } from "#renderer/components/use-popover.ts";
import { useWhy } from "./use-why.ts";
import { whySteps, type WhyStep } from "./why-steps.ts";
import css from "./WhyPopover.module.css";

const cx = classNamesOf(css);
const ROOM = { flip: true, shift: true, size: { padding: 8 } } as const;
const ICONS = { change: IconPoint, automation: IconBolt, actor: IconUser } as const;

/** "Why?": from what a person or a mail did, over the automations that acted on it, to this change. The core is asked when it opens. */
export function WhyPopover(props: { readonly activityId: string; readonly about: string }) {
  const { t } = useI18n();
  const popover = usePopover();
  return (
    <Popover
      position="bottom-start"
      width={360}
      // The answer is longer than what stood there when the place was chosen.
      middlewares={ROOM}
      withinPortal
      trapFocus
      returnFocus
      closeOnEscape={false}
      opened={popover.opened}
      onChange={popover.setOpened}
    >
      <Popover.Target>
        <button
          type="button"
          className={cx("why")}
          aria-label={t("ticket.why.about", { change: props.about })}
          onClick={() => popover.setOpened(!popover.opened)}
        >
          {t("ticket.why.button")}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={cx("dropdown")}>
        <Text size="sm" fw={600} mb="xs">
          {t("ticket.why.title")}
        </Text>
        <div className={cx("answer")}>{popover.opened ? <Answer activityId={props.activityId} /> : null}</div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Answer(props: { readonly activityId: string }) {
  const [attempt, setAttempt] = useState(0);
  return <Asked key={attempt} {...props} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Asked(props: { readonly activityId: string; readonly onRetry: () => void }) {
  const { open } = useTicket();
  const { t } = useI18n();
  const answer = useWhy(open.id, props.activityId);
  switch (answer.kind) {
    case "loading":
      return <Waiting />;
    case "failed":
      return (
        <div role="alert">
          <Text size="sm" mb="xs">
            {failureText(answer.error, t)}
          </Text>
          <Button size="compact-sm" variant="default" onClick={props.onRetry}>
            {t("shell.tryAgain")}
          </Button>
        </div>
      );
    case "ready":
      return <Chain entry={answer.entry} />;
  }
}

/** Most answers are there before a person could read that there is none yet. */
function Waiting() {
  const { t } = useI18n();
  const isLate = useDelayed(QUIET_START_MS);
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t("ticket.why.loading")} className={cx("waiting")}>
      <Skeleton height={10} width="70%" />
      <Skeleton height={10} width="90%" />
      <Skeleton height={10} width="45%" />
    </div>
  );
}

function Chain({ entry }: { readonly entry: WhyEntry }) {
  const { record, names } = useTicket();
  const words = useWords();
  const { pipelineId } = record.ticket;
  const steps = useMemo(() => whySteps(entry, { pipelineId, names, words }), [entry, pipelineId, names, words]);
  return (
    <ol className={cx("steps")}>
      {steps.map((step) => (
        <Step key={step.key} step={step} />
      ))}
    </ol>
  );
}

function Step(props: { readonly step: WhyStep }) {
  const { step } = props;
  const { t, language } = useI18n();
  const Icon = ICONS[step.kind];
  return (
    <li className={cx("step", step.kind === "automation" && "automation")}>
      <span className={cx("icon")}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={cx("words")}>
        <span className={cx("text")}>{capitalised(step.text, language)}</span>
        {step.atEpochMs === null ? null : (
          <span className={cx("time")}>{formatAbsolute(step.atEpochMs, language)}</span>
        )}
        {step.notes.map((note) => (
          <span key={note} className={cx("note")}>
            {note}
          </span>
        ))}
        {step.settings === null ? null : (
          <Anchor size="xs" href={hrefOf(step.settings)}>
            {t(step.settings.page === "workflows" ? "ticket.why.workflow" : "ticket.why.settings")}
          </Anchor>
        )}
      </div>
    </li>
  );
}

/** Causes are written to stand in the middle of a sentence. */
function capitalised(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
