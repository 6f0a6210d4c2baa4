import { Alert, Anchor, Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconMailPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import type { ContactView, TicketCard } from "#shared/contract/views.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { PagedRows } from "../../components/PagedRows.tsx";
import { RelativeTime } from "../../components/RelativeTime.tsx";
import { StageBadge } from "../../components/StageBadge.tsx";
import { avatarIdOf, UserAvatar } from "../../components/UserAvatar.tsx";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { usePages } from "../../state/use-pages.ts";
import css from "./ContactDetail.module.css";
import { ContactMailDialog } from "./ContactMailDialog.tsx";

const cx = classNamesOf(css);
const ROW_PX = 44;

/** A contact with all of their tickets, newest activity first. */
export function ContactDetail({ id }: { readonly id: PersonId }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { contact, error } = useContact(id);
  const load = useCallback(
    (cursor: string | undefined) =>
      desk.client.tickets.list({ contactId: id, ...(cursor === undefined ? {} : { cursor }) }),
    [desk, id],
  );
  const tickets = usePages<TicketCard>(load, idOf);
  const { update } = tickets;
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.tickets.length === 0) return;
        const changed = new Map(entry.tickets.map((ticket) => [ticket.id, ticket]));
        update((items) => items.map((ticket) => changed.get(ticket.id) ?? ticket));
      }),
    [desk, update],
  );

  if (error !== undefined) {
    return (
      <Alert m="md" color="red" icon={<IconAlertTriangle size={18} />}>
        {failureText(error, t)}
      </Alert>
    );
  }
  return (
    <article className={cx("detail")}>
      <Anchor className={cx("back")} underline="hover" href={hrefOf({ page: "contacts", contactId: null })}>
        <IconArrowLeft size={15} /> {t("shell.back")}
      </Anchor>
      {contact === undefined ? <Skeleton height={44} width="50%" /> : <ContactHead contact={contact} />}
      <h3 className={cx("heading")}>{t("contacts.tickets")}</h3>
      {tickets.isComplete && tickets.items.length === 0 ? (
        <p className={cx("none")}>{t("contacts.noTickets")}</p>
      ) : (
        <PagedRows
          list={tickets}
          label={t("contacts.tickets")}
          rowPx={ROW_PX}
          idOf={idOf}
          renderRow={(ticket) => <TicketRow ticket={ticket} />}
        />
      )}
    </article>
  );
}

function ContactHead({ contact }: { readonly contact: ContactView }) {
  const { t } = useI18n();
  const [writing, setWriting] = useState(false);
  const name = contact.name === "" ? contact.address : contact.name;
  return (
    <header className={cx("head")}>
      <UserAvatar id={avatarIdOf(contact)} name={name} sizePx={44} />
      <div className={cx("who")}>
        <h2 className={cx("name")}>{name}</h2>
        <p className={cx("facts")}>
          <span>{contact.address}</span>
          {contact.phone === "" ? null : <span>{contact.phone}</span>}
          <span>
            {t("contacts.lastMessage")}:{" "}
            {contact.lastMessageAtEpochMs === null ? (
              t("contacts.never")
            ) : (
              <RelativeTime atEpochMs={contact.lastMessageAtEpochMs} />
            )}
          </span>
        </p>
      </div>
      {contact.address === "" ? null : (
        <Button
          variant="default"
          className={cx("write")}
          leftSection={<IconMailPlus size={15} />}
          onClick={() => setWriting(true)}
        >
          {t("contacts.compose.action")}
        </Button>
      )}
      <ContactMailDialog contact={contact} opened={writing} onClose={() => setWriting(false)} />
    </header>
  );
}

function TicketRow({ ticket }: { readonly ticket: TicketCard }) {
  const { t } = useI18n();
  const stage = useDeskState((state) =>
    state.setup.pipelines.find(({ id }) => id === ticket.pipelineId)?.stages.find(({ id }) => id === ticket.stageId),
  );
  return (
    <a className={cx("ticket")} href={hrefOf({ page: "ticket", ticketId: ticket.id })}>
      <span className={cx("number")}>{ticket.number === null ? "" : `#${ticket.number}`}</span>
      <span className={cx("subject")}>{ticket.subject === "" ? t("board.noSubject") : ticket.subject}</span>
      {stage === undefined ? null : <StageBadge stage={stage} />}
      <RelativeTime atEpochMs={ticket.lastActivityAtEpochMs} className={cx("age")} />
    </a>
  );
}

function useContact(id: PersonId): { readonly contact: ContactView | undefined; readonly error: unknown } {
  const { client } = useDesk();
  const [contact, setContact] = useState<ContactView>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let shown = true;
    client.contacts.get({ id }).then(
      (loaded) => shown && setContact(loaded),
      (reason: unknown) => shown && setError(reason),
    );
    return () => {
      shown = false;
    };
  }, [client, id]);
  return { contact, error };
}

function idOf(ticket: TicketCard): string {
  return ticket.id;
}
