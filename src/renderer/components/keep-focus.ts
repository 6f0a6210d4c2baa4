/** A list that is drawn anew takes some frames; the feed that tells of the change comes within this. */
const MAX_WAIT_MS = 400;

/** Whoever had the focus keeps it, though what they look at is drawn anew: it is given back where it fell to nobody. Returns the function that does so. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  return () => {
    const startedMs = performance.now();
    const look = (): void => {
      if (before instanceof HTMLElement && before.isConnected && isFocusLost()) before.focus({ preventScroll: true });
      if (performance.now() - startedMs < MAX_WAIT_MS) requestAnimationFrame(look);
    };
    look();
  };
}

export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
