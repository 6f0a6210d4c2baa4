import { Button } from "@mantine/core";
import { IconInbox, IconMessages } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import type { FiledAs } from "#shared/model/conversation.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import { hrefOf, navigate, type Route } from "../../state/routes.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FirstStep } from "../../components/FirstStep.tsx";
import { PagedRows } from "../../components/PagedRows.tsx";
import { SplitView } from "../../components/SplitView.tsx";
import { useListKeys } from "../../components/use-list-keys.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import { useShortcuts } from "../../state/use-shell.ts";
import { CheckedBar } from "./CheckedBar.tsx";
import { ConversationDetail } from "./ConversationDetail.tsx";
import { ConversationRow } from "./ConversationRow.tsx";
import { ListHead } from "./ListHead.tsx";
import { withConversations } from "./inbox-list.ts";
import { useCheckAll } from "./use-check-all.ts";
import { useFiling } from "./use-filing.ts";
import { useSelection } from "./use-selection.ts";

const ROW_PX = 84;

type InboxPageProps = {
  readonly conversationId: ConversationId | null;
  /** What was put away, in place of the inbox. */
  readonly isFiled: boolean;
};

/** B2: the conversations that have no ticket: to answer, to make tickets of, to put away. */
export function InboxPage({ conversationId, isFiled }: InboxPageProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const placeOf = (id: ConversationId | null): Route => ({
    page: "inbox",
    conversationId: id,
    ...(isFiled ? { filed: true } : {}),
  });
  const { client } = desk;
  const count = useDeskState((state) => state.status?.counts.inbox ?? 0);
  const load = useCallback(
    (cursor: string | undefined) =>
      client.conversations.list({ filed: isFiled, ...(cursor === undefined ? {} : { cursor }) }),
    [client, isFiled],
  );
  const list = usePages<ConversationView>(load, idOf);
  const { update } = list;
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.conversations.length === 0) return;
        update((items) => withConversations(items, entry.conversations, isFiled));
      }),
    [desk, update, isFiled],
  );

  useListKeys({
    items: list.items,
    idOf,
    chosenId: conversationId,
    onChoose: ({ id }) => navigate(placeOf(id), { replace: conversationId !== null }),
    onLeave: () => navigate(placeOf(null)),
  });
  const ids = useMemo(() => list.items.map(idOf), [list.items]);
  const selection = useSelection(ids);
  const all = useCheckAll(list, ids, selection.set);
  const put = useFiling();
  /** The next one is shown where the shown one leaves. */
  const file = (conversations: readonly ConversationView[], as: FiledAs): void => {
    const leaving = new Set(conversations.map(idOf));
    const shown = list.items.findIndex(({ id }) => id === conversationId);
    if (conversationId !== null && leaving.has(conversationId)) {
      const stays = ({ id }: ConversationView) => !leaving.has(id);
      const next = list.items.slice(shown + 1).find(stays) ?? list.items.slice(0, Math.max(0, shown)).findLast(stays);
      navigate(placeOf(next?.id ?? null), { replace: true });
    }
    selection.set([]);
    void put(conversations, as);
  };
  const checked = list.items.filter(({ id }) => selection.ids.has(id));
  const present = list.items.find(({ id }) => id === conversationId);
  useShortcuts([
    {
      writes: true,
      keys: "x",
      label: t("inbox.key.select"),
      when: () => conversationId !== null,
      run: () => (conversationId === null ? undefined : selection.toggle(conversationId, false)),
    },
    {
      keys: "Escape",
      when: () => checked.length > 0,
      run: () => selection.set([]),
    },
    {
      writes: true,
      keys: "e",
      label: t("inbox.key.archive"),
      when: () => !isFiled && (checked.length > 0 || present !== undefined),
      run: () => file(checked.length > 0 ? checked : present === undefined ? [] : [present], "archived"),
    },
  ]);

  const first = list.items[0];
  const isEmpty = list.isComplete && list.items.length === 0;
  return (
    <SplitView
      name="inbox"
      title={t("inbox.title")}
      about={isFiled ? t("inbox.filed.about") : t("shell.inboxCount", { count })}
      isChosen={conversationId !== null}
      list={
        <>
          <ListHead
            isFiled={isFiled}
            listed={ids.length}
            checked={checked.length}
            onCheckAll={all.check}
            isChecking={all.isChecking}
          />
          {isEmpty ? (
            <EmptyState
              icon={<IconInbox size={32} stroke={1.5} />}
              title={t(isFiled ? "inbox.filed.empty.title" : "inbox.empty.title")}
              text={t(isFiled ? "inbox.filed.empty.text" : "inbox.empty.text")}
              action={<FirstStep />}
            />
          ) : (
            <PagedRows
              list={list}
              label={t("inbox.title")}
              rowPx={ROW_PX}
              idOf={idOf}
              chosenId={conversationId}
              renderRow={(conversation) => (
                <ConversationRow
                  conversation={conversation}
                  isFiled={isFiled}
                  isChosen={conversation.id === conversationId}
                  isChecked={selection.ids.has(conversation.id)}
                  onCheck={selection.toggle}
                />
              )}
            />
          )}
          <CheckedBar
            checked={checked}
            isFiled={isFiled}
            onFile={(as) => file(checked, as)}
            onUncheck={(gone) => selection.set(ids.filter((id) => selection.ids.has(id) && !gone.includes(id)))}
          />
        </>
      }
      detail={
        conversationId !== null ? (
          <ConversationDetail
            key={conversationId}
            id={conversationId}
            isFiled={isFiled}
            onFile={(conversation, as) => file([conversation], as)}
          />
        ) : isEmpty ? null : (
          <EmptyState
            icon={<IconMessages size={32} stroke={1.5} />}
            title={t("inbox.choose.title")}
            text={t("inbox.choose.text")}
            action={
              first === undefined ? null : (
                <Button variant="default" component="a" href={hrefOf(placeOf(first.id))}>
                  {t("inbox.choose.action")}
                </Button>
              )
            }
          />
        )
      }
    />
  );
}

function idOf(conversation: ConversationView): ConversationId {
  return conversation.id;
}
