/** Contacts in and out as CSV files, in the background. One import of whatever kind at a time. */
import { openAsBlob } from "node:fs";
import { join } from "node:path";
import type { JobProgress } from "#shared/contract/desk.ts";
import type { ContactsAsked, ContactsImport, ContactsPreview, CsvChoice } from "#shared/contract/contact-files.ts";
import { PipedeskError, notFound } from "#shared/errors/pipedesk-error.ts";
import { guessColumns } from "#shared/rules/people/contact-row.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import type { DeskState } from "#main/desk/queries/desk-status.ts";
import { MAX_KEPT_EXPORTS, PREVIEW_BYTES, PREVIEW_ROWS } from "../limits.ts";
import { keepUpload, type WorkFolder } from "../work-folder.ts";
import { encodingOf, separatorOf } from "./csv-encoding.ts";
import { writeContacts } from "./export-file.ts";
import { importContactsFile } from "./import-job.ts";
import { firstRows } from "./read-rows.ts";

export type ContactFiles = {
  /** Reads no more than the beginning of the file. What is absent is found out. */
  preview(file: File, chosen: CsvChoice): Promise<ContactsPreview>;
  /** Takes the file over and imports it in the background. @throws PD_IMPORT_RUNNING, PD_STORE_DISK_FULL */
  importFile(actor: Actor, file: File, how: ContactsImport): Promise<void>;
  cancelImport(): void;
  /** Rows that the last import set aside. @throws PD_DESK_NOT_FOUND where it set none aside */
  setAside(): Promise<File>;
  exportFile(asked: ContactsAsked, signal?: AbortSignal): Promise<File>;
  close(): Promise<void>;
};

type Folder = Awaited<ReturnType<WorkFolder["make"]>>;

export function createContactFiles({
  context,
  state,
  work,
}: {
  context: DeskContext;
  state: DeskState;
  work: WorkFolder;
}): ContactFiles {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let cancelling: AbortController | null = null;
  /** Of the last import: what it set aside lies there until the next one. */
  let errors: Folder | null = null;
  /** Of the last exports: whoever asked for one may still be reading it. */
  const exported: Folder[] = [];

  async function take(file: File, signal: AbortSignal): Promise<{ folder: Folder; path: string }> {
    const folder = await work.make();
    try {
      return { folder, path: await keepUpload(file, folder.path, signal) };
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  async function run(
    actor: Actor,
    file: File,
    how: ContactsImport,
    { folder, path }: { folder: Folder; path: string },
    signal: AbortSignal,
  ): Promise<void> {
    const job: JobProgress = begun(file);
    const tell = (changes: Partial<JobProgress>) => state.setJob(Object.assign(job, changes) && { ...job });
    try {
      await errors?.remove();
      errors = await work.make();
      await importContactsFile(context, actor, {
        ...how,
        path,
        source: file.name.slice(0, MAX_SOURCE_CHARACTERS),
        errorsPath: join(errors.path, SET_ASIDE),
        signal,
        onProgress: ({ created, updated, unchanged, setAside }, doneBytes) =>
          tell({ imported: created, updated, duplicates: unchanged, setAside, done: Math.max(job.done, doneBytes) }),
      });
      tell({ state: signal.aborted ? "cancelled" : "done" });
    } catch (error) {
      if (signal.aborted) return tell({ state: "cancelled" });
      context.log.error("The import of contacts failed", { error });
      tell({ state: "failed", error: error instanceof Error ? error.message : String(error) });
    } finally {
      await folder.remove();
    }
  }

  return {
    async preview(file, chosen) {
      const sample = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
      const encoding = chosen.encoding ?? encodingOf(sample);
      const text = new TextDecoder(encoding).decode(sample, { stream: true });
      const separator = chosen.separator ?? separatorOf(text);
      const rows = firstRows(text, separator, PREVIEW_ROWS);
      const columns = guessColumns(rows[0] ?? []);
      return { encoding, separator, rows, columns, hasHeadings: columns.some((column) => column !== null) };
    },

    async importFile(actor, file, how) {
      if (state.job?.state === "running")
        throw new PipedeskError("PD_IMPORT_RUNNING", "An import is running already; wait until it has finished.");
      const { job: before } = state;
      // Before anything is awaited, so that nobody begins another one meanwhile.
      state.setJob(begun(file));
      const own = new AbortController();
      cancelling = own;
      const signal = AbortSignal.any([stopping.signal, own.signal]);
      const taken = take(file, signal);
      running = taken
        .then(
          (upload) => run(actor, file, how, upload, signal),
          () => undefined,
        )
        .finally(() => {
          if (cancelling === own) cancelling = null;
        });
      try {
        await taken;
      } catch (error) {
        state.setJob(own.signal.aborted ? { ...begun(file), state: "cancelled" } : before);
        if (!own.signal.aborted) throw error;
      }
    },

    cancelImport: () => cancelling?.abort(),

    async setAside() {
      if (errors === null || state.job?.job !== "contacts" || state.job.setAside === 0 || state.job.state === "running")
        throw notFound("file", SET_ASIDE);
      return new File([await openAsBlob(join(errors.path, SET_ASIDE))], SET_ASIDE, { type: "text/csv" });
    },

    async exportFile(asked, signal) {
      const folder = await work.make();
      const path = join(folder.path, EXPORTED);
      try {
        await writeContacts(context, path, asked, AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]));
      } catch (error) {
        await folder.remove();
        throw error;
      }
      exported.push(folder);
      if (exported.length > MAX_KEPT_EXPORTS) await exported.shift()?.remove();
      return new File([await openAsBlob(path)], EXPORTED, { type: "text/csv" });
    },

    async close() {
      stopping.abort();
      await running;
      await errors?.remove();
      for (const folder of exported) await folder.remove();
    },
  };
}

/** Of the file's name: as much as fits among the reasons of a change of consent. */
const MAX_SOURCE_CHARACTERS = 200;
const SET_ASIDE = "set-aside.csv";
const EXPORTED = "contacts.csv";

function begun(file: File): JobProgress {
  return {
    job: "contacts",
    state: "running",
    unit: "bytes",
    done: 0,
    total: file.size,
    imported: 0,
    updated: 0,
    duplicates: 0,
    setAside: 0,
    heldBack: 0,
    error: "",
  };
}
