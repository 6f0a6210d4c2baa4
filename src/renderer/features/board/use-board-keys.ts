import { useEffect } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { navigate } from "../../state/routes.ts";
import { useDesk, useI18n, useServices } from "../../state/desk-context.tsx";
import { useAnnounce, useAskPalette, useShortcuts, useSubject } from "../../state/use-shell.ts";
import { isFocusLost } from "../../components/keep-focus.ts";
import { NOTHING_SELECTED, toggled } from "../../components/selection/selection.ts";
import { useMoveDialog } from "../../components/move/use-move-dialog.tsx";
import { useSnoozeTicket } from "../../components/snooze/use-snooze-dialog.tsx";
import { useToasts } from "../../components/use-toasts.tsx";
import { useMoveTicket } from "../../components/move/use-move-ticket.tsx";
import { type Direction, stageBeside, walk } from "./board-keys.ts";
import { useBoardUiStore } from "./board-ui.tsx";
import { isFoldedStage } from "./use-folding.ts";

/**
 * The board by keyboard: arrows walk between cards and columns, `j` and `k` down and up, `[` and `]` (or Shift and an arrow) move the card to
 * the stage beside, `m` to any. The focus goes with a moved card.
 */
export function useBoardKeys(pipeline: PipelineView): void {
  const { t } = useI18n();
  const { store } = useDesk();
  const { shell, preferences } = useServices();
  const ui = useBoardUiStore();
  const announce = useAnnounce();
  const ask = useAskPalette();
  const toasts = useToasts();
  const move = useMoveTicket();
  const openMoveDialog = useMoveDialog();
  const snooze = useSnoozeTicket();

  const focus = (id: TicketId | null) => {
    if (id !== null) ui.setState({ focusedId: id, wantsFocus: id });
  };
  /** A folded column shows no card to walk to. */
  const openStages = () => pipeline.stages.filter((stage) => !isFoldedStage(preferences.getState(), stage));
  const walkTo = (direction: Direction) =>
    focus(walk(store.getState().board, openStages(), ui.getState().focusedId, direction));
  const withFocused = (act: (card: TicketCard) => void) => {
    const { focusedId } = ui.getState();
    const card = focusedId === null ? undefined : store.getState().board.cards.get(focusedId);
    if (card !== undefined && pipeline.stages.some(({ id }) => id === card.stageId)) act(card);
  };
  // What was taken back, or done again, while the focus was on a card or nowhere: it goes with the card.
  useEffect(
    () =>
      shell.subscribe(({ focusCard }, before) => {
        if (focusCard === null || focusCard === before.focusCard || !isFocusFree()) return;
        ui.setState({ focusedId: focusCard.ticketId, wantsFocus: focusCard.ticketId });
      }),
    [shell, ui],
  );
  /** The focus goes with the card, and back with it if the move is refused, unless the person has gone elsewhere meanwhile. */
  const follow = (card: TicketCard, moved: Promise<boolean>) => {
    focus(card.id);
    void moved.then(() => ui.getState().focusedId === card.id && isFocusLost() && focus(card.id));
  };
  const withChosen = (act: (card: TicketCard) => void): void => {
    let chosen = false;
    withFocused((card) => {
      chosen = true;
      act(card);
    });
    if (!chosen) toasts.done(t("board.key.chooseFirst"));
  };
  const close = (card: TicketCard): void => {
    const closed = pipeline.stages.find(({ kind }) => kind === "closed");
    const stage = pipeline.stages.find(({ id }) => id === card.stageId);
    if (closed === undefined || stage?.kind === "closed") return;
    follow(card, move(card, { pipelineId: pipeline.id, stageId: closed.id }));
  };
  const moveBeside = (step: -1 | 1) =>
    withChosen((card) => {
      const stage = stageBeside(pipeline.stages, card, step);
      if (stage === undefined) {
        announce(t("move.atEdge"));
        return;
      }
      // Into a folded column the focus can't follow: it goes on with the card that stood beside.
      const stages = openStages();
      const beside =
        walk(store.getState().board, stages, card.id, "down") ?? walk(store.getState().board, stages, card.id, "up");
      const moved = move(card, { pipelineId: pipeline.id, stageId: stage.id });
      if (stages.includes(stage)) follow(card, moved);
      else focus(beside);
    });

  const walking = (["up", "down", "left", "right", "first", "last"] as const).map((direction) => ({
    keys: KEY_OF[direction],
    when: isCardFocused,
    run: () => walkTo(direction),
  }));
  useSubject(() => {
    const { focusedId } = ui.getState();
    return focusedId === null ? null : (store.getState().board.cards.get(focusedId) ?? null);
  });
  useShortcuts([
    { keys: "j", label: t("board.key.nextTicket"), run: () => walkTo("down") },
    { keys: "k", label: t("board.key.previousTicket"), run: () => walkTo("up") },
    {
      writes: true,
      keys: "m",
      label: t("board.key.move"),
      run: () => withChosen((card) => openMoveDialog(card, (moved) => follow(card, moved))),
    },
    {
      writes: true,
      keys: "x",
      label: t("selection.key"),
      run: () => withChosen(({ id }) => ui.setState(({ selection }) => ({ selection: toggled(selection, id) }))),
    },
    { writes: true, keys: "s", label: t("snooze.key"), run: () => withChosen(snooze) },
    { writes: true, keys: "e", label: t("board.key.close"), run: () => withChosen((card) => close(card)) },
    {
      writes: true,
      keys: "a",
      opensField: true,
      label: t("board.key.assign"),
      run: () => withChosen(() => ask(`${t("shell.palette.typedAssign")} `)),
    },
    {
      writes: true,
      keys: "t",
      opensField: true,
      label: t("board.key.tag"),
      run: () => withChosen(() => ask(`${t("shell.palette.typedTag")} `)),
    },
    { writes: true, keys: "[", label: t("board.key.moveLeft"), run: () => moveBeside(-1) },
    { writes: true, keys: "]", label: t("board.key.moveRight"), run: () => moveBeside(1) },
    { writes: true, keys: "Shift+ArrowLeft", when: isCardFocused, run: () => moveBeside(-1) },
    { writes: true, keys: "Shift+ArrowRight", when: isCardFocused, run: () => moveBeside(1) },
    // A focused card is a link and opens by itself; this is for a card that was marked while the focus was elsewhere.
    {
      keys: "Enter",
      when: isFocusLost,
      run: () => withFocused(({ id }) => navigate({ page: "ticket", ticketId: id })),
    },
    { keys: "Escape", run: () => leave() },
    ...walking,
  ]);

  const leave = () => {
    if (ui.getState().selection.ids.size > 0) {
      ui.setState({ selection: NOTHING_SELECTED });
      return;
    }
    ui.setState({ focusedId: null });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
}

/** Marks cards in the document, so that keys which scroll by nature are taken only from them. */
export const CARD_ATTRIBUTE = "data-ticket-card";

const KEY_OF: Readonly<Record<Direction, string>> = {
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
  first: "Home",
  last: "End",
};

/** On a card, on nothing, or on the message whose button has just been pressed and which goes. */
function isFocusFree(): boolean {
  return isCardFocused() || isFocusLost() || document.activeElement?.closest("[role='alert']") !== null;
}

function isCardFocused(): boolean {
  return document.activeElement?.hasAttribute(CARD_ATTRIBUTE) === true;
}
