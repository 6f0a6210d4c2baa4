import { useMemo } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { useDesk, useI18n, useServices } from "../state/desk-context.tsx";
import { failureOf, failureText } from "../state/failure.ts";
import { type Step, stepAfter, type Stepped } from "../state/undo-stack.ts";
import { useAnnounce } from "../state/use-shell.ts";
import { keepFocus } from "./keep-focus.ts";
import { refusalText } from "./move/refusal-text.ts";
import { useToasts } from "./use-toasts.tsx";

/** A change of some values, made over others. */
export type RecordedChange<Values> = {
  readonly what: string;
  readonly before: Values;
  readonly after: Values;
  /** Refused by the core where the values are not `onlyIf` any more. */
  readonly save: (values: Values, onlyIf: Values) => Promise<unknown>;
  /** Of the desk, to the change itself: refused, there is nothing to take back. */
  readonly answer: Promise<unknown>;
  readonly ticketId?: TicketId;
};

export type Undo = {
  /** `z` */
  undo(): void;
  /** `Shift+z` */
  redo(): void;
  takeBack(step: Step): void;
  record(step: Step): void;
  /** It was refused. */
  drop(step: Step): void;
  /** What was changed can be taken back, as long as nobody has changed it since. */
  recordChange<Values>(change: RecordedChange<Values>): void;
};

/** Takes back what was done in this window, does it again, and tells what came of it. The focus stays where it is, or goes with the card. */
export function useUndo(): Undo {
  const { shell } = useServices();
  const desk = useDesk();
  const toasts = useToasts();
  const announce = useAnnounce();
  const { t, language } = useI18n();

  return useMemo(() => {
    const stack = shell.getState().undo;

    const refused = (what: string, ticketId: TicketId | undefined, error: unknown): void => {
      const { code, data } = failureOf(error);
      const { board, setup } = desk.store.getState();
      const card = ticketId === undefined ? undefined : board.cards.get(ticketId);
      const pipeline = setup.pipelines.find(({ id }) => id === card?.pipelineId);
      const isRuled = code === "PD_RULE_REFUSED" && pipeline !== undefined;
      const text = isRuled ? refusalText(data, pipeline, t, language) : failureText(error, t);
      const title = t("undo.refused", { what });
      announce(`${title} ${text}`);
      toasts.failed(error, { title, text });
    };

    const tell = (stepped: Stepped, how: "undo" | "redo"): void => {
      if (stepped.kind === "nothing") {
        announce(t(`undo.nothing.${how}`));
        return;
      }
      const { what, ticketId, redo, isToldByItself } = stepped.step;
      if (isToldByItself === true) return;
      if (stepped.kind === "refused") {
        refused(what, ticketId, stepped.error);
        return;
      }
      const text = t(`undo.done.${how}`, { what });
      announce(text);
      if (how === "redo") toasts.done(text, { step: { step: stepped.step, takeBack: () => takeBack(stepped.step) } });
      else toasts.done(text, redo === null ? {} : { action: { label: t("undo.redo"), run: () => run("redo") } });
    };

    const through = (how: "undo" | "redo", work: () => Promise<Stepped>): void => {
      const focusAgain = keepFocus();
      void work().then((stepped) => {
        shell.setState(({ stepsTaken }) => ({ stepsTaken: stepsTaken + 1 }));
        tell(stepped, how);
        const ticketId = stepped.kind === "nothing" ? undefined : stepped.step.ticketId;
        if (ticketId !== undefined)
          shell.setState(({ focusCard }) => ({ focusCard: { ticketId, count: (focusCard?.count ?? 0) + 1 } }));
        focusAgain();
      });
    };
    const takeBack = (step: Step): void => through("undo", () => stack.undoOne(step));
    const run = (how: "undo" | "redo"): void => through(how, () => stack[how]());

    return {
      undo: () => run("undo"),
      redo: () => run("redo"),
      takeBack,
      record: (step) => stack.push(step),
      drop: (step) => stack.drop(step),
      recordChange({ what, before, after, save, answer, ticketId }) {
        // From now on: keys may come faster than the desk answers.
        const step = stepAfter(answer, {
          what,
          undo: () => save(before, after),
          redo: () => save(after, before),
          ...(ticketId === undefined ? {} : { ticketId }),
        });
        stack.push(step);
        answer.catch(() => stack.drop(step));
      },
    };
  }, [shell, desk, toasts, announce, t, language]);
}
