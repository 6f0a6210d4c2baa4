import { ActionIcon, CopyButton, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Fragment } from "react";
import { SamePersonOffers } from "#renderer/components/contacts/SamePersonOffers.tsx";
import { useContactRecord } from "#renderer/components/contacts/use-contact-record.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { avatarIdOf, UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import type { PersonId } from "#shared/model/ids.ts";
import { isContactNamed } from "#shared/rules/people/contact-named.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import css from "./Properties.module.css";
import { PanelPart } from "./PanelPart.tsx";

const cx = classNamesOf(css);

/** The customers of a ticket; the one it is with comes first. */
export function ContactList() {
  const { record } = useTicket();
  const { t } = useI18n();
  const { contactIds, primaryContactId } = record.ticket;
  const contacts = record.contacts
    .filter((contact) => contactIds.some((id) => isContactNamed(contact, id)))
    .toSorted((a, b) => Number(isContactNamed(b, primaryContactId)) - Number(isContactNamed(a, primaryContactId)));
  return (
    <PanelPart name="contacts" title={t("ticket.property.contacts")}>
      {contacts.length === 0 ? (
        <Text size="xs" c="dimmed" px={4}>
          {t("ticket.property.noContacts")}
        </Text>
      ) : null}
      {contacts.map((contact) => (
        <Fragment key={contact.id}>
          <div style={{ display: "flex", alignItems: "center" }}>
            <a className={cx("contact")} style={{ flex: 1 }} href={hrefOf({ page: "contacts", contactId: contact.id })}>
              <UserAvatar id={avatarIdOf(contact)} name={nameOf(contact)} sizePx={26} />
              <span className={cx("words")}>
                <span>{nameOf(contact)}</span>
                {contact.name === "" || contact.address === "" ? null : (
                  <span className={cx("secondary")}>{contact.address}</span>
                )}
              </span>
            </a>
            {contact.address === "" ? null : <CopyAddress address={contact.address} />}
          </div>
          {/* Of many people in one thread most are nobody's second address. */}
          {contacts.length > MAX_LOOKED_UP ? null : <Offers id={contact.id} />}
        </Fragment>
      ))}
    </PanelPart>
  );
}

const MAX_LOOKED_UP = 4;

/** Who may be the same person as the customer: it is here that one notices. */
function Offers({ id }: { readonly id: PersonId }) {
  const { record, reload } = useContactRecord(id);
  return record === undefined ? null : (
    <SamePersonOffers contact={record.contact} offers={record.offers} onDone={reload} />
  );
}

function CopyAddress(props: { readonly address: string }) {
  const { t } = useI18n();
  return (
    <CopyButton value={props.address}>
      {({ copied, copy }) => (
        <Tooltip
          label={copied ? t("ticket.property.copied") : t("ticket.property.copyAddress", { address: props.address })}
        >
          <ActionIcon
            size="sm"
            aria-label={t("ticket.property.copyAddress", { address: props.address })}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
