import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { isContactNamed } from "#shared/rules/people/contact-named.ts";
import { THEIR_TICKETS } from "../limits.ts";
import { useTicket } from "../ticket-context.tsx";
import { PanelPart } from "./PanelPart.tsx";
import css from "./Properties.module.css";

const cx = classNamesOf(css);

/** What else the customer has with the desk, newest activity first, each with its status. */
export function TheirTickets() {
  const { record } = useTicket();
  const { t } = useI18n();
  const { primaryContactId } = record.ticket;
  return (
    <PanelPart name="theirs" title={t("ticket.theirs.title")}>
      {primaryContactId === null ? (
        <p className={cx("none")}>{t("ticket.theirs.none")}</p>
      ) : (
        <Tickets key={primaryContactId} contactId={primaryContactId} />
      )}
    </PanelPart>
  );
}

function Tickets({ contactId }: { readonly contactId: PersonId }) {
  const { client, onLive } = useDesk();
  const { open, record } = useTicket();
  const { id } = open;
  const addresses = useLatest(record.contacts.find((contact) => isContactNamed(contact, contactId))?.addresses);
  const { t } = useI18n();
  const [found, setFound] = useState<{ readonly tickets: readonly TicketCard[]; readonly more: boolean } | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  useEffect(() => {
    let wanted = true;
    let shown: readonly string[] = [];
    const load = (): void => {
      // One more than are shown, since the open ticket is among them.
      client.tickets.list({ contactId, limit: THEIR_TICKETS + 1 }).then(
        ({ items, nextCursor }) => {
          if (!wanted) return;
          const others = items.filter((ticket) => ticket.id !== id);
          shown = others.map((ticket) => ticket.id);
          setError(undefined);
          setFound({
            tickets: others.slice(0, THEIR_TICKETS),
            more: nextCursor !== null || others.length > THEIR_TICKETS,
          });
        },
        (failure: unknown) => wanted && setError(failure),
      );
    };
    load();
    const stop = onLive((entry) => {
      // What was missed while the connection was lost is asked for anew.
      const isTheirs = (ticket: TicketCard) =>
        shown.includes(ticket.id) || (ticket.id !== id && addresses()?.includes(ticket.contactAddress) === true);
      if (entry.type === "hello" || entry.tickets.some(isTheirs)) load();
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [client, onLive, contactId, id, addresses]);
  if (error !== undefined)
    return (
      <p className={cx("none")} role="alert">
        {failureText(error, t)}
      </p>
    );
  if (found === null) return null;
  if (found.tickets.length === 0) return <p className={cx("none")}>{t("ticket.theirs.none")}</p>;
  return (
    <>
      {found.tickets.map((ticket) => (
        <Theirs key={ticket.id} ticket={ticket} />
      ))}
      {found.more ? (
        <Button component="a" size="compact-xs" variant="subtle" href={hrefOf({ page: "contacts", contactId })}>
          {t("ticket.theirs.all")}
        </Button>
      ) : null}
    </>
  );
}

function Theirs({ ticket }: { readonly ticket: TicketCard }) {
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const stage = pipelines.find(({ id }) => id === ticket.pipelineId)?.stages.find(({ id }) => id === ticket.stageId);
  const facts = [ticketNumberText(ticket), stage?.name].filter((fact) => fact !== null && fact !== undefined);
  return (
    <a className={cx("link")} href={hrefOf({ page: "ticket", ticketId: ticket.id })}>
      {stage === undefined ? null : <StageDot stage={stage} />}
      <span className={cx("words")}>
        <span dir="auto">{ticket.subject}</span>
        <span className={cx("secondary")}>{facts.join(" · ")}</span>
      </span>
    </a>
  );
}
