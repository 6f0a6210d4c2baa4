const KINDS = ["copy", "cut", "paste"] as const;

/**
 * Copying and pasting reach the element that has the focus. Where no text is selected, Chromium 130 and others send these events to the body, though a
 * button or a box of a canvas has the focus; from there they are passed on.
 */
export function passClipboardToFocus(page: Document): void {
  const pass = (event: ClipboardEvent) => {
    const focused = page.activeElement;
    if (event.target !== page.body || focused === null || focused === page.body) return;
    const { clipboardData } = event;
    const again = new ClipboardEvent(event.type, { bubbles: true, cancelable: true, clipboardData });
    if (!focused.dispatchEvent(again)) event.preventDefault();
  };
  for (const kind of KINDS) page.addEventListener(kind, pass);
}
