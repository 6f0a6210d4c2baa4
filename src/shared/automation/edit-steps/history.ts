/** What was done in an editor, to be taken back and done again. Plain data: each entry has the operations of both directions. */
import type { Draft } from "./draft.ts";
import { applyOperations, type Operation } from "./operation.ts";

export type EditKind = "insert" | "change" | "delete" | "move" | "paste" | "arms" | "settings" | "join";

type Entry = {
  readonly kind: EditKind;
  readonly undo: readonly Operation[];
  readonly redo: readonly Operation[];
  /** What is typed into one field is one entry; null: an entry of its own. */
  readonly field: string | null;
};

export type History = {
  readonly draft: Draft;
  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];
};

/** More than anybody takes back one by one. */
const MAX_ENTRIES = 500;

export function beginHistory(draft: Draft): History {
  return { draft, done: [], undone: [] };
}

/**
 * @param field names what is typed into, as `s1.title`: as long as nothing else is done and nobody calls `sealed`, it is one entry
 */
export function perform(
  history: History,
  kind: EditKind,
  operations: readonly Operation[],
  field: string | null = null,
): History {
  if (operations.length === 0) return history;
  const { draft, inverse } = applyOperations(history.draft, operations);
  const last = history.done.at(-1);
  if (field === null || last?.field !== field)
    return {
      draft,
      done: [...history.done, { kind, undo: inverse, redo: operations, field }].slice(-MAX_ENTRIES),
      undone: [],
    };
  const joined = { ...last, undo: joinedOf([...inverse, ...last.undo]), redo: joinedOf([...last.redo, ...operations]) };
  return { draft, done: [...history.done.slice(0, -1), joined], undone: [] };
}

/** The next thing that is typed is an entry of its own, whatever field it goes into. */
export function sealed(history: History): History {
  const last = history.done.at(-1);
  return last === undefined || last.field === null
    ? history
    : { ...history, done: [...history.done.slice(0, -1), { ...last, field: null }] };
}

export function undo(history: History): History {
  const entry = history.done.at(-1);
  if (entry === undefined) return history;
  const { draft } = applyOperations(history.draft, entry.undo);
  return { draft, done: history.done.slice(0, -1), undone: [...history.undone, { ...entry, field: null }] };
}

export function redo(history: History): History {
  const entry = history.undone.at(-1);
  if (entry === undefined) return history;
  const { draft } = applyOperations(history.draft, entry.redo);
  return { draft, done: [...history.done, entry], undone: history.undone.slice(0, -1) };
}

/** Of several operations on the same step or settings only the last one matters: a text that was typed is kept once, and not letter by letter. */
function joinedOf(operations: readonly Operation[]): readonly Operation[] {
  const last = operations.at(-1);
  const key = last === undefined ? null : targetOf(last);
  return last !== undefined && key !== null && operations.every((operation) => targetOf(operation) === key)
    ? [last]
    : operations;
}

function targetOf(operation: Operation): string | null {
  if (operation.kind === "replace") return `step ${operation.step.id}`;
  return operation.kind === "set" ? `settings ${Object.keys(operation.settings).toSorted().join(" ")}` : null;
}
