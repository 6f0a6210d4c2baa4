import { useMemo } from "react";
import type { BulkView } from "#shared/contract/ticket-changes.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import type { Step } from "../../state/undo-stack.ts";
import { useAnnounce } from "../../state/use-shell.ts";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";

/** How often it is asked how far the work is: as often as a person sees a number change. */
const ASK_AGAIN_MS = 250;

type Bulk = {
  /** Changes tickets, tells what came of it, and lets it be undone (`z`). @param tell how far it is, from its beginning on */
  readonly run: (ticketIds: readonly TicketId[], change: BulkChange, tell: (work: BulkView) => void) => Promise<void>;
  readonly cancel: (id: string) => void;
};

/** Many tickets at once. */
export function useBulk(): Bulk {
  const desk = useDesk();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const { t } = useI18n();

  return useMemo(() => {
    const { tickets } = desk.client;
    const ended = async (begun: BulkView, tell: (work: BulkView) => void): Promise<BulkView> => {
      for (let work = begun; ; work = await tickets.bulk({ id: work.id })) {
        tell(work);
        if (work.state !== "going") return work;
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    };
    const undoNow = async (id: string): Promise<void> => {
      const work = await ended(await tickets.undoBulk({ id }), () => undefined);
      const text = t("selection.undone", { count: work.restored });
      announce(text);
      toasts.done(work.left === 0 ? text : `${text} ${t("selection.left", { count: work.left })}`);
    };
    return {
      async run(ticketIds, change, tell) {
        try {
          const work = await ended(await tickets.startBulk({ ticketIds: [...ticketIds], change }), tell);
          const text = t("selection.done", { count: work.changed });
          const step: Step = { what: text, isToldByItself: true, undo: () => undoNow(work.id), redo: null };
          if (work.changed > 0) undo.record(step);
          const told = [
            text,
            ...(work.refused > 0 ? [t("selection.refused", { count: work.refused })] : []),
            ...(work.sent > 0 ? [t("selection.sent", { count: work.sent })] : []),
          ].join(" ");
          announce(told);
          toasts.done(told, work.changed > 0 ? { step: { step, takeBack: () => undo.takeBack(step) } } : {});
        } catch (error) {
          toasts.failed(error, { title: t("selection.failed") });
        }
      },
      cancel: (id) => void tickets.cancelBulk({ id }).catch((error: unknown) => toasts.failed(error)),
    };
  }, [desk, toasts, undo, announce, t]);
}
