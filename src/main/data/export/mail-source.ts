/** A message as the mail that it was: its source where there is one, else a mail made of what the desk knows. */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Message } from "#shared/model/message.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import type { DeskContext } from "#main/desk/context.ts";

export type MailSource = {
  readonly kind: "source" | "rebuilt" | "without-files";
  readonly chunks: AsyncIterable<Uint8Array>;
};

/** Says in a mail that its bytes are not those that came. */
const REBUILT_HEADER = "X-Pipedesk-Rebuilt: yes\r\n";

/**
 * Mails that were written here have no other source than this: they are made as they were sent. Of others the source may be gone, or lie with the team's server; then the mail is made anew, with its ids and
 * references, so that threads hold, and says so.
 */
export async function mailSource(context: Pick<DeskContext, "store" | "setup">, message: Message): Promise<MailSource> {
  const { rawBlobId } = message;
  if (rawBlobId !== null) {
    const source = context.store.files.stream(rawBlobId)[Symbol.asyncIterator]();
    try {
      const first = await source.next();
      return { kind: "source", chunks: from(first, source) };
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
  const isWrittenHere = rawBlobId === null && message.direction === "outgoing";
  const channel = message.channelId === null ? null : context.setup.find("channel", message.channelId);
  const over = { address: channel?.address ?? message.from.address };
  const begin = isWrittenHere ? "" : REBUILT_HEADER;
  try {
    const { raw } = await composeMail(context, message, over);
    return { kind: "rebuilt", chunks: pieces(begin, raw) };
  } catch (error) {
    if (!isAway(error)) throw error;
    const { raw } = await composeMail(context, { ...message, attachments: [], htmlBlobId: null }, over);
    return { kind: "without-files", chunks: pieces(REBUILT_HEADER, raw) };
  }
}

/** The file is gone, or lies elsewhere and can't be had now. */
function isAway(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === "PD_DESK_NOT_FOUND" || code?.startsWith("PD_SYNC_") === true;
}

async function* from(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

async function* pieces(begin: string, raw: Uint8Array): AsyncGenerator<Uint8Array> {
  if (begin !== "") yield Buffer.from(begin);
  yield raw;
}
