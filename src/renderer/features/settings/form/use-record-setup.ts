import { useCallback } from "react";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { changedSince } from "#renderer/state/failure.ts";

export type SetupChange<Values> = {
  readonly what: string;
  readonly before: Values;
  readonly after: Values;
  readonly save: (values: Values) => Promise<unknown>;
  /** Of the desk, to the change itself. */
  readonly answer: Promise<unknown>;
};

/** A change of a channel, a workflow or a user can be taken back as long as what the live feed tells of it is still what the change left. */
export function useRecordSetup(
  kind: "channels" | "workflows" | "users",
  id: string,
): <Values extends object>(change: SetupChange<Values>) => void {
  const { store } = useDesk();
  const undo = useUndo();
  return useCallback(
    ({ what, before, after, save, answer }) =>
      undo.recordChange({
        what,
        before,
        after,
        answer,
        save: async (values, onlyIf) => {
          const present = store.getState().setup[kind].find((document) => document.id === id);
          const isSame = Object.entries(onlyIf).every(
            ([name, value]) => present !== undefined && isEqual((present as Record<string, unknown>)[name], value),
          );
          if (!isSame) throw changedSince();
          await save(values);
        },
      }),
    [store, undo, kind, id],
  );
}

/** Lists are compared by what is in them. */
function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
