/**
 * What is done with a desk's data as a whole while it is open. One thing at a time, in the background; how far it is, is part of the desk's status. What is being written when the desk closes is stopped, and
 * leaves nothing behind; an erasure is waited for.
 */
import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { Subject } from "rxjs";
import type { BackupFacts, DataWork, ErasurePlan, Finding } from "#shared/contract/data.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PersonId, UserId } from "#shared/model/ids.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { MailService } from "#main/mail/service.ts";
import type { CheckCopy } from "./backup/check-copy.ts";
import { inspectBackup } from "./backup/inspect.ts";
import type { TellProgress } from "./backup/progress.ts";
import { stageRestore } from "./backup/restore.ts";
import { backupSourceOf } from "./backup/source.ts";
import { requireRoom } from "./backup/target.ts";
import { writeBackup } from "./backup/write-backup.ts";
import { checkOpenDesk, lookAround, type OpenDeskParts } from "./doctor/check-open-desk.ts";
import { databaseSizeOf } from "./doctor/database-size.ts";
import { erasePerson } from "./erase/erase-person.ts";
import { footprintOf, planOf } from "./erase/footprint.ts";
import { confirmationOf, whoseData } from "./erase/whose.ts";
import { writeJsonl } from "./export/write-jsonl.ts";
import { writeMbox } from "./export/write-mbox.ts";
import { LOOK_INTERVAL_MS, PROGRESS_INTERVAL_MS } from "./limits.ts";

export type DataService = {
  /** Null: nothing was done since the desk was opened, nor did it open as a backup that was put back. */
  work(): DataWork | null;
  /** What was found wrong with machine or folder the last time that it was looked: without being asked, at the start and now and then. */
  troubles(): readonly Finding[];
  /** Fires whenever one of them is another. */
  readonly changes: Subject<void>;
  /** False on a team's server, which others reach: they name no folders of its machine. */
  readonly takesPaths: boolean;
  readonly suggestedFolder: string;
  /** Looks around from now on. */
  start(): void;
  check(online: boolean): Promise<Finding[]>;
  /** @throws PD_DATA_BUSY, PD_DATA_SERVER */
  backUp(userId: UserId, path: string): DataWork;
  /** @throws PD_BACKUP_DAMAGED, PD_STORE_NEWER_FILE, PD_DATA_SERVER */
  inspect(path: string): Promise<BackupFacts>;
  /** @throws PD_DATA_BUSY, PD_DATA_SERVER, PD_DATA_MEMBER */
  restore(userId: UserId, path: string): DataWork;
  /** @throws PD_DATA_BUSY, PD_DATA_SERVER */
  exportAll(userId: UserId, request: ExportRequest): DataWork;
  /** @throws PD_DESK_NOT_FOUND */
  plan(contact: string): Promise<ErasurePlan>;
  /** @throws PD_DESK_NOT_FOUND, PD_DATA_BUSY, PD_DATA_NOT_CONFIRMED, PD_DATA_MEMBER */
  erase(userId: UserId, contactId: PersonId, confirm: string): Promise<DataWork>;
  cancel(): void;
  /** Resolves when what went on has ended. */
  close(): Promise<void>;
};

export type ExportRequest = { readonly path: string; readonly as: "jsonl" | "mbox"; readonly withFiles: boolean };

export type DataDeps = {
  readonly context: DeskContext;
  readonly dataDir: string;
  readonly version: string;
  /** Whose machine it is. */
  readonly ownerId: UserId;
  /** Where the desk lies that a backup took the place of at this opening; null where none did. */
  readonly aside: string | null;
  readonly mail: Pick<MailService, "test">;
  /** Null on a desk that is no device of a team. */
  readonly sync: () => SyncView | null;
  readonly checkDatabase: OpenDeskParts["checkDatabase"];
  readonly checkCopy: CheckCopy;
  readonly timers: Timers;
  /** Asks for the desk to be closed and opened again. */
  readonly reopen: () => void;
};

type Begun = Pick<DataWork, "what" | "unit"> & { readonly userId: UserId; readonly mayStop: boolean };
type Outcome = { readonly path?: string; readonly figures?: Readonly<Record<string, number>> };

