import { useCallback, useState } from "react";
import type { JobProgress } from "#shared/contract/desk.ts";
import { useDesk } from "../../state/desk-context.tsx";
import type { Desk } from "../../state/desk.ts";

/** What became of the messages of the files before the one that is being read. */
export type ImportSums = Pick<JobProgress, "imported" | "duplicates" | "setAside" | "heldBack">;
const NOTHING_YET: ImportSums = { imported: 0, duplicates: 0, setAside: 0, heldBack: 0 };

export type ImportState =
  | { readonly kind: "idle" }
  /** A file is on its way to the core, or being read there; `left` wait behind it. */
  | { readonly kind: "working"; readonly file: string; readonly left: number; readonly before: ImportSums }
  | { readonly kind: "failed"; readonly file: string; readonly error: unknown; readonly before: ImportSums }
  | { readonly kind: "done"; readonly before: ImportSums };

/** A file to import, wherever it is. */
export type ImportSource = {
  readonly name: string;
  /** Hands it to the core; resolves when the import has begun. */
  readonly begin: (ownAddresses: readonly string[]) => Promise<unknown>;
};

/** Starts the desk with the person's mail: the files go over one after the other, since the core imports one at a time. */
export function useImport(): {
  readonly state: ImportState;
  readonly start: (files: readonly File[], ownAddresses: readonly string[]) => void;
  readonly startFrom: (sources: readonly ImportSource[], ownAddresses: readonly string[]) => void;
} {
  const desk = useDesk();
  const [state, setState] = useState<ImportState>({ kind: "idle" });

  const run = useCallback(
    async (files: readonly ImportSource[], ownAddresses: readonly string[]) => {
      let current = files[0]?.name ?? "";
      let before = NOTHING_YET;
      setState({ kind: "working", file: current, left: files.length - 1, before });
      try {
        if (desk.store.getState().status?.startedAs === null) await desk.client.desk.start({ as: "import" });
        for (const [index, file] of files.entries()) {
          current = file.name;
          setState({ kind: "working", file: file.name, left: files.length - index - 1, before });
          await file.begin(ownAddresses);
          const job = await jobEnd(desk);
          // Whoever stops one means those behind it, too.
          if (job.state === "cancelled") break;
          // The last file's figures are still the job's own.
          if (index < files.length - 1) before = added(before, job);
        }
        setState({ kind: "done", before });
      } catch (error) {
        setState({ kind: "failed", file: current, error, before });
      }
    },
    [desk],
  );
  const startFrom = useCallback(
    (sources: readonly ImportSource[], ownAddresses: readonly string[]) => void run(sources, ownAddresses),
    [run],
  );
  const start = useCallback(
    (files: readonly File[], ownAddresses: readonly string[]) => startFrom(files.map(uploadOf(desk)), ownAddresses),
    [startFrom, desk],
  );
  return { state, start, startFrom };
}

function uploadOf({ client }: Desk): (file: File) => ImportSource {
  return (file) => ({
    name: file.name,
    begin: (ownAddresses) =>
      client.desk.import({ file, ...(ownAddresses.length === 0 ? {} : { ownAddresses: [...ownAddresses] }) }),
  });
}

export function added(sums: ImportSums, job: ImportSums): ImportSums {
  return {
    imported: sums.imported + job.imported,
    duplicates: sums.duplicates + job.duplicates,
    setAside: sums.setAside + job.setAside,
    // The same workflows for each file, as a rule.
    heldBack: Math.max(sums.heldBack, job.heldBack),
  };
}

type EndedJob = ImportSums & Pick<JobProgress, "state">;

/** Resolves with the figures of the core's job when it is no longer running; the command's answer has shown it running already. */
async function jobEnd({ store, client }: Desk): Promise<EndedJob> {
  const { promise, resolve } = Promise.withResolvers<EndedJob>();
  const look = (job: JobProgress | null) => {
    if (job?.state !== "running") resolve(job ?? { ...NOTHING_YET, state: "done" });
  };
  const stop = store.subscribe(({ status }, { status: statusBefore }) => {
    if (status !== statusBefore && status !== null) look(status.job);
  });
  try {
    look((await client.desk.status()).job);
    return await promise;
  } finally {
    stop();
  }
}
