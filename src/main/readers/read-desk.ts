import type { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { setupOver } from "#main/desk/setup-cache.ts";
import { openReads, type DeskPlace } from "#main/store/open-reads.ts";
import type { Stored } from "#main/store/read-repository.ts";
import { setupMark } from "#main/store/setup-mark.ts";

/** A desk as a reader worker has it: a connection of its own, and the setup in memory. */
export type ReadDesk = {
  /** Runs a read on one moment of the desk, behind those that were asked for before. */
  atOneMoment<Result>(nowEpochMs: number, read: (reads: ReadContext) => Promise<Result>): Promise<Result>;
  /**
   * The desk for a read of minutes, which goes on from ticket to ticket and sees each as it is when its turn comes: held at one moment, it would
   * keep the write-ahead log growing until it ends. Its setup is that of the beginning.
   */
  asItGoes(nowEpochMs: number): Promise<ReadContext>;
  close(): void | Promise<void>;
};

export function openReadDesk(desk: DeskPlace): ReadDesk {
  const store = openReads(desk);
  const documents = store;
  let setup: ReadonlyMap<string, Stored<SetupDocument>> = new Map();
  let version = 0;
  let mark = "";
  let seen = -1;
  let last: Promise<unknown> = Promise.resolve();

  /** Reads the setup again if it is another: to be called inside the snapshot that is read from then. */
  async function follow(): Promise<void> {
    const current = await documents.dataVersion();
    if (current === seen) return;
    const found = await setupMark(documents.sql);
    if (found !== mark) {
      const all = await documents.setup.find({ selector: {} });
      setup = new Map(all.map((document) => [document.id, document]));
      mark = found;
      version += 1;
    }
    seen = current;
  }

  function contextAt(nowEpochMs: number): ReadContext {
    const [current, own] = [setup, version];
    return { store, setup: setupOver(current, () => own), clock: { nowEpochMs: () => nowEpochMs } };
  }

  const atOneMoment: ReadDesk["atOneMoment"] = (nowEpochMs, read) => {
    const result = last.then(() =>
      documents.snapshot(async () => {
        await follow();
        return read(contextAt(nowEpochMs));
      }),
    );
    last = result.catch(() => undefined);
    return result;
  };

  return {
    atOneMoment,
    asItGoes: (nowEpochMs) => atOneMoment(nowEpochMs, async (reads) => reads),
    close: () => documents.close(),
  };
}
