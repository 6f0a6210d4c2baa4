import { isDeepStrictEqual } from "node:util";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Message } from "#shared/model/message.ts";

/**
 * A draft that is handed in again: a request whose answer was lost, a second window, a second click.
 * @returns the message that it became, as it is now
 * @throws PD_DRAFT_SENT where that message says something else: passing the new words over in silence would lose them
 * @rule H1c
 */
export function requireSameMail(before: Message, again: Message): Message {
  if (isDeepStrictEqual(saidIn(before), saidIn(again))) return before;
  throw draftSent(before.id);
}

export function draftSent(id: string): PipedeskError {
  return new PipedeskError("PD_DRAFT_SENT", "This draft became a message before, with other words.", {
    details: { what: "message", id },
  });
}

/** What the person chose and wrote; not what followed from when it was handed in. */
function saidIn(message: Message) {
  const { kind, authorId, conversationId, subject, visibleText, html, htmlBlobId, to, cc, bcc, attachments } = message;
  return {
    kind,
    authorId,
    conversationId,
    subject,
    visibleText,
    html,
    htmlBlobId,
    recipients: [to, cc, bcc].map((line) => line.map(({ address }) => address)),
    files: attachments.map(({ blobId, name }) => [blobId, name]),
  };
}
