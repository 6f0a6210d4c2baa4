import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { HtmlBody } from "../html/HtmlBody.tsx";
import { PlainText } from "../text/PlainText.tsx";
import { Attachments } from "./Attachments.tsx";
import { bodyPlan } from "./body-plan.ts";
import { listedBesideHtml } from "../html/use-inline-images.ts";
import { RawSourceButton } from "./MessageDetails.tsx";

export type MessageBodyProps = {
  readonly message: MessageView;
  readonly remoteImages: boolean;
  readonly onShowImages: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** A message's content: why it was set aside (H6) where it was, its text or HTML, its attachments. */
export function MessageBody(props: MessageBodyProps) {
  const { message } = props;
  const plan = bodyPlan(message);
  // Pictures that the HTML shows are no attachments to a reader; in plain text they are all there is.
  const attachments = plan.kind === "html" ? listedBesideHtml(message.attachments) : message.attachments;
  return (
    <>
      {message.setAsideReason === null ? null : <SetAside message={message} reason={message.setAsideReason} />}
      <Content {...props} kind={plan.kind} />
      <Attachments message={message} attachments={attachments} />
    </>
  );
}

function Content(props: MessageBodyProps & { readonly kind: ReturnType<typeof bodyPlan>["kind"] }) {
  const { message } = props;
  const { t } = useI18n();
  switch (props.kind) {
    case "raw-only":
      return null;
    case "html":
      return (
        <HtmlBody
          message={message}
          remoteImages={props.remoteImages}
          onShowImages={props.onShowImages}
          onKeyDown={props.onKeyDown}
        />
      );
    case "text":
      if (message.text.trim() !== "")
        return <PlainText text={message.text} visibleText={message.visibleText} mentions={message.mentions} />;
      return (
        <Text size="sm" c="dimmed" fs="italic">
          {t(emptyWords(message))}
        </Text>
      );
  }
}

/** Why there is nothing to read. */
function emptyWords({ seal, erasedAtEpochMs }: MessageView) {
  if (erasedAtEpochMs !== undefined) return "data.erase.unread";
  return seal === "encrypted" ? "ticket.message.encrypted" : "ticket.message.empty";
}

function SetAside(props: { readonly message: MessageView; readonly reason: string }) {
  const { t } = useI18n();
  return (
    <Alert
      color="red"
      variant="light"
      mb="sm"
      icon={<IconAlertTriangle size={16} />}
      title={t("ticket.setAside.title")}
    >
      <Text size="sm">{t("ticket.setAside.text", { reason: props.reason })}</Text>
      <Group mt="xs">
        <RawSourceButton message={props.message} />
      </Group>
    </Alert>
  );
}
