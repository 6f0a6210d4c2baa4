import { useMayWrite } from "#renderer/state/use-access.ts";
import { Alert, Anchor, Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconArrowLeft } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import type { ConversationView, MessageView } from "#shared/contract/views.ts";
import type { FiledAs } from "#shared/model/conversation.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import { isInInbox } from "#shared/rules/inbox/filing.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { usePageTitle, useShortcuts } from "../../state/use-shell.ts";
import { usePages } from "../../state/use-pages.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { ConversationFacts } from "./ConversationFacts.tsx";
import css from "./ConversationDetail.module.css";
import { CreateTicketBar } from "./CreateTicketBar.tsx";
import { FilingButtons } from "./FilingButtons.tsx";
import { MessagePreview } from "../../components/MessagePreview.tsx";

const cx = classNamesOf(css);

/** One conversation with its messages, oldest first, and what can be made of it. */
export function ConversationDetail(props: {
  readonly id: ConversationId;
  readonly isFiled: boolean;
  readonly onFile: (conversation: ConversationView, as: FiledAs) => void;
}) {
  const { id, isFiled } = props;
  const { t } = useI18n();
  const { conversation, error } = useConversation(id);
  const messages = useMessages(id);
  const [answering, setAnswering] = useState(false);
  const mayWrite = useMayWrite();
  usePageTitle(conversation?.subject ?? null);
  const mayAnswer = mayWrite && conversation?.ticketId === null && conversation.writer !== null;
  useShortcuts([
    { keys: "r", opensField: true, label: t("ticket.key.reply"), when: () => mayAnswer, run: () => setAnswering(true) },
  ]);

  const failure = error ?? messages.error;
  if (failure !== undefined) {
    return (
      <Alert m="md" color="red" icon={<IconAlertTriangle size={18} />}>
        {failureText(failure, t)}
      </Alert>
    );
  }
  return (
    <article className={cx("detail")}>
      <Anchor
        className={cx("back")}
        underline="hover"
        href={hrefOf({ page: "inbox", conversationId: null, ...(isFiled ? { filed: true } : {}) })}
      >
        <IconArrowLeft size={15} /> {t("shell.back")}
      </Anchor>
      {conversation === undefined ? (
        <Skeleton height={28} width="60%" />
      ) : (
        <>
          <h2 className={cx("subject")} dir="auto">
            {conversation.subject === "" ? t("inbox.noSubject") : conversation.subject}
          </h2>
          <ConversationFacts conversation={conversation} />
          <CreateTicketBar conversation={conversation} />
          {conversation.ticketId === null ? (
            <Group gap="xs">
              {mayAnswer ? (
                <Button variant="light" leftSection={<IconArrowBackUp size={14} />} onClick={() => setAnswering(true)}>
                  {t("inbox.answer")}
                </Button>
              ) : null}
              <FilingButtons isFiled={!isInInbox(conversation)} onFile={(as) => props.onFile(conversation, as)} />
            </Group>
          ) : null}
        </>
      )}
      <Stack gap="sm">
        {messages.items.map((message) => (
          <MessagePreview key={message.id} message={message} />
        ))}
      </Stack>
      {messages.isComplete || messages.isStarting ? null : (
        <Button variant="default" onClick={messages.loadMore}>
          {t("inbox.loadMore")}
        </Button>
      )}
      {answering && conversation !== undefined && mayAnswer ? (
        <AnswerForm conversation={conversation} messages={messages.items} onClose={() => setAnswering(false)} />
      ) : null}
    </article>
  );
}

function useConversation(id: ConversationId): {
  readonly conversation: ConversationView | undefined;
  readonly error: unknown;
} {
  const desk = useDesk();
  const [conversation, setConversation] = useState<ConversationView>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let shown = true;
    desk.client.conversations.get({ id }).then(
      (loaded) => shown && setConversation(loaded),
      (reason: unknown) => shown && setError(reason),
    );
    const stop = desk.onLive((entry) => {
      const changed = entry.type === "changes" ? entry.conversations.find((other) => other.id === id) : undefined;
      if (changed !== undefined) setConversation(changed);
    });
    return () => {
      shown = false;
      stop();
    };
  }, [desk, id]);
  return { conversation, error };
}

function useMessages(id: ConversationId) {
  const desk = useDesk();
  const load = useCallback(
    (cursor: string | undefined) =>
      desk.client.conversations.messages({ id, ...(cursor === undefined ? {} : { cursor }) }),
    [desk, id],
  );
  const list = usePages<MessageView>(load, idOf);
  const { update, isComplete, isStarting } = list;
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes") return;
        const arrived = entry.messages.filter((message) => message.conversationId === id);
        // A page that is to come brings the newest itself; the first may be on its way without it, and is read once more.
        if (arrived.length === 0 || !(isComplete || isStarting)) return;
        update((items) => [...items, ...arrived.filter((message) => items.every((known) => known.id !== message.id))]);
      }),
    [desk, id, update, isComplete, isStarting],
  );
  return list;
}

function idOf(message: MessageView): string {
  return message.id;
}