export function createDataService(deps: DataDeps): DataService {
  const { context, dataDir, version, timers, checkCopy } = deps;
  const { clock, log, host, store } = context;
  const changes = new Subject<void>();
  const isServer = host.mode() === "server";
  let current: DataWork | null = deps.aside === null ? null : restored(deps.aside, deps.ownerId, clock.nowEpochMs());
  let running: Promise<void> = Promise.resolve();
  let stop: AbortController | null = null;
  let toldAtEpochMs = 0;
  let found: readonly Finding[] = [];
  let cancelLook: (() => void) | null = null;
  let isOpen = true;
  let looking: Promise<void> = Promise.resolve();

  const parts: OpenDeskParts = { ...deps, isServer };

  function begin(begun: Begun, work: (tell: TellProgress, signal: AbortSignal) => Promise<Outcome>): DataWork {
    if (current?.state === "running" || !isOpen)
      throw new PipedeskError("PD_DATA_BUSY", "Something else is being done with the desk's data.");
    const own = new AbortController();
    stop = begun.mayStop ? own : null;
    let one: DataWork = {
      id: randomUUID(),
      what: begun.what,
      step: "begin",
      state: "running",
      done: 0,
      total: 0,
      unit: begun.unit,
      startedAtEpochMs: clock.nowEpochMs(),
      byUserId: begun.userId,
      path: "",
      errorCode: "",
      error: "",
      figures: {},
    };
    const set = (next: Partial<DataWork>): void => {
      one = { ...one, ...next };
      current = one;
      changes.next();
    };
    const tell: TellProgress = (next) => {
      const nowEpochMs = clock.nowEpochMs();
      const isDue = next.step !== one.step || Math.abs(nowEpochMs - toldAtEpochMs) >= PROGRESS_INTERVAL_MS;
      if (!isDue) return void (current = one = { ...one, ...next });
      toldAtEpochMs = nowEpochMs;
      set(next);
    };
    set({});
    running = work(tell, own.signal).then(
      ({ path = "", figures = {} }) => set({ state: "done", path, figures }),
      (error: unknown) => {
        if (own.signal.aborted) return set({ state: "cancelled" });
        // Whoever asked for it is told; what nobody foresaw is looked for in the log.
        log[errorCodeOf(error) === undefined ? "error" : "info"]("Work on the desk's data failed", {
          what: begun.what,
          error,
        });
        set({
          state: "failed",
          errorCode: errorCodeOf(error) ?? "PD_INTERNAL",
          error: error instanceof Error ? error.message : String(error),
        });
      },
    );
    return one;
  }

  function requirePaths(): void {
    if (isServer)
      throw new PipedeskError("PD_DATA_SERVER", "A team's server takes no paths: use `pipedesk server backup` there.");
  }

  function requireOwn(): void {
    if (host.mode() === "member")
      throw new PipedeskError(
        "PD_DATA_MEMBER",
        "This desk is a copy of its team's: that is done at the team's server, and comes here by itself.",
      );
  }

  async function look(): Promise<void> {
    try {
      const next = await lookAround(parts);
      const isSame = JSON.stringify(next) === JSON.stringify(found);
      found = next;
      if (!isSame && isOpen) changes.next();
      for (const { id, values } of isSame ? [] : next)
        log.warn("Something is wrong with this machine or folder", { id, ...values });
    } catch (error) {
      log.warn("The machine could not be looked at", { error });
    }
    if (isOpen) cancelLook = timers.after(LOOK_INTERVAL_MS, () => void (looking = look()));
  }

  return {
    changes,
    work: () => current,
    troubles: () => found,
    takesPaths: !isServer,
    suggestedFolder: isServer ? "" : join(homedir(), "Pipedesk"),
    start: () => void (looking = look()),
    check: (online) => checkOpenDesk(parts, online),

    backUp(userId, path) {
      requirePaths();
      return begin({ what: "backup", unit: "bytes", userId, mayStop: true }, async (tell, signal) => {
        const source = backupSourceOf(context, { dataDir, version, userId: deps.ownerId });
        const { path: target, sizeBytes, manifest } = await writeBackup(source, path, { signal, tell, checkCopy });
        const { tickets, messages, files } = manifest;
        return { path: target, figures: { tickets, messages, files, bytes: sizeBytes } };
      });
    },

    async inspect(path) {
      requirePaths();
      return inspectBackup(path);
    },

    restore(userId, path) {
      requirePaths();
      requireOwn();
      return begin({ what: "restore", unit: "bytes", userId, mayStop: true }, async (tell, signal) => {
        const { aside, tickets, messages } = await stageRestore(path, dataDir, {
          nowEpochMs: clock.nowEpochMs(),
          signal,
          tell,
          checkCopy,
        });
        deps.reopen();
        return { path: aside, figures: { tickets, messages } };
      });
    },

    exportAll(userId, { path, as, withFiles }) {
      requirePaths();
      const what = as === "jsonl" ? "export-jsonl" : "export-mbox";
      const unit = as === "jsonl" ? "documents" : "mails";
      return begin({ what, unit, userId, mayStop: true }, (tell, signal) =>
        as === "jsonl"
          ? writeJsonl(context, { path, version, withFiles, signal, tell })
          : writeMbox(context, { path, signal, tell }),
      );
    },

    plan: async (contact) => planOf(store, await footprintOf(context, await whoseData(store, contact))),

    async erase(userId, contactId, confirm) {
      requireOwn();
      const whose = await whoseData(store, contactId);
      if (confirm.trim().toLowerCase() !== confirmationOf(whose.contact).trim().toLowerCase())
        throw new PipedeskError("PD_DATA_NOT_CONFIRMED", "Nothing was erased: that is not the contact's address.");
      return begin({ what: "erase", unit: "documents", userId, mayStop: false }, async (tell) => {
        const size = await databaseSizeOf(dataDir);
        // Asked before anything goes: the file is written anew at the end.
        if (size !== null) await requireRoom(dataDir, size.databaseBytes * 2);
        const footprint = await footprintOf(context, whose, { tell });
        return { figures: { ...(await erasePerson(context, footprint, { tell, rewrite: () => store.rewrite() })) } };
      });
    },

    cancel: () => stop?.abort(),

    async close() {
      isOpen = false;
      cancelLook?.();
      stop?.abort();
      await Promise.all([running, looking]);
      changes.complete();
    },
  };
}

/** Putting a backup back ends with the opening of the desk: that is told by who comes after it. */
function restored(aside: string, byUserId: UserId, atEpochMs: number): DataWork {
  return {
    id: randomUUID(),
    what: "restore",
    step: "unpack",
    state: "done",
    done: 0,
    total: 0,
    unit: "bytes",
    startedAtEpochMs: atEpochMs,
    byUserId,
    path: aside,
    errorCode: "",
    error: "",
    figures: {},
  };
}
