import { useMemo } from "react";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureOf, failureText } from "../../state/failure.ts";
import { navigate, parseRoute } from "../../state/routes.ts";
import type { Step } from "../../state/undo-stack.ts";
import { useAnnounce } from "../../state/use-shell.ts";
import { refusalText } from "../move/refusal-text.ts";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";
import { ticketName } from "./merge-outlook.ts";

type Named = Pick<TicketView, "id" | "number" | "subject" | "pipelineId">;

export type MergeTicket = {
  /** Whoever looks at the ticket goes on at the one that stands for it. */
  readonly merge: (from: Named, into: Named) => Promise<void>;
  readonly takeApart: (from: Named, into: Named) => Promise<void>;
};

/** Merges tickets and takes them apart, tells what came of it, and lets it be undone (`z`). */
export function useMergeTicket(): MergeTicket {
  const desk = useDesk();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const { t, language } = useI18n();

  return useMemo(() => {
    const { tickets } = desk.client;
    const mergeNow = async (from: Named, into: Named): Promise<void> => {
      await tickets.merge({ id: from.id, intoTicketId: into.id });
      goOn(from.id, into.id);
    };
    const takeApartNow = (from: Named): Promise<unknown> => tickets.unmerge({ id: from.id });

    const run = async (step: Step, words: { done: string; failed: string }, both: readonly Named[]): Promise<void> => {
      try {
        await step.redo?.();
      } catch (error) {
        const { code, data } = failureOf(error);
        const { pipelines } = desk.store.getState().setup;
        const ruled = pipelines.find(({ id }) => both.some(({ pipelineId }) => pipelineId === id));
        const text =
          code === "PD_RULE_REFUSED" && ruled ? refusalText(data, ruled, t, language) : failureText(error, t);
        announce(`${words.failed} ${text}`);
        toasts.failed(error, { title: words.failed, text });
        return;
      }
      undo.record(step);
      announce(words.done);
      toasts.done(words.done, { step: { step, takeBack: () => undo.takeBack(step) } });
    };

    return {
      merge(from, into) {
        const names = { from: ticketName(from), into: ticketName(into) };
        const isShown = isAt(from.id);
        const step: Step = {
          what: t("merge.step", names),
          ticketId: from.id,
          redo: () => mergeNow(from, into),
          undo: async () => {
            await takeApartNow(from);
            if (isShown) goOn(into.id, from.id);
          },
        };
        return run(step, { done: t("merge.done", names), failed: t("merge.notMerged", names) }, [from, into]);
      },
      takeApart(from, into) {
        const names = { from: ticketName(from), into: ticketName(into) };
        const step: Step = {
          what: t("merge.stepApart", names),
          ticketId: from.id,
          redo: () => takeApartNow(from),
          undo: () => mergeNow(from, into),
        };
        return run(step, { done: t("merge.undone", names), failed: t("merge.notApart", names) }, [into]);
      },
    };
  }, [desk, toasts, undo, announce, t, language]);
}

function isAt(id: TicketId): boolean {
  const route = parseRoute(window.location.hash);
  return route.page === "ticket" && route.ticketId === id;
}

/** Back leads to where the person came from, and not to what they have just left behind. */
function goOn(from: TicketId, to: TicketId): void {
  if (isAt(from)) navigate({ page: "ticket", ticketId: to }, { replace: true });
}
