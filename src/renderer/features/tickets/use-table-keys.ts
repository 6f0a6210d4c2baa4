import type { TicketCard } from "#shared/contract/views.ts";
import { useSnoozeTicket } from "#renderer/components/snooze/use-snooze-dialog.tsx";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { TicketSelection } from "./use-selection.ts";

type Keys = {
  readonly cursorId: TicketId | null;
  readonly cards: ReadonlyMap<TicketId, TicketCard>;
  readonly beside: (step: 1 | -1) => TicketId | null;
  readonly goTo: (id: TicketId) => void;
  readonly open: (id: TicketId) => void;
  readonly selection: TicketSelection;
};

/** A view by keyboard: `j` and `k` (or arrows) walk, with Shift they pick on the way, `x` picks, Enter opens, Esc lets go of what is picked. */
export function useTableKeys({ cursorId, cards, beside, goTo, open, selection }: Keys): void {
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  const walk = (step: 1 | -1) => {
    const to = beside(step);
    if (to !== null) goTo(to);
  };
  const extend = (step: 1 | -1) => {
    const to = beside(step);
    if (to === null) return;
    if (cursorId !== null && cursorId !== to) selection.extend(cursorId, to);
    goTo(to);
  };
  const snooze = useSnoozeTicket();
  const snoozeOne = () => {
    const card = cursorId === null ? undefined : cards.get(cursorId);
    if (card !== undefined) snooze(card);
  };
  const onRow = () => document.activeElement?.hasAttribute("data-ticket-row") === true;
  const picked = () => selection.ids.size > 0;
  useShortcuts([
    { keys: "j", label: t("board.key.nextTicket"), run: () => walk(1) },
    { keys: "k", label: t("board.key.previousTicket"), run: () => walk(-1) },
    { keys: "ArrowDown", when: isInTable, run: () => walk(1) },
    { keys: "ArrowUp", when: isInTable, run: () => walk(-1) },
    ...(mayWrite
      ? [
          { keys: "x", label: t("views.key.pick"), run: () => cursorId !== null && selection.pick(cursorId, false) },
          { keys: "s", label: t("snooze.key"), run: snoozeOne },
          { keys: "Shift+j", label: t("views.key.pickDown"), run: () => extend(1) },
          { keys: "Shift+k", label: t("views.key.pickUp"), run: () => extend(-1) },
          { keys: "Shift+ArrowDown", when: isInTable, run: () => extend(1) },
          { keys: "Shift+ArrowUp", when: isInTable, run: () => extend(-1) },
        ]
      : []),
    { keys: "Enter", label: t("views.key.open"), when: onRow, run: () => cursorId !== null && open(cursorId) },
    { keys: "Escape", when: picked, run: selection.clear },
  ]);
}

function isInTable(): boolean {
  const { activeElement } = document;
  return activeElement?.getAttribute("role") === "grid" || activeElement?.hasAttribute("data-ticket-row") === true;
}
