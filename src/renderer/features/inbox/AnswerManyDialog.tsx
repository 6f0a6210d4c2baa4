import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import { submitOnEnter } from "../../components/submit-on-enter.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { useAnswerMany } from "./use-answer-many.ts";

/** The same answer for all that are checked, each in its own thread. */
export function AnswerManyDialog(props: {
  readonly opened: boolean;
  readonly conversations: readonly ConversationView[];
  readonly onClose: () => void;
  /** Some have their answer, and the next one was refused. */
  readonly onPartlySent: (ids: readonly ConversationId[]) => void;
}) {
  const { t } = useI18n();
  const answer = useAnswerMany();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly sent: number }>();
  const { conversations, onClose } = props;
  const answerable = conversations.filter(({ writer }) => writer !== null);
  const left = conversations.length - answerable.length;
  const send = async (): Promise<void> => {
    if (sending || answer.text.trim() === "") return;
    setSending(true);
    const refused = await answer.send(answerable);
    setSending(false);
    setFailure(refused && { error: refused.error, sent: refused.sentIds.length });
    if (refused === undefined) onClose();
    else props.onPartlySent(refused.sentIds);
  };
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      size="lg"
      title={t("inbox.answerMany.title", { count: answerable.length })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form
        onKeyDown={submitOnEnter}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("inbox.answerMany.text")} {left === 0 ? null : t("inbox.answerMany.nobody", { count: left })}
          </Text>
          <Textarea
            data-autofocus
            aria-label={t("inbox.answerMany.words")}
            placeholder={t("ticket.composer.replyPlaceholder")}
            dir="auto"
            autosize
            minRows={6}
            maxRows={16}
            value={answer.text}
            onChange={(event) => answer.write(event.currentTarget.value)}
          />
          {failure === undefined ? null : (
            <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />} role="alert">
              {failureText(failure.error, t)}{" "}
              {failure.sent === 0 ? null : t("inbox.answerMany.partly", { count: failure.sent })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={sending} disabled={answer.text.trim() === "" || answerable.length === 0}>
              {t("ticket.composer.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
