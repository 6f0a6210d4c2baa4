import { Anchor, Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { blockerOf } from "#renderer/components/delivery/blocker.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import {
  describeFailure,
  describeHold,
  describeWait,
  recipientNames,
} from "../../components/delivery/describe-item.ts";
import { HeldComparison } from "./HeldComparison.tsx";
import { ItemActions } from "./ItemActions.tsx";
import { ItemFacts } from "./ItemFacts.tsx";
import { lookOf } from "../../components/delivery/item-look.ts";
import type { OutboxAction } from "./outbox-actions.ts";
import css from "./OutboxRow.module.css";
import { StateIcon } from "./StateIcon.tsx";
import { useTimeUntil } from "../../components/delivery/use-countdown.ts";
import {
  hasMailboxFor,
  healthOf,
  isSentElsewhere,
  type WaitReason,
  waitReason,
} from "../../components/delivery/wait-reason.ts";

const cx = classNamesOf(css);

/** One outgoing mail: where it stands and why, and what a person can do. */
export function OutboxRow(props: {
  readonly item: OutboxItemView;
  readonly isChosen: boolean;
  readonly onAction: (item: OutboxItemView, action: OutboxAction) => Promise<void>;
}) {
  const { item, isChosen } = props;
  const { t, language } = useI18n();
  const nowEpochMs = useTimeUntil(item.state === "queued" ? item.notBeforeEpochMs : 0);
  const wait = useWaitReason(item, nowEpochMs);
  const [comparing, setComparing] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isChosen) return;
    row.current?.scrollIntoView({ block: "nearest" });
    row.current?.focus({ preventScroll: true });
  }, [isChosen]);

  const words = { t, language, nowEpochMs };
  const look = lookOf(item);
  const subject = item.subject === "" ? t("outbox.row.noSubject") : item.subject;
  const stale = item.state === "held" && item.hold?.kind === "stale" ? item.hold : null;
  return (
    <li
      ref={row}
      className={cx("row", isChosen && "chosen")}
      tabIndex={-1}
      aria-current={isChosen ? "true" : undefined}
      aria-label={`${t(look.label)}: ${subject}`}
    >
      <span className={cx("icon", look.tone)}>
        <StateIcon item={item} />
      </span>
      <div>
        <span className={cx("state", look.tone)}>{t(look.label)}</span>
        <Why item={item} wait={wait} text={whyText(item, wait, words)} />
        <div className={cx("mail")}>
          {item.ticketId === null ? (
            <span className={cx("subject")}>{subject}</span>
          ) : (
            <a
              className={cx("subject")}
              href={hrefOf({ page: "ticket", ticketId: item.ticketId, messageId: item.messageId })}
            >
              {subject}
            </a>
          )}{" "}
          <span className={cx("why")} title={item.to.map(({ address }) => address).join(", ")}>
            {t("outbox.row.to", { names: recipientNames(item) })}
          </span>
        </div>
        <div className={cx("snippet")} dir="auto">
          {item.snippet}
        </div>
        <ItemFacts item={item} />
      </div>
      <div className={cx("actions")}>
        {stale === null ? null : (
          <Button variant="light" aria-expanded={comparing} onClick={() => setComparing(!comparing)}>
            {t(comparing ? "outbox.held.hide" : "outbox.held.compare")}
          </Button>
        )}
        <ItemActions item={item} subject={subject} nowEpochMs={nowEpochMs} onAction={props.onAction} />
      </div>
      {stale !== null && comparing ? (
        <div className={cx("more")}>
          <HeldComparison messageId={item.messageId} newMessageIds={stale.newMessageIds} />
        </div>
      ) : null}
    </li>
  );
}

function Why(props: { readonly item: OutboxItemView; readonly wait: WaitReason; readonly text: string }) {
  const { t } = useI18n();
  const { item, wait, text } = props;
  if (text === "") return null;
  // What is before it stands in the same list.
  const leads = item.state === "queued" && wait.kind !== "turn" ? blockerOf(wait)?.leads : null;
  return (
    <span className={cx("why")}>
      {" · "}
      {text}
      {leads ? (
        <>
          {" "}
          <Anchor href={hrefOf(leads.route)} inherit>
            {t(leads.label)}
          </Anchor>
        </>
      ) : null}
    </span>
  );
}

function whyText(item: OutboxItemView, wait: WaitReason, words: Parameters<typeof describeWait>[1]): string {
  const { t } = words;
  switch (item.state) {
    case "queued":
      return describeWait(wait, words);
    case "held":
      return [describeHold(item.hold, words), item.hold?.kind === "stale" ? t("outbox.held.stale.decide") : ""]
        .filter(Boolean)
        .join(" ");
    case "failed":
      return item.lastFailure === null ? "" : describeFailure(item.lastFailure, t);
    case "unsure":
      return t("outbox.unsure.text");
    case "cancelled":
      return item.superseded === true ? t("outbox.superseded") : "";
    case "sending":
    case "sent":
      return "";
  }
}

function useWaitReason(item: OutboxItemView, nowEpochMs: number): WaitReason {
  const health = useDeskState((state) => healthOf(state, item));
  const hasMailbox = useDeskState((state) => hasMailboxFor(state, item));
  const isElsewhere = useDeskState(isSentElsewhere);
  return waitReason(item, { nowEpochMs, health, hasMailbox, isSentElsewhere: isElsewhere });
}
