import { useEffect, useState } from "react";

export type PopoverState = { readonly opened: boolean; readonly setOpened: (opened: boolean) => void };

/**
 * A popover that Escape closes and nothing else: the same key leaves the ticket. The key is used up before any other listener sees it, wherever the focus is by
 * then, so the popover's own `closeOnEscape` has to be off; it would be quicker, and the key would go on to the shortcuts.
 */
export function usePopover(): PopoverState {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!opened) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpened(false);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [opened]);
  return { opened, setOpened };
}
