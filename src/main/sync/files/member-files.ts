/**
 * The files of a device: what it made goes to the server, what is asked for comes from there, what is recent comes by itself, and what nobody has looked at for long gives room. Nothing waits for it but who
 * looks at a file that is not here.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { WireRow } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { DEFAULT_FILES_BUDGET_BYTES, FILES_A_TURN, KEEP_USED_FOR_MS } from "../limits.ts";
import type { BlobLink } from "./blob-link.ts";
import { createFetchAhead } from "./fetch-ahead.ts";
import { fetchFile } from "./fetch-file.ts";
import { openFetchedFiles } from "./fetched-files.ts";
import type { Partials } from "./partials.ts";
import { createUploads } from "./uploads.ts";

const BUDGET_RECORD = "sync/files-budget";

export type MemberFilesDeps = {
  readonly context: DeskContext;
  readonly link: BlobLink;
  readonly partials: Partials;
  /** Whether everything that the device is to have has come: before that the line is for it. */
  readonly isCaughtUp: () => boolean;
};

export type MemberFiles = {
  /** From now on works in the background whenever the server was spoken with. */
  start(): void;
  /** The server answers. */
  reachable(): void;
  /** Before these documents go out: what they name is written down to be brought, and small files of mails are. Fails only where the desk does. */
  beforeBringing(rows: readonly WireRow[]): Promise<void>;
  /** Brings all that the server lacks, fetches what is recent, makes room. @throws PD_SYNC_… */
  work(): Promise<void>;
  /** Files that the server has still to get. */
  waiting(): Promise<number>;
  /** Bytes of the server's files that may lie here. */
  budgetBytes(): number;
  /** What is over it goes with the next work. @throws PD_INPUT_INVALID */
  setBudget(bytes: number): Promise<void>;
  /** Bytes of the server's files that lie here. */
  fetchedBytes(): number;
  close(): Promise<void>;
};

export async function createMemberFiles(deps: MemberFilesDeps): Promise<MemberFiles> {
  const { context, link, partials } = deps;
  const { store, clock, log } = context;
  const { files, local } = store;
  const fetched = await openFetchedFiles(context);
  const uploads = createUploads(context);
  const closing = new AbortController();
  const coming = new Map<BlobId, Promise<void>>();
  const kept = (await local.get(BUDGET_RECORD))?.value;
  let budget = typeof kept === "number" ? kept : DEFAULT_FILES_BUDGET_BYTES;
  let isStarted = false;
  await partials.tidy();

  /** Who asks while it is coming waits for the same. */
  function fetch(id: BlobId, usedAtEpochMs: number): Promise<void> {
    const known = coming.get(id);
    if (known !== undefined) return known;
    const fetching = fetchOnce(id, usedAtEpochMs).finally(() => coming.delete(id));
    coming.set(id, fetching);
    return fetching;
  }

  async function fetchOnce(id: BlobId, usedAtEpochMs: number): Promise<void> {
    await fetchFile(
      {
        link,
        partials,
        files: {
          async receive(name, bytes, chunks) {
            await fetched.add(name, { bytes, usedAtEpochMs });
            try {
              await files.receive(name, bytes, chunks);
            } catch (error) {
              await fetched.forget(name);
              throw error;
            }
          },
        },
      },
      id,
      closing.signal,
    );
  }

  const fetchAhead = createFetchAhead({
    context,
    fetch: (id, usedAtEpochMs) => fetch(id, usedAtEpochMs),
    fits: (bytes, atEpochMs) =>
      fetched.totalBytes() + bytes <= budget || fetched.bytesSince(atEpochMs) + bytes <= budget,
  });

  /** Takes out what was not looked at for the longest time and lies with the server for sure, as that says right now. */
  async function makeRoom(): Promise<void> {
    if (fetched.totalBytes() <= budget) return;
    const unused = fetched.unusedSince(clock.nowEpochMs() - KEEP_USED_FOR_MS);
    while (unused.length > 0 && fetched.totalBytes() > budget && !closing.signal.aborted) {
      const some: BlobId[] = [];
      let left = fetched.totalBytes();
      while (left > budget && some.length < FILES_A_TURN) {
        const next = unused.shift();
        if (next === undefined) break;
        some.push(next[0]);
        left -= next[1].bytes;
      }
      const missing = new Set(await link.missing(some, closing.signal));
      for (const id of some) {
        // The server lost it, as when it was put back to an earlier state: this copy is the one to keep, and to bring.
        if (missing.has(id)) await uploads.add([id]);
        else await files.remove(id);
        await fetched.forget(id);
      }
      await nextTurn();
    }
  }

  async function bring(): Promise<void> {
    if ((await uploads.all(link, closing.signal)) > FILES_A_TURN) await context.queue.run(() => local.purge(), "bulk");
  }

  async function fetchRecent(): Promise<void> {
    await makeRoom();
    if (!deps.isCaughtUp()) return;
    await fetchAhead.run(closing.signal);
    await makeRoom();
  }

  /** One after the other, and once more for what was asked meanwhile. */
  function inBackground(job: () => Promise<void>) {
    let running: Promise<void> | null = null;
    let isAsked = false;
    const go = async () => {
      while (isAsked && !closing.signal.aborted) {
        isAsked = false;
        try {
          await job();
        } catch (error) {
          const code = errorCodeOf(error);
          if (closing.signal.aborted || code === "PD_SYNC_OFFLINE") continue;
          log.warn("The files of the team could not be worked on, and are with the next exchange", { error, code });
        }
      }
      running = null;
    };
    return {
      ask() {
        isAsked = true;
        running ??= go();
      },
      done: async () => running,
    };
  }
  // A large file that is fetched doesn't keep that of a mail from going out.
  const jobs = [inBackground(bring), inBackground(fetchRecent)];

  files.from({
    fetch: (id) => fetch(id, clock.nowEpochMs()),
    used: (id) =>
      void fetched.used(id).catch((error: unknown) => log.warn("When a file was looked at was not kept", { error })),
  });

  return {
    start: () => void (isStarted = true),
    reachable() {
      if (isStarted && !closing.signal.aborted) for (const job of jobs) job.ask();
    },
    async beforeBringing(rows) {
      await uploads.note(rows);
      try {
        await uploads.first(link, closing.signal);
      } catch (error) {
        // The documents go all the same; the mail waits at the host for its files.
        log.info("Files of a mail could not go ahead of it", { code: errorCodeOf(error) ?? "PD_INTERNAL" });
      }
    },
    async work() {
      await bring();
      await fetchRecent();
      await bring();
    },
    waiting: () => uploads.waiting(),
    budgetBytes: () => budget,
    async setBudget(bytes) {
      if (!Number.isSafeInteger(bytes) || bytes < 0)
        throw new PipedeskError("PD_INPUT_INVALID", "The room for files is a number of bytes.");
      const next = { id: BUDGET_RECORD, value: bytes, updatedAtEpochMs: clock.nowEpochMs() };
      await local.write([{ previous: await local.get(BUDGET_RECORD), next }]);
      budget = bytes;
      fetchAhead.startOver();
    },
    fetchedBytes: () => fetched.totalBytes(),
    async close() {
      files.from(null);
      closing.abort();
      link.close();
      for (const job of jobs) await job.done();
      await Promise.allSettled(coming.values());
    },
  };
}
