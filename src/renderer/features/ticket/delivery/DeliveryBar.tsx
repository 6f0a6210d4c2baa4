import { useMayWrite } from "#renderer/state/use-access.ts";
import { Button, Spoiler } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHandStop,
  IconMailOff,
  IconQuestionMark,
  IconSend,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { hrefOf, navigate } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import {
  describeFailure,
  describeHold,
  describeWait,
  wordsOfServer,
} from "#renderer/components/delivery/describe-item.ts";
import { useTimeUntil } from "#renderer/components/delivery/use-countdown.ts";
import { blockerOf } from "#renderer/components/delivery/blocker.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./DeliveryBar.module.css";
import { NotReached } from "./NotReached.tsx";
import { useDeliveryCommands } from "./use-delivery-commands.ts";
import { type Outgoing, waitOf } from "./wait-of.ts";

const cx = classNamesOf(css);

/** At an outgoing mail: what has become of it, why, and what one can do about it. Nothing to say of one that simply went out. */
export function DeliveryBar({ mail }: { readonly mail: Outgoing }) {
  const { delivery } = mail;
  return (
    <>
      <State mail={mail} />
      {delivery.refused.length + delivery.returned.length > 0 || delivery.remainder ? <NotReached mail={mail} /> : null}
    </>
  );
}

function State({ mail }: { readonly mail: Outgoing }) {
  const { t } = useI18n();
  const commands = useDeliveryCommands();
  switch (mail.delivery.state) {
    case "sent":
      return null;
    case "queued":
      return <Queued mail={mail} />;
    case "held":
      return <Held mail={mail} />;
    case "sending":
      return <Bar tone="quiet" icon={<IconSend size={15} aria-hidden />} text={t("outbox.state.sending")} />;
    case "failed":
      return <Failed mail={mail} />;
    case "unsure":
      return (
        <Bar
          tone="attention"
          icon={<IconQuestionMark size={15} aria-hidden />}
          title={t("outbox.state.unsure")}
          text={t("outbox.unsure.text")}
        >
          <Act label={t("outbox.action.wasSent")} run={() => commands.resolve(mail, "sent")} />
          <Act label={t("outbox.action.sendAgain")} run={() => commands.resolve(mail, "again")} />
        </Bar>
      );
    case "cancelled":
      return (
        <Bar
          tone="quiet"
          icon={<IconMailOff size={15} aria-hidden />}
          title={t("ticket.delivery.notSent")}
          text={t("outbox.state.cancelled")}
        >
          <Act label={t("ticket.delivery.reuse")} run={() => commands.reuse(mail)} />
        </Bar>
      );
  }
}

function Queued({ mail }: { readonly mail: Outgoing }) {
  const { t, language } = useI18n();
  const { record } = useTicket();
  const commands = useDeliveryCommands();
  const channels = useDeskState((desk) => desk.setup.channels);
  const mailboxes = useDeskState((desk) => desk.status?.mailboxes ?? NONE);
  const nowEpochMs = useTimeUntil(mail.delivery.scheduled ? 0 : mail.delivery.notBeforeEpochMs);
  const wait = waitOf(mail, { nowEpochMs, channels, mailboxes, messages: record.messages });
  const undoable = wait.kind === "undo";
  // What keeps it back, once somebody has asked for it to go.
  const [asked, setAsked] = useState(false);
  const blocker = blockerOf(wait);
  const reason = describeWait(wait, { t, language, nowEpochMs });
  const isTold = asked && blocker !== null;
  return (
    <Bar
      tone={undoable ? "accent" : isTold ? "attention" : "quiet"}
      icon={isTold ? <IconAlertTriangle size={15} aria-hidden /> : <IconClock size={15} aria-hidden />}
      title={t("ticket.outbox.label")}
      text={isTold ? t("outbox.cannotSend", { reason }) : reason}
      isNews={isTold}
    >
      {blocker?.leads && (isTold || wait.kind !== "turn") ? (
        <Button size="compact-xs" variant="light" component="a" href={hrefOf(blocker.leads.route)}>
          {t(blocker.leads.label)}
        </Button>
      ) : null}
      <Act
        label={t(undoable ? "outbox.action.undo" : "outbox.action.cancel")}
        primary={undoable}
        run={() => commands.undo(mail)}
      />
      <Act
        label={t("outbox.action.sendNow")}
        run={async () => {
          await commands.sendNow(mail);
          setAsked(true);
        }}
      />
      {undoable ? null : <Act label={t("outbox.action.edit")} run={() => commands.edit(mail)} />}
    </Bar>
  );
}

