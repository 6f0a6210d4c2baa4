import type { KeyboardEvent } from "react";

/** Ctrl+Enter, or the Mac's Command+Enter, sends a form from any of its fields, as it sends a mail. For an element inside of the form. */
export function submitOnEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  event.currentTarget.closest("form")?.requestSubmit();
}
