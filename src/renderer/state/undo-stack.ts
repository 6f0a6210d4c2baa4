/**
 * What the person of this window did last, to be taken back step by step (`z`) and done again (`Shift+z`).
 *
 * Steps are run one after the other: a second press waits for the first. A step that is refused leaves the stack: what it would take back has been
 * changed by somebody else since, and stays as they left it.
 */
import type { TicketId } from "#shared/model/ids.ts";

export type Step = {
  /** What was done, as a person calls it. */
  readonly what: string;
  /** Takes it back; rejects where that is refused. */
  readonly undo: () => Promise<unknown>;
  /** Does it again; null where that is a decision of its own (sending). */
  readonly redo: (() => Promise<unknown>) | null;
  /** Taking it back says itself what came of it. */
  readonly isToldByItself?: boolean;
  /** The ticket that it changed: where its card is shown it gets the focus. */
  readonly ticketId?: TicketId;
};

export type Stepped =
  | { readonly kind: "done"; readonly step: Step }
  | { readonly kind: "refused"; readonly step: Step; readonly error: unknown }
  | { readonly kind: "nothing" };

export type UndoStack = {
  /** Something was done: from now on it is what Undo is about. */
  push(step: Step): void;
  /** It was not done after all. */
  drop(step: Step): void;
  undo(): Promise<Stepped>;
  redo(): Promise<Stepped>;
  /** Takes back this one, wherever it stands: the button at its message. */
  undoOne(step: Step): Promise<Stepped>;
};

/** A step that is taken back while the desk has yet to answer waits for the answer. */
export function stepAfter(answer: Promise<unknown>, step: Step): Step {
  const { undo } = step;
  return {
    ...step,
    undo: async () => {
      await answer;
      await undo();
    },
  };
}

/** More than anybody takes back one by one. */
const MAX_STEPS = 100;

export function createUndoStack(): UndoStack {
  let done: readonly Step[] = [];
  let undone: readonly Step[] = [];
  let running: Promise<unknown> = Promise.resolve();

  function after(work: () => Promise<Stepped>): Promise<Stepped> {
    const result = running.then(work);
    running = result;
    return result;
  }

  async function run(step: Step, act: () => Promise<unknown>, onDone: () => void): Promise<Stepped> {
    try {
      await act();
    } catch (error) {
      return { kind: "refused", step, error };
    }
    onDone();
    return { kind: "done", step };
  }

  function takeBack(step: Step | undefined): Promise<Stepped> {
    if (step === undefined) return Promise.resolve({ kind: "nothing" });
    done = done.filter((other) => other !== step);
    return run(step, step.undo, () => {
      if (step.redo !== null) undone = [...undone, step];
    });
  }

  return {
    push(step) {
      done = [...done, step].slice(-MAX_STEPS);
      undone = [];
    },
    drop(step) {
      done = done.filter((other) => other !== step);
    },
    undo: () => after(() => takeBack(done.at(-1))),
    undoOne: (step) => after(() => takeBack(done.includes(step) ? step : undefined)),
    redo: () =>
      after(() => {
        const step = undone.at(-1);
        const redo = step?.redo ?? null;
        if (step === undefined || redo === null) return Promise.resolve({ kind: "nothing" });
        undone = undone.slice(0, -1);
        return run(step, redo, () => {
          done = [...done, step];
        });
      }),
  };
}
