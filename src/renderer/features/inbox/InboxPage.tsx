import { Button } from "@mantine/core";
import { IconInbox, IconMessages } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import { hrefOf, navigate } from "../../state/routes.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FirstStep } from "../../components/FirstStep.tsx";
import { PagedRows } from "../../components/PagedRows.tsx";
import { SplitView } from "../../components/SplitView.tsx";
import { useListKeys } from "../../components/use-list-keys.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import { ConversationDetail } from "./ConversationDetail.tsx";
import { ConversationRow } from "./ConversationRow.tsx";
import { withConversations } from "./inbox-list.ts";

const ROW_PX = 84;

/** B2: the conversations that have no ticket, and the way to make one. */
export function InboxPage({ conversationId }: { readonly conversationId: ConversationId | null }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { client } = desk;
  const count = useDeskState((state) => state.status?.counts.inbox ?? 0);
  const load = useCallback(
    (cursor: string | undefined) =>
      client.conversations.list({ hasTicket: false, ...(cursor === undefined ? {} : { cursor }) }),
    [client],
  );
  const list = usePages<ConversationView>(load, idOf);
  const { update } = list;
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.conversations.length === 0) return;
        update((items) => withConversations(items, entry.conversations));
      }),
    [desk, update],
  );

  useListKeys({
    items: list.items,
    idOf,
    chosenId: conversationId,
    onChoose: ({ id }) => navigate({ page: "inbox", conversationId: id }, { replace: conversationId !== null }),
    onLeave: () => navigate({ page: "inbox", conversationId: null }),
  });

  const first = list.items[0];
  const isEmpty = list.isComplete && list.items.length === 0;
  return (
    <SplitView
      name="inbox"
      title={t("inbox.title")}
      about={isEmpty ? "" : t("shell.inboxCount", { count: Math.max(count, list.isComplete ? list.items.length : 0) })}
      isChosen={conversationId !== null}
      list={
        isEmpty ? (
          <EmptyState
            icon={<IconInbox size={32} stroke={1.5} />}
            title={t("inbox.empty.title")}
            text={t("inbox.empty.text")}
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
              <ConversationRow conversation={conversation} isChosen={conversation.id === conversationId} />
            )}
          />
        )
      }
      detail={
        conversationId !== null ? (
          <ConversationDetail key={conversationId} id={conversationId} />
        ) : isEmpty ? null : (
          <EmptyState
            icon={<IconMessages size={32} stroke={1.5} />}
            title={t("inbox.choose.title")}
            text={t("inbox.choose.text")}
            action={
              first === undefined ? null : (
                <Button variant="default" component="a" href={hrefOf({ page: "inbox", conversationId: first.id })}>
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

function idOf(conversation: ConversationView): string {
  return conversation.id;
}
