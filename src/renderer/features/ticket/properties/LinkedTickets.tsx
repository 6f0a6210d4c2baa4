import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useLinkedTickets } from "../record/linked-tickets.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./Properties.module.css";

const cx = classNamesOf(css);

/** Tickets that this one continues or that continue it (D10); nothing where there are none. */
export function LinkedTickets() {
  const { record } = useTicket();
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const linked = useLinkedTickets();
  if (record.ticket.links.length === 0) return null;
  return (
    <section aria-label={t("ticket.property.links")}>
      <h2 className={cx("heading")}>{t("ticket.property.links")}</h2>
      {record.ticket.links.map((link) => {
        const other = linked.get(link.ticketId);
        const stage = pipelines
          .find(({ id }) => id === other?.pipelineId)
          ?.stages.find(({ id }) => id === other?.stageId);
        return (
          <a
            key={`${link.relation}-${link.ticketId}`}
            className={cx("link")}
            href={hrefOf({ page: "ticket", ticketId: link.ticketId })}
          >
            {stage === undefined ? null : <StageDot stage={stage} />}
            <span className={cx("words")}>
              <span>{other?.subject ?? t("ticket.name.otherTicket")}</span>
              <span className={cx("secondary")}>
                {t(link.relation === "follows" ? "ticket.property.follows" : "ticket.property.followedBy")}
                {typeof other?.number === "number" ? ` #${other.number}` : ""}
              </span>
            </span>
          </a>
        );
      })}
    </section>
  );
}
