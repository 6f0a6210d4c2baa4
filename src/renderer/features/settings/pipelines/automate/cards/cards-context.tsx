import { createContext, useContext } from "react";
import type { StageId } from "#shared/model/ids.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";

/** What the cards of a pipeline have in common. */
export type Cards = {
  /** The card that was worked on last: its changes are what Undo takes back, and only one panel is open. */
  readonly active: StageId | null;
  readonly activate: (id: StageId) => void;
  /** Something on it is not saved, or is not any more. */
  readonly tell: (stage: Stage, isUnsaved: boolean) => void;
  /** The card stays though its status goes. */
  readonly hold: (stage: Stage) => void;
  readonly letGo: (id: StageId) => void;
};

export const CardsContext = createContext<Cards | null>(null);

export function useCards(): Cards {
  const cards = useContext(CardsContext);
  if (cards === null) throw new Error("CardsContext is missing above this component.");
  return cards;
}
