import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { ActionIcon, Button, NativeSelect, TextInput, Tooltip } from "@mantine/core";
import { IconAddressBook, IconSearch, IconUserPlus } from "@tabler/icons-react";
import { useCallback, useDeferredValue, useEffect, useState } from "react";
import { ContactFilter } from "#shared/contract/people.ts";
import type { ContactView } from "#shared/contract/views.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { hrefOf, navigate } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FirstStep } from "../../components/FirstStep.tsx";
import { PagedRows } from "../../components/PagedRows.tsx";
import { RelativeTime } from "../../components/RelativeTime.tsx";
import { SplitView } from "../../components/SplitView.tsx";
import { avatarIdOf, UserAvatar } from "../../components/UserAvatar.tsx";
import { useListKeys } from "../../components/use-list-keys.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import { ContactDetail } from "./ContactDetail.tsx";
import { ContactFilesMenu } from "./ContactFilesMenu.tsx";
import { takeContacts } from "./contact-list.ts";
import { ContactFormDialog } from "./ContactForm.tsx";
import css from "./ContactsPage.module.css";

const cx = classNamesOf(css);
const ROW_PX = 56;

/** Everyone who wrote to the desk, by name, with their tickets beside. */
export function ContactsPage({ contactId }: { readonly contactId: PersonId | null }) {
  const { t } = useI18n();
  const { client, onLive } = useDesk();
  const count = useDeskState((state) => state.status?.counts.contacts ?? 0);
  const [q, setQ] = useState("");
  const [filter, setFilter] = useState<ContactFilter>("all");
  const [making, setMaking] = useState(false);
  const asked = useDeferredValue(q.trim());
  const load = useCallback(
    (cursor: string | undefined) =>
      client.contacts.list({
        ...(asked === "" ? {} : { q: asked }),
        filter,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [client, asked, filter],
  );
  const list = usePages<ContactView>(load, idOf);
  useListKeys({
    items: list.items,
    idOf,
    chosenId: contactId,
    onChoose: ({ id }) => navigate({ page: "contacts", contactId: id }, { replace: contactId !== null }),
    onLeave: () => navigate({ page: "contacts", contactId: null }),
  });
  const { update, isComplete } = list;
  useEffect(
    () =>
      onLive((entry) => {
        if (entry.type !== "changes" || entry.contacts === undefined) return;
        const { contacts } = entry;
        update((items) => takeContacts(items, contacts, { asked, filter, isComplete }));
      }),
    [onLive, update, asked, filter, isComplete],
  );
  const first = list.items[0];
  const isNobody = list.isComplete && list.items.length === 0;
  const isEmpty = isNobody && asked === "" && filter === "all";
  return (
    <SplitView
      name="contacts"
      title={t("contacts.title")}
      about={t("contacts.about", { count })}
      isChosen={contactId !== null}
      list={
        <>
          <div className={cx("tools")}>
            <TextInput
              type="search"
              className={cx("find")}
              aria-label={t("contacts.find")}
              placeholder={t("contacts.find")}
              leftSection={<IconSearch size={15} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
            <ForWriters>
              <Tooltip label={t("contacts.new")}>
                <ActionIcon size="lg" variant="default" aria-label={t("contacts.new")} onClick={() => setMaking(true)}>
                  <IconUserPlus size={17} />
                </ActionIcon>
              </Tooltip>
            </ForWriters>
            <ContactFilesMenu asked={{ q: asked, filter }} />
            <NativeSelect
              className={cx("filter")}
              aria-label={t("contacts.filter")}
              data={ContactFilter.options.map((value) => ({ value, label: t(`contacts.filter.${value}`) }))}
              value={filter}
              onChange={(event) => setFilter(ContactFilter.parse(event.currentTarget.value))}
            />
          </div>
          {isNobody ? (
            <EmptyState
              icon={<IconAddressBook size={32} stroke={1.5} />}
              title={t(isEmpty ? "contacts.empty.title" : "contacts.nobody.title")}
              text={t(isEmpty ? "contacts.empty.text" : "contacts.nobody.text")}
              action={isEmpty ? <FirstStep /> : undefined}
            />
          ) : (
            <PagedRows
              list={list}
              label={t("contacts.title")}
              rowPx={ROW_PX}
              idOf={idOf}
              chosenId={contactId}
              renderRow={(contact) => <ContactRow contact={contact} isChosen={contact.id === contactId} />}
            />
          )}
          <ContactFormDialog
            opened={making}
            onClose={() => setMaking(false)}
            onSaved={(contact) => {
              list.update((items) => [contact, ...items.filter(({ id }) => id !== contact.id)]);
              navigate({ page: "contacts", contactId: contact.id });
            }}
          />
        </>
      }
      detail={
        contactId !== null ? (
          <ContactDetail key={contactId} id={contactId} />
        ) : isEmpty ? null : (
          <EmptyState
            icon={<IconAddressBook size={32} stroke={1.5} />}
            title={t("contacts.choose.title")}
            text={t("contacts.choose.text")}
            action={
              first === undefined ? null : (
                <Button variant="default" component="a" href={hrefOf({ page: "contacts", contactId: first.id })}>
                  {t("contacts.choose.action")}
                </Button>
              )
            }
          />
        )
      }
    />
  );
}

function ContactRow({ contact, isChosen }: { readonly contact: ContactView; readonly isChosen: boolean }) {
  const name = contact.name === "" ? contact.address : contact.name;
  return (
    <a
      className={cx("row", isChosen && "chosen")}
      href={hrefOf({ page: "contacts", contactId: contact.id })}
      aria-current={isChosen ? "true" : undefined}
    >
      <UserAvatar id={avatarIdOf(contact)} name={name} sizePx={30} />
      <span className={cx("names")}>
        <span className={cx("name")} dir="auto">
          {name}
        </span>
        <span className={cx("address")}>{contact.name === "" ? "" : contact.address}</span>
      </span>
      {contact.lastMessageAtEpochMs === null ? null : (
        <RelativeTime atEpochMs={contact.lastMessageAtEpochMs} className={cx("age")} />
      )}
    </a>
  );
}

function idOf(contact: ContactView): string {
  return contact.id;
}
