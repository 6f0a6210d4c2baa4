import { useState } from "react";

export type ComposerMode = "reply" | "note";

/** Whether and what the person is writing; held by the screen, so that its keys can begin an answer. */
export type ComposerState = {
  /** null until the person chose; a saved draft decides then. */
  readonly chosen: ComposerMode | null;
  readonly active: boolean;
  /** Counted up by each wish to write, so that the field takes the focus anew. */
  readonly focusAsked: number;
  readonly begin: (mode: ComposerMode) => void;
  readonly setActive: (active: boolean) => void;
};

export function useComposer(): ComposerState {
  const [chosen, setChosen] = useState<ComposerMode | null>(null);
  const [active, setActive] = useState(false);
  const [focusAsked, setFocusAsked] = useState(0);
  const begin = (mode: ComposerMode): void => {
    setChosen(mode);
    setActive(true);
    setFocusAsked((count) => count + 1);
  };
  return { chosen, active, focusAsked, begin, setActive };
}
