import type { JobProgress } from "#shared/contract/desk.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { IMPORT_CHANNEL_ID } from "#main/desk/defaults.ts";
import { systemTimers } from "#main/desk/timers.ts";
import type { DeskState } from "#main/desk/queries/desk-status.ts";
import { importMail, type ImportLine, type ImportProgress } from "#main/mail/import/import-job.ts";
import type { ReadMails } from "#main/mail/reading/mail-reader.ts";
import type { Demo } from "./demo.ts";
import { keepUpload, type WorkFolder } from "./work-folder.ts";

export type ImportRequest = {
  readonly paths: readonly string[];
  /** Addresses of the desk beside those it knows. */
  readonly ownAddresses: readonly string[];
  /** Default: the desk's import channel. */
  readonly channelId?: ChannelId;
  /** See `ImportOptions`. */
  readonly batchMessages?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
};

/** Long work that goes on while the desk is used. One at a time; its progress is in the desk's state. */
export type Jobs = {
  /** @throws PD_IMPORT_RUNNING, PD_DESK_NOT_FOUND */
  importMail(request: ImportRequest): AsyncGenerator<ImportLine>;
  /** Takes an uploaded file over and imports it in the background. @throws PD_IMPORT_RUNNING, PD_STORE_DISK_FULL */
  importFile(file: File, ownAddresses: readonly string[]): Promise<void>;
  /** What was imported of the upload that is being taken over or read stays. */
  cancelImport(): void;
  /** @throws PD_IMPORT_RUNNING; PD_INPUT_INVALID where the host has no demo */
  requireDemo(): void;
  /** Fills the desk in the background, then lets mails arrive. @throws as `requireDemo` */
  makeDemo(): void;
  setSimulator(running: boolean): void;
  close(): Promise<void>;
};

type Upload = { readonly path: string; remove(): Promise<void> };

const IDLE: Omit<JobProgress, "job" | "unit"> = {
  state: "running",
  done: 0,
  total: 0,
  imported: 0,
  duplicates: 0,
  setAside: 0,
  heldBack: 0,
  error: "",
};