const NONE: [] = [];

function Held({ mail }: { readonly mail: Outgoing }) {
  const { hold } = mail.delivery;
  const { t, language } = useI18n();
  const { open } = useTicket();
  const commands = useDeliveryCommands();
  const nowEpochMs = useTimeUntil(0);
  const first = hold?.kind === "stale" ? hold.newMessageIds[0] : undefined;
  return (
    <Bar
      tone="attention"
      icon={<IconHandStop size={15} aria-hidden />}
      title={t("outbox.state.held")}
      text={`${describeHold(hold, { t, language, nowEpochMs })}${hold?.kind === "stale" ? ` ${t("outbox.held.stale.decide")}` : ""}`}
    >
      {first === undefined ? null : (
        <Act
          label={t("ticket.delivery.seeNew")}
          run={() => navigate({ page: "ticket", ticketId: open.id, messageId: first })}
        />
      )}
      <Act label={t("outbox.action.release")} run={() => commands.release(mail)} />
      <Act label={t("outbox.action.edit")} run={() => commands.edit(mail)} />
      <Act label={t("outbox.action.drop")} run={() => commands.drop(mail)} />
    </Bar>
  );
}

function Failed({ mail }: { readonly mail: Outgoing }) {
  const { lastFailure } = mail.delivery;
  const { t } = useI18n();
  const commands = useDeliveryCommands();
  const words = lastFailure?.detail ?? "";
  return (
    <Bar
      tone="trouble"
      icon={<IconAlertTriangle size={15} aria-hidden />}
      title={t("outbox.state.failed")}
      text={lastFailure === null ? "" : describeFailure(lastFailure, t)}
      more={
        words === "" ? null : (
          <Spoiler
            maxHeight={0}
            showLabel={t("ticket.delivery.showWords")}
            hideLabel={t("ticket.delivery.hideWords")}
            fz="xs"
          >
            {wordsOfServer(words, t)}
          </Spoiler>
        )
      }
    >
      <Act label={t("outbox.action.retry")} run={() => commands.sendNow(mail)} />
      <Act label={t("outbox.action.edit")} run={() => commands.edit(mail)} />
      <Act label={t("outbox.action.drop")} run={() => commands.drop(mail)} />
    </Bar>
  );
}

function Bar(props: {
  readonly tone: "quiet" | "accent" | "attention" | "trouble";
  readonly icon: ReactNode;
  readonly title?: string;
  readonly text: string;
  /** It answers what a person just did, and is read out. */
  readonly isNews?: boolean;
  /** Below the sentence. */
  readonly more?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={cx("bar", props.tone)} role="group" aria-label={props.title ?? props.text}>
      <span className={cx("icon")}>{props.icon}</span>
      <div className={cx("words")} role={props.isNews === true ? "alert" : undefined}>
        {props.title === undefined ? null : <strong>{props.title}</strong>} {props.text} {props.more}
      </div>
      {props.children === undefined ? null : <div className={cx("actions")}>{props.children}</div>}
    </div>
  );
}

function Act(props: { readonly label: string; readonly primary?: boolean; readonly run: () => unknown }) {
  if (!useMayWrite()) return null;
  return (
    <Button size="compact-xs" variant={props.primary === true ? "filled" : "default"} onClick={() => void props.run()}>
      {props.label}
    </Button>
  );
}

/** In the message's head line: it went out, and when. */
export function SentMark({ mail }: { readonly mail: Outgoing }) {
  const { t } = useI18n();
  const { names } = useTicket();
  const { state, sentAtEpochMs, returned } = mail.delivery;
  if (state !== "sent" || returned.some(({ hard }) => hard)) return null;
  const label =
    sentAtEpochMs === null ? t("outbox.state.sent") : t("ticket.delivery.sentAt", { time: names.when(sentAtEpochMs) });
  return (
    <span className={cx("sent")} title={label}>
      <IconCheck size={14} role="img" aria-label={label} />
    </span>
  );
}
