import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { ActionIcon, Alert, Anchor, Button, Skeleton, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconArrowMerge, IconMailPlus, IconPencil } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import type { ContactRecord } from "#shared/contract/people.ts";
import type { ContactView, TicketCard } from "#shared/contract/views.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { hrefOf, navigate, useRoute } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { PagedRows } from "../../components/PagedRows.tsx";
import { RelativeTime } from "../../components/RelativeTime.tsx";
import { StageBadge } from "../../components/StageBadge.tsx";
import { avatarIdOf, UserAvatar } from "../../components/UserAvatar.tsx";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { usePages } from "../../state/use-pages.ts";
import { useContactRecord } from "../../components/contacts/use-contact-record.ts";
import { SamePersonOffers } from "../../components/contacts/SamePersonOffers.tsx";
import { nameOf } from "../../components/person-name.ts";
import { useLatest } from "../../components/use-latest.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import css from "./ContactDetail.module.css";
import { ContactConsent } from "./ContactConsent.tsx";
import { ContactFormDialog } from "./ContactForm.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { ContactMailDialog } from "./ContactMailDialog.tsx";

const cx = classNamesOf(css);
const ROW_PX = 44;

/** A contact with all of their tickets, newest activity first. */
export function ContactDetail({ id }: { readonly id: PersonId }) {
  const { t } = useI18n();
  const { record, error, reload } = useContactRecord(id);
  if (error !== undefined) {
    return (
      <Alert m="md" color="red" icon={<IconAlertTriangle size={18} />}>
        {failureText(error, t)}
      </Alert>
    );
  }
  return (
    <article className={cx("detail")}>
      <Anchor className={cx("back")} href={hrefOf({ page: "contacts", contactId: null })}>
        <IconArrowLeft size={15} /> {t("shell.back")}
      </Anchor>
      {record === undefined ? (
        <Skeleton height={44} width="50%" />
      ) : (
        <>
          <ContactHead record={record} onChanged={reload} />
          <ContactFacts record={record} onChanged={reload} />
        </>
      )}
      {/* Merging brings tickets: the list begins anew. */}
      <ContactTickets key={record?.contact.mergedIds?.join() ?? ""} id={id} addresses={record?.contact.addresses} />
    </article>
  );
}

function ContactTickets(props: { readonly id: PersonId; readonly addresses: readonly string[] | undefined }) {
  const { id } = props;
  const { t } = useI18n();
  const desk = useDesk();
  const load = useCallback(
    (cursor: string | undefined) =>
      desk.client.tickets.list({ contactId: id, ...(cursor === undefined ? {} : { cursor }) }),
    [desk, id],
  );
  const tickets = usePages<TicketCard>(load, idOf);
  const { update } = tickets;
  const addresses = useLatest(props.addresses);
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.tickets.length === 0) return;
        const changed = new Map(entry.tickets.map((ticket) => [ticket.id, ticket]));
        update((items) => {
          const known = new Set(items.map(idOf));
          const isTheirs = ({ contactAddress }: TicketCard) => addresses()?.includes(contactAddress) === true;
          const added = entry.tickets.filter((ticket) => !known.has(ticket.id) && isTheirs(ticket));
          return [...added, ...items.map((ticket) => changed.get(ticket.id) ?? ticket)];
        });
      }),
    [desk, update, addresses],
  );
  return (
    <>
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
    </>
  );
}

type RecordProps = { readonly record: ContactRecord; readonly onChanged: () => void };

function ContactHead({ record, onChanged }: RecordProps) {
  const { contact } = record;
  const { t } = useI18n();
  const route = useRoute();
  const writes = route.page === "contacts" && route.write === true;
  const [opened, setOpen] = useState<"mail" | "form" | "merge" | null>(null);
  const open = writes ? "mail" : opened;
  const close = () => {
    setOpen(null);
    if (writes) navigate({ page: "contacts", contactId: contact.id }, { replace: true });
  };
  const name = contact.name === "" ? contact.address : contact.name;
  return (
    <header className={cx("head")}>
      <UserAvatar id={avatarIdOf(contact)} name={name} sizePx={44} />
      <div className={cx("who")}>
        <h2 className={cx("name")}>{name}</h2>
        <p className={cx("facts")}>
          {contact.addresses.map((address) => (
            <span key={address}>{address}</span>
          ))}
          {record.company === "" ? null : <span>{record.company}</span>}
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
      <ForWriters>
        {contact.address === "" ? null : (
          <Button
            variant="default"
            className={cx("write")}
            leftSection={<IconMailPlus size={15} />}
            onClick={() => setOpen("mail")}
          >
            {t("contacts.compose.action")}
          </Button>
        )}
        <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => setOpen("form")}>
          {t("contacts.edit")}
        </Button>
        <Tooltip label={t("contacts.merge")}>
          <ActionIcon size="lg" variant="default" aria-label={t("contacts.merge")} onClick={() => setOpen("merge")}>
            <IconArrowMerge size={16} />
          </ActionIcon>
        </Tooltip>
      </ForWriters>
      <ContactMailDialog contact={contact} opened={open === "mail"} onClose={close} />
      <ContactFormDialog record={record} opened={open === "form"} onClose={close} onSaved={onChanged} />
      <MergeDialog contact={contact} opened={open === "merge"} onClose={close} onDone={onChanged} />
    </header>
  );
}

/** Notes, who may be the same person, and who was merged into them. */
function ContactFacts({ record, onChanged }: RecordProps) {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const { contact, merged } = record;
  const unmerge = async (one: ContactView) => {
    try {
      await client.contacts.unmerge({ id: one.id });
      onChanged();
      toasts.done(t("contacts.unmerged", { name: nameOf(one) }));
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      {contact.notes === "" ? null : <p className={cx("notes")}>{contact.notes}</p>}
      <ContactConsent contact={contact} onChanged={onChanged} />
      <SamePersonOffers contact={contact} offers={record.offers} onDone={onChanged} />
      {merged.length === 0 ? null : (
        <section aria-label={t("contacts.mergedHere")}>
          <h3 className={cx("heading")}>{t("contacts.mergedHere")}</h3>
          {merged.map((one) => (
            <div key={one.id} className={cx("merged")}>
              <span>
                {nameOf(one)}
                {one.name === "" || one.address === "" ? "" : ` (${one.address})`}
              </span>
              <ForWriters>
                <Button size="compact-xs" variant="subtle" onClick={() => void unmerge(one)}>
                  {t("contacts.unmerge")}
                </Button>
              </ForWriters>
            </div>
          ))}
        </section>
      )}
    </>
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

function idOf(ticket: TicketCard): string {
  return ticket.id;
}