export function createJobs({
  context,
  state,
  work,
  demo,
  readMails,
}: {
  context: DeskContext;
  state: DeskState;
  work: WorkFolder;
  demo: Demo | null;
  readMails: ReadMails;
}): Jobs {
  const stopping = new AbortController();
  const simulator = demo?.simulator(context, systemTimers);
  let running: Promise<void> = Promise.resolve();
  /** Ends the upload's import; null while there is none. */
  let cancelling: AbortController | null = null;

  function requireIdle(): void {
    if (state.job?.state !== "running") return;
    throw new PipedeskError("PD_IMPORT_RUNNING", "An import is running already; wait until it has finished.");
  }

  function idleDemo(): Demo {
    requireIdle();
    if (demo === null) throw new PipedeskError("PD_INPUT_INVALID", "This program brings no demo desk.");
    return demo;
  }

  async function* run(request: ImportRequest): AsyncGenerator<ImportLine> {
    requireIdle();
    yield* read(request);
  }

  async function* read(request: ImportRequest): AsyncGenerator<ImportLine> {
    const channel = context.setup.require("channel", request.channelId ?? IMPORT_CHANNEL_ID);
    const job: JobProgress = { ...IDLE, job: "import", unit: "bytes" };
    const tell = (changes: Partial<JobProgress>) => state.setJob(Object.assign(job, changes) && { ...job });
    // Before anything is awaited, so that the answer to whoever started the import already shows it running.
    tell({});
    let spool: Awaited<ReturnType<typeof work.make>> | undefined;
    const signal = AbortSignal.any([stopping.signal, ...(request.signal ? [request.signal] : [])]);
    try {
      spool = await work.make();
      const lines = importMail(context, {
        paths: request.paths,
        channel,
        ownAddresses: request.ownAddresses,
        spoolDir: spool.path,
        deskDir: work.deskDir,
        readMails,
        ...(request.batchMessages === undefined ? {} : { batchMessages: request.batchMessages }),
        signal,
        onProgress: (progress) => {
          tell({ done: progress.doneBytes, total: progress.totalBytes });
          request.onProgress?.(progress);
        },
      });
      const heldBack = new Set<string>();
      for await (const line of lines) {
        for (const id of line.heldBack ?? []) heldBack.add(id);
        job.heldBack = heldBack.size;
        if (line.status === "imported") job.imported += 1;
        else if (line.status === "duplicate") job.duplicates += 1;
        else job.setAside += 1;
        yield line;
      }
      tell({ state: signal.aborted ? "cancelled" : "done" });
    } catch (error) {
      tell({ state: "failed", error: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      // Whoever reads the lines may have stopped reading.
      if (job.state === "running") tell({ state: "done" });
      await spool?.remove();
    }
  }

  async function takeUpload(file: File, signal: AbortSignal): Promise<Upload> {
    const folder = await work.make();
    try {
      return { path: await keepUpload(file, folder.path, signal), remove: () => folder.remove() };
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  async function importUpload(
    upload: Upload,
    ownAddresses: readonly string[],
    { signal }: AbortController,
  ): Promise<void> {
    try {
      for await (const line of read({ paths: [upload.path], ownAddresses, signal })) void line;
    } catch (error) {
      context.log.error("The import failed", { error });
      const { job } = state;
      // It ended before it could say so itself.
      if (job?.state === "running")
        state.setJob({ ...job, state: "failed", error: error instanceof Error ? error.message : String(error) });
    } finally {
      await upload.remove();
    }
  }

  function setSimulator(wanted: boolean): void {
    if (wanted) simulator?.start();
    // It stops at once; a mail that is arriving just now is waited for when the desk closes.
    else void simulator?.stop();
    state.setSimulating(wanted);
  }

  return {
    importMail: run,

    async importFile(file, ownAddresses) {
      requireIdle();
      const { job: before } = state;
      const job: JobProgress = { ...IDLE, job: "import", unit: "bytes", total: file.size };
      // Taking a large one over takes a while: it is part of the import for whoever watches.
      state.setJob(job);
      const own = new AbortController();
      cancelling = own;
      const taken = takeUpload(file, AbortSignal.any([stopping.signal, own.signal]));
      running = taken
        .then(
          (upload) => importUpload(upload, ownAddresses, own),
          () => undefined,
        )
        .finally(() => {
          if (cancelling === own) cancelling = null;
        });
      try {
        await taken;
      } catch (error) {
        state.setJob(own.signal.aborted ? { ...job, state: "cancelled" } : before);
        if (!own.signal.aborted) throw error;
      }
    },

    cancelImport: () => cancelling?.abort(),

    requireDemo: () => void idleDemo(),

    makeDemo() {
      const made = idleDemo();
      const job: JobProgress = { ...IDLE, job: "demo", unit: "messages", total: made.messages };
      const tell = (changes: Partial<JobProgress>) => state.setJob(Object.assign(job, changes) && { ...job });
      tell({});
      const request = { endEpochMs: context.clock.nowEpochMs(), signal: stopping.signal, onProgress: tell };
      running = made.make(context, request).then(
        () => {
          tell({ state: "done" });
          setSimulator(true);
        },
        (error: unknown) => {
          if (stopping.signal.aborted) return;
          tell({ state: "failed", error: error instanceof Error ? error.message : String(error) });
          context.log.error("The demo desk could not be made", { error });
        },
      );
    },

    setSimulator(wanted) {
      if (simulator === undefined || context.setup.require("settings", SETTINGS_ID).startedAs !== "demo") {
        throw new PipedeskError("PD_INPUT_INVALID", "Only on the demo desk can mails be made up.");
      }
      setSimulator(wanted);
    },

    async close() {
      stopping.abort();
      await simulator?.stop();
      await running;
    },
  };
}
