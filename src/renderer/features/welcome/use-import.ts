import { useCallback, useState } from "react";
import { useDesk } from "../../state/desk-context.tsx";
import type { Desk } from "../../state/desk.ts";

export type ImportState =
  | { readonly kind: "idle" }
  /** A file is on its way to the core, or being read there; `left` wait behind it. */
  | { readonly kind: "working"; readonly file: string; readonly left: number }
  | { readonly kind: "failed"; readonly file: string; readonly error: unknown }
  | { readonly kind: "done" };

/** Starts the desk with the person's mail: the files go over one after the other, since the core imports one at a time. */
export function useImport(): {
  readonly state: ImportState;
  readonly start: (files: readonly File[], ownAddresses: readonly string[]) => void;
} {
  const desk = useDesk();
  const [state, setState] = useState<ImportState>({ kind: "idle" });

  const run = useCallback(
    async (files: readonly File[], ownAddresses: readonly string[]) => {
      let current = files[0]?.name ?? "";
      setState({ kind: "working", file: current, left: files.length });
      try {
        if (desk.store.getState().status?.startedAs === null) await desk.client.desk.start({ as: "import" });
        for (const [index, file] of files.entries()) {
          current = file.name;
          setState({ kind: "working", file: file.name, left: files.length - index - 1 });
          await desk.client.desk.import({
            file,
            ...(ownAddresses.length === 0 ? {} : { ownAddresses: [...ownAddresses] }),
          });
          await jobEnd(desk);
        }
        setState({ kind: "done" });
      } catch (error) {
        setState({ kind: "failed", file: current, error });
      }
    },
    [desk],
  );
  const start = useCallback(
    (files: readonly File[], ownAddresses: readonly string[]) => void run(files, ownAddresses),
    [run],
  );
  return { state, start };
}

/** Resolves when the core's job is no longer running: the status after the command's answer says so first. */
function jobEnd({ store, client }: Desk): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = store.subscribe(({ status }) => {
    if (status?.job?.state !== "running") resolve();
  });
  client.desk.status().then(({ job }) => {
    if (job?.state !== "running") resolve();
  }, reject);
  return promise.finally(stop);
}
