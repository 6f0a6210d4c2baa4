import { type ChangeEvent, type KeyboardEvent, useState } from "react";

/**
 * A value edited where it is shown: a press puts the field in its place; Enter and leaving it keep, Escape forgets. After a key, what was
 * pressed has the focus again.
 */
export function useEditInPlace(shown: string, onKeep: (typed: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isLeftByKey, setLeftByKey] = useState(false);
  const keep = (): void => {
    if (typed === null) return;
    setTyped(null);
    if (typed !== shown) onKeep(typed);
  };
  return {
    isEdited: typed !== null,
    button: {
      ref: isLeftByKey ? focusNow : undefined,
      onClick: () => {
        setLeftByKey(false);
        setTyped(shown);
      },
    },
    field: {
      ref: focusNow,
      value: typed ?? "",
      onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value),
      onBlur: keep,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // Otherwise the key would go on to press what gets the focus, and Escape leave the ticket.
        event.preventDefault();
        event.stopPropagation();
        setLeftByKey(true);
        if (event.key === "Enter") keep();
        else setTyped(null);
      },
    },
  } as const;
}

/** What takes the place of what was pressed takes its focus too. */
function focusNow(element: HTMLElement | null): void {
  element?.focus();
}
