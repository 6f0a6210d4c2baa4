/** What a device of a team has left with its server, where it is asked for. */
import type { SearchAnswer } from "#shared/contract/search.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { OutgoingAttachment } from "#shared/contract/outgoing.ts";
import type { MessageId, TicketId } from "#shared/model/ids.ts";
import { MAX_FOUND_OLDER } from "#shared/sync/limits.ts";
import type { OlderAsked } from "#main/desk/with-server.ts";
import type { RouterDeps } from "./implementer.ts";

type Deps = Pick<RouterDeps, "withServer" | "context">;

/**
 * Before a mail is written: inside the command nothing waits for the network, so the files that it names and the HTML that it quotes or keeps come first. A quotation without its HTML is one in plain
 * text, so that alone stops nobody who is offline.
 * @throws PD_SYNC_… for a file that can't be had now
 */
export async function bringFilesOf(
  { withServer, context: { store } }: Deps,
  attachments: readonly OutgoingAttachment[],
  quoted?: MessageId,
): Promise<void> {
  if (withServer === null) return;
  await store.files.bring(attachments.map(({ blobId }) => blobId));
  const html = quoted === undefined ? null : ((await store.messages.get(quoted))?.htmlBlobId ?? null);
  if (html === null) return;
  await store.files.bring([html]).catch((error: unknown) => {
    if (errorCodeOf(error) !== "PD_SYNC_OFFLINE") throw error;
  });
}

/** The answer about a ticket, which is fetched first where it is not here. @throws PD_DESK_NOT_FOUND; PD_SYNC_OFFLINE where the server may have it */
export async function orFetched<Result>(
  { withServer }: Deps,
  id: TicketId,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (withServer === null || errorCodeOf(error) !== "PD_DESK_NOT_FOUND") throw error;
    if (!(await withServer.fetchTicket(id))) throw error;
    return await read();
  }
}

/** What is found here; and behind the last of it, what the server finds among older tickets: who pages on by counting comes to them last. */
export async function withOlder(
  { withServer }: Deps,
  asked: OlderAsked & { readonly limit: number },
  here: Promise<SearchAnswer>,
): Promise<SearchAnswer> {
  const found = await here;
  if (withServer === null || found.hasMore) return found;
  const older = await withServer.searchOlder(asked, Math.min(asked.limit, MAX_FOUND_OLDER));
  if (older === null) return found;
  if (older === "offline") return { ...found, olderNotSearched: true };
  return { ...found, items: [...found.items, ...older.map((hit) => ({ ...hit, withServer: true as const }))] };
}
