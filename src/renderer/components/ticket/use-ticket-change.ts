import { useMemo } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { useAnnounce } from "../../state/use-shell.ts";
import type { Step } from "../../state/undo-stack.ts";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";

/** Does a change of one ticket, tells it, and lets it be taken back (`z`) and done again by what the desk says takes it back. */
type DoTicketChange = (ticketId: TicketId, change: TicketChange, done: string) => Promise<boolean>;

export function useTicketChange(): DoTicketChange {
  const desk = useDesk();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  return useMemo(
    () => async (ticketId, change, done) => {
      const { tickets } = desk.client;
      let [back, again]: [TicketChange[], TicketChange[]] = [[], [change]];
      try {
        back = (await tickets.change({ id: ticketId, changes: [change] })).undo;
      } catch (error) {
        toasts.failed(error);
        return false;
      }
      announce(done);
      const step: Step = {
        what: done,
        ticketId,
        undo: async () => void (again = (await tickets.change({ id: ticketId, changes: back })).undo),
        redo: async () => void (back = (await tickets.change({ id: ticketId, changes: again })).undo),
      };
      if (back.length > 0) undo.record(step);
      toasts.done(done, back.length > 0 ? { step: { step, takeBack: () => undo.takeBack(step) } } : {});
      return true;
    },
    [desk, toasts, undo, announce],
  );
}
