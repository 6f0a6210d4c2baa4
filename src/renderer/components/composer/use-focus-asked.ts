import { useState } from "react";

/**
 * Where a mail begins: with whom it is for where nobody is named, else at the end of its words. Decided once for each time that the focus is asked for, so
 * that it doesn't leave the recipients as soon as one is named.
 */
export function useFocusAsked(
  asked: number,
  state: { readonly isReady: boolean; readonly isUnaddressed: boolean },
): { readonly words: number; readonly people: number } {
  const [decided, setDecided] = useState({ asked: 0, words: 0, people: 0 });
  if (!state.isReady || decided.asked === asked) return decided;
  const { words, people } = decided;
  const next = state.isUnaddressed ? { asked, words: 0, people: people + 1 } : { asked, words: words + 1, people };
  setDecided(next);
  return next;
}
