import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { classNamesOf } from "../class-names.ts";
import { nameOf } from "../person-name.ts";
import { RelativeTime } from "../RelativeTime.tsx";
import { StageBadge } from "../StageBadge.tsx";
import css from "./TicketLine.module.css";

const cx = classNamesOf(css);

/** A ticket in two lines: number, subject and status; whose it is, and when something last happened. */
export function TicketLine({ ticket, note = "" }: { readonly ticket: TicketCard; readonly note?: string }) {
  const { t } = useI18n();
  const stage = useDeskState((state) =>
    state.setup.pipelines.find(({ id }) => id === ticket.pipelineId)?.stages.find(({ id }) => id === ticket.stageId),
  );
  const number = ticketNumberText(ticket);
  const who = nameOf({ name: ticket.contactName, address: ticket.contactAddress });
  return (
    <span className={cx("ticket")}>
      <span className={cx("line")}>
        {number === null ? null : <span className={cx("number")}>{number}</span>}
        <span className={cx("subject")} dir="auto">
          {ticket.subject === "" ? t("board.noSubject") : ticket.subject}
        </span>
        {stage === undefined ? null : <StageBadge stage={stage} />}
      </span>
      <span className={cx("line", "about")}>
        <span className={cx("subject")} dir="auto">
          {[who, note].filter((part) => part !== "").join(" · ")}
        </span>
        <RelativeTime atEpochMs={ticket.lastActivityAtEpochMs} />
      </span>
    </span>
  );
}
