import { type RefObject, useEffect } from "react";

/** Marks the links that arrow keys go over. */
const RESULT_SELECTOR = "a[data-result]";

/**
 * Arrow keys go from the search field into the results and back; Enter in the field opens the first result. The results are links and have the
 * focus themselves, so that Enter, opening in a new tab and screen readers need nothing of ours.
 */
export function useResultKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const results = [...(list.current?.querySelectorAll<HTMLAnchorElement>(RESULT_SELECTOR) ?? [])];
      const target = event.target;
      const field = target instanceof HTMLInputElement && target.type === "search" ? target : null;
      const index = results.findIndex((result) => result === target);
      if (results.length === 0 || (field === null && index < 0 && target !== document.body)) return;
      const goal = goalOf(event.key, index, results.length, field !== null);
      if (goal === null) return;
      event.preventDefault();
      if (goal === "field") document.querySelector<HTMLInputElement>("input[type='search']")?.focus();
      else if (goal === "open-first") openFirst(results);
      else results[goal]?.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [list]);
}

type Goal = number | "field" | "open-first" | null;

/** Where a key leads; `index` is the result that has the focus, -1 for none. Pure. */
export function goalOf(key: string, index: number, count: number, inField: boolean): Goal {
  switch (key) {
    case "ArrowDown":
      return Math.min(index + 1, count - 1);
    case "ArrowUp":
      if (inField) return null;
      return index <= 0 ? "field" : index - 1;
    case "Home":
      return inField ? null : 0;
    case "End":
      return inField ? null : count - 1;
    case "Enter":
      return inField ? "open-first" : null;
    default:
      return null;
  }
}

function openFirst(results: readonly HTMLAnchorElement[]): void {
  results[0]?.click();
}
