import { useMemo } from "react";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureOf } from "../../state/failure.ts";
import type { TicketSubject } from "../../state/shell-store.ts";
import { stepAfter } from "../../state/undo-stack.ts";
import { useAnnounce } from "../../state/use-shell.ts";
import { useMoveTicket } from "../move/use-move-ticket.tsx";
import { refusalText } from "../move/refusal-text.ts";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";
import { stepOfChange, type TicketChanges } from "./step-of-change.ts";

export type ChangeTicket = {
  /** Tells what was changed, with Undo, or why it was not. */
  update(ticket: TicketSubject, changes: TicketChanges, name: string): void;
  /** Closes an open ticket, reopens a closed one; false where the pipeline has no stage of the other kind. */
  closeOrReopen(ticket: TicketSubject): boolean;
};

/** Changes a ticket from anywhere: the palette, a key on a card. The ticket's own screen paints its changes ahead and has its own way. */
export function useChangeTicket(): ChangeTicket {
  const desk = useDesk();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const move = useMoveTicket();
  const { t, language } = useI18n();

  return useMemo(
    () => ({
      update(ticket, changes, name) {
        const { tickets } = desk.client;
        const answer = tickets.update({ id: ticket.id, ...changes });
        const step = stepAfter(answer, stepOfChange(tickets, ticket, changes, name, t));
        undo.record(step);
        answer.then(
          () => {
            const text = t("undo.changed", { what: step.what });
            announce(text);
            toasts.done(text, { step: { step, takeBack: () => undo.takeBack(step) } });
          },
          (error: unknown) => {
            undo.drop(step);
            const { code, data } = failureOf(error);
            const pipeline = desk.store.getState().setup.pipelines.find(({ id }) => id === ticket.pipelineId);
            const ruled = code === "PD_RULE_REFUSED" && pipeline !== undefined;
            toasts.failed(error, {
              title: t("ticket.property.failed", { property: name }),
              ...(ruled ? { text: refusalText(data, pipeline, t, language) } : {}),
            });
          },
        );
      },
      closeOrReopen(ticket) {
        const pipeline = desk.store.getState().setup.pipelines.find(({ id }) => id === ticket.pipelineId);
        const stage = pipeline?.stages.find(({ id }) => id === ticket.stageId);
        const other = pipeline?.stages.find(({ kind }) => kind !== (stage?.kind ?? "open"));
        if (pipeline === undefined || other === undefined) return false;
        void move(ticket, { pipelineId: pipeline.id, stageId: other.id });
        return true;
      },
    }),
    [desk, toasts, undo, announce, move, t, language],
  );
}
