import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { ticketName } from "#renderer/components/merge/merge-outlook.ts";
import { useMergeTicket } from "#renderer/components/merge/use-merge-ticket.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { useLinkedTickets } from "../record/linked-tickets.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./Properties.module.css";
import { PanelPart } from "./PanelPart.tsx";

const cx = classNamesOf(css);

const RELATIONS = {
  follows: "ticket.property.follows",
  "followed-by": "ticket.property.followedBy",
  related: "ticket.property.related",
} as const satisfies Record<TicketView["links"][number]["relation"], string>;

/** Tickets that were merged into this one, then those that it continues, that continue it (D10), or that are linked with it; nothing where there are none. */
export function LinkedTickets() {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const linked = useLinkedTickets();
  const merged = mergedInto(ticket, linked);
  const others = ticket.links.filter(({ ticketId }) => !merged.some(({ id }) => id === ticketId));
  return (
    <>
      {merged.length === 0 ? null : (
        <PanelPart name="merged" title={t("merge.here")}>
          {merged.map((from) => (
            <div key={from.id} className={cx("withAction")}>
              <LinkedTicket id={from.id} other={from} />
              <TakeApart from={from} />
            </div>
          ))}
        </PanelPart>
      )}
      {others.length === 0 ? null : (
        <PanelPart name="links" title={t("ticket.property.links")}>
          {others.map(({ ticketId, relation }) => (
            <LinkedTicket key={`${relation}-${ticketId}`} id={ticketId} other={linked.get(ticketId)}>
              {t(ticketId === ticket.mergedIntoTicketId ? "ticket.property.mergedInto" : RELATIONS[relation])}
            </LinkedTicket>
          ))}
        </PanelPart>
      )}
    </>
  );
}

/** Those that were merged into a third one on the way stand with the one that they were merged into. */
function mergedInto({ id, links }: TicketView, linked: ReadonlyMap<TicketId, TicketView>): TicketView[] {
  const ids = new Set(links.map(({ ticketId }) => ticketId));
  return [...ids].flatMap((linkedId) => {
    const other = linked.get(linkedId);
    return other?.mergedIntoTicketId === id ? [other] : [];
  });
}

function TakeApart({ from }: { readonly from: TicketView }) {
  const { record } = useTicket();
  const { t } = useI18n();
  const { takeApart } = useMergeTicket();
  const label = t("merge.takeApartOf", { from: ticketName(from) });
  return (
    <Tooltip label={label}>
      <ForWriters>
        <ActionIcon size="sm" aria-label={label} onClick={() => void takeApart(from, record.ticket)}>
          <IconArrowsSplit2 size={14} />
        </ActionIcon>
      </ForWriters>
    </Tooltip>
  );
}

function LinkedTicket(props: {
  readonly id: TicketId;
  /** Absent until it has come, and where it can't be had. */
  readonly other: TicketView | undefined;
  readonly children?: ReactNode;
}) {
  const { other, children } = props;
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const stage = pipelines.find(({ id }) => id === other?.pipelineId)?.stages.find(({ id }) => id === other?.stageId);
  return (
    <a className={cx("link")} href={hrefOf({ page: "ticket", ticketId: props.id })}>
      {stage === undefined ? null : <StageDot stage={stage} />}
      <span className={cx("words")}>
        <span dir="auto">{other?.subject ?? t("ticket.name.otherTicket")}</span>
        <span className={cx("secondary")}>
          {children}
          {typeof other?.number === "number" ? ` #${other.number}` : ""}
        </span>
      </span>
    </a>
  );
}
