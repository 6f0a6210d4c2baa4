/** Files of what was active of late are fetched before anybody asks, the newest first, so that they are there where there is no network. Raw sources, which hardly anybody looks at, are not. */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { BlobId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Stored } from "#main/store/repository.ts";
import { AHEAD_FOR_MS, AHEAD_OVERLAP_MS, AHEAD_TICKETS, MAX_AHEAD_FILE_BYTES } from "../limits.ts";

export type AheadDeps = {
  readonly context: Pick<DeskContext, "store" | "clock" | "log">;
  /** @throws as `fetchFile` */
  readonly fetch: (id: BlobId, usedAtEpochMs: number, signal: AbortSignal) => Promise<void>;
  /** Whether so many more bytes may lie here of a mail of that time, as what is older goes before them. */
  readonly fits: (bytes: number, atEpochMs: number) => boolean;
};

export type FetchAhead = {
  /** Looks through what is new since it did so last; at first, through all that is not too old. @throws as `fetch`, where the server can't be reached */
  run(signal: AbortSignal): Promise<void>;
  /** The next run looks through everything again: there is more room. */
  startOver(): void;
};

export function createFetchAhead({ context, fetch, fits }: AheadDeps): FetchAhead {
  const { store, clock, log } = context;
  /** Tickets whose last activity is before this were looked through. */
  let doneUpToEpochMs = 0;

  async function run(signal: AbortSignal): Promise<void> {
    const nowEpochMs = clock.nowEpochMs();
    const floorEpochMs = Math.max(nowEpochMs - AHEAD_FOR_MS, doneUpToEpochMs);
    let isFull = false;
    for await (const ids of ticketsSince(floorEpochMs)) {
      for (const id of ids) {
        if (signal.aborted) return;
        if (!(await ofTicket(id, signal))) isFull = true;
      }
      // What follows is older still.
      if (isFull) break;
    }
    doneUpToEpochMs = nowEpochMs - AHEAD_OVERLAP_MS;
  }

  /** In pages by the index: the rest of the moment at which the last page ended, then what is older. */
  async function* ticketsSince(floorEpochMs: number): AsyncGenerator<TicketId[]> {
    let last = (yield* pageOf({ lastActivityAtEpochMs: { $gte: floorEpochMs } })).at(-1);
    while (last !== undefined) {
      const { id, lastActivityAtEpochMs } = last;
      const same = yield* pageOf({ lastActivityAtEpochMs, id: { $lt: id } });
      const older =
        same.length > 0
          ? same
          : yield* pageOf({ lastActivityAtEpochMs: { $gte: floorEpochMs, $lt: lastActivityAtEpochMs } });
      last = older.at(-1);
    }
  }

  async function* pageOf(
    selector: NonNullable<Parameters<typeof store.tickets.find>[0]["selector"]>,
  ): AsyncGenerator<TicketId[], readonly Stored<Ticket>[]> {
    const tickets = await store.tickets.find({
      selector,
      sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
      limit: AHEAD_TICKETS,
    });
    yield tickets.map(({ id }) => id);
    return tickets;
  }

  /** @returns false: there was no more room */
  async function ofTicket(ticketId: TicketId, signal: AbortSignal): Promise<boolean> {
    const messages = await store.messages.find({
      selector: { ticketId },
      sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    });
    for (const message of messages) {
      for (const { id, bytes } of filesOf(message)) {
        if (signal.aborted) return true;
        if (bytes > MAX_AHEAD_FILE_BYTES || (await store.files.sizeOf(id)) !== null) continue;
        if (!fits(bytes, message.atEpochMs)) return false;
        try {
          await fetch(id, Math.min(message.atEpochMs, clock.nowEpochMs()), signal);
        } catch (error) {
          const code = errorCodeOf(error);
          if (code !== "PD_SYNC_FILE_AWAITED" && code !== "PD_SYNC_FILE_WRONG") throw error;
          log.info("A file could not be fetched ahead", { id, code });
        }
      }
    }
    return true;
  }

  return { run, startOver: () => void (doneUpToEpochMs = 0) };
}

function filesOf({ attachments, htmlBlobId, sizeBytes }: Stored<Message>): { id: BlobId; bytes: number }[] {
  const files = attachments.map(({ blobId, sizeBytes: bytes }) => ({ id: blobId, bytes }));
  return htmlBlobId === null ? files : [{ id: htmlBlobId, bytes: sizeBytes }, ...files];
}
