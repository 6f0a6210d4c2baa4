import { useEffect, useState } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { isFocusLost } from "../../components/keep-focus.ts";
import { ticketAt } from "./ticket-at.ts";

export type MenuPlace = {
  readonly ticketId: TicketId;
  readonly leftPx: number;
  readonly topPx: number;
  /** Gets the focus back. */
  readonly element: HTMLElement;
};

/** Below the upper edge of what has the focus, so that it is still seen which ticket is meant. */
const KEY_OFFSET_PX = 24;

/**
 * Where the menu of a ticket was asked for: by the other mouse button, by the Menu key or by Shift F10. With Shift and the mouse the browser's own comes.
 * @returns the place, null while none was asked for; and what closes the menu
 */
export function useMenuPlace(): readonly [MenuPlace | null, () => void] {
  const [place, setPlace] = useState<MenuPlace | null>(null);
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      // On Windows the Menu key's own event comes when it is let go, by then on the menu that it has opened.
      if (event.target instanceof Element && event.target.closest("[data-ticket-menu]") !== null)
        event.preventDefault();
      const at = ticketAt(event.target);
      if (at === null || event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      setPlace({ ...at, leftPx: event.clientX, topPx: event.clientY });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
      const at = ticketAt(document.activeElement);
      if (at === null || event.defaultPrevented) return;
      event.preventDefault();
      const { left, top, height } = at.element.getBoundingClientRect();
      setPlace({ ...at, leftPx: left + KEY_OFFSET_PX, topPx: top + Math.min(height, KEY_OFFSET_PX) });
    };
    // A menu that stays when one goes to another window is in the way when one comes back.
    const onLeave = () => setPlace(null);
    document.addEventListener("contextmenu", onContextMenu);
    document.addEventListener("keydown", onKeyDown);
    window.addEventListener("blur", onLeave);
    return () => {
      document.removeEventListener("contextmenu", onContextMenu);
      document.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("blur", onLeave);
    };
  }, []);
  const close = () => {
    const focus = () => place?.element.focus({ preventScroll: true });
    // At once, so that a dialog that an item opens gives the focus back to it; and again where a menu within the menu took it along.
    focus();
    setPlace(null);
    requestAnimationFrame(() => isFocusLost() && focus());
  };
  return [place, close];
}
