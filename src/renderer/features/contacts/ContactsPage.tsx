import { Button } from "@mantine/core";
import { IconAddressBook } from "@tabler/icons-react";
import { useCallback } from "react";
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
import css from "./ContactsPage.module.css";

const cx = classNamesOf(css);
const ROW_PX = 56;

/** Everyone who wrote to the desk, by name, with their tickets beside. */
export function ContactsPage({ contactId }: { readonly contactId: PersonId | null }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const count = useDeskState((state) => state.status?.counts.contacts ?? 0);
  const load = useCallback(
    (cursor: string | undefined) => client.contacts.list(cursor === undefined ? {} : { cursor }),
    [client],
  );
  const list = usePages<ContactView>(load, idOf);
  useListKeys({
    items: list.items,
    idOf,
    chosenId: contactId,
    onChoose: ({ id }) => navigate({ page: "contacts", contactId: id }, { replace: contactId !== null }),
    onLeave: () => navigate({ page: "contacts", contactId: null }),
  });
  const first = list.items[0];
  const isEmpty = list.isComplete && list.items.length === 0;
  return (
    <SplitView
      name="contacts"
      title={t("contacts.title")}
      about={t("contacts.about", { count })}
      isChosen={contactId !== null}
      list={
        isEmpty ? (
          <EmptyState
            icon={<IconAddressBook size={32} stroke={1.5} />}
            title={t("contacts.empty.title")}
            text={t("contacts.empty.text")}
            action={<FirstStep />}
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
        )
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
