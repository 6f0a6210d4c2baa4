import { useEffect, useMemo } from "react";
import { NOTHING_SELECTED } from "../../components/selection/selection.ts";
import { SelectionBar } from "../../components/selection/SelectionBar.tsx";
import { useDeskState } from "../../state/desk-context.tsx";
import { useMayWrite } from "../../state/use-access.ts";
import { useBoardUi, useBoardUiStore } from "./board-ui.tsx";

/** What is done with the cards that are picked. What left the board is let go of. */
export function BoardSelection() {
  const ui = useBoardUiStore();
  const selection = useBoardUi((state) => state.selection);
  const mayWrite = useMayWrite();
  const cards = useDeskState((state) => state.board.cards);
  const ids = useMemo(() => [...selection.ids].filter((id) => cards.get(id)?.aside === undefined), [selection, cards]);
  useEffect(() => () => ui.setState({ selection: NOTHING_SELECTED }), [ui]);
  if (!mayWrite) return null;
  return <SelectionBar ticketIds={ids} onDone={() => ui.setState({ selection: NOTHING_SELECTED })} />;
}
