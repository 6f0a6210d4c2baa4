import type { Page } from "@playwright/test";

/** What shall stand in the page, or no more. */
export type Wanted = { readonly selector: string; readonly isThere: boolean };
type Watched = { begunAtMs: number; paintedAtMs: number; wanted: Wanted | null };

/** Notes in the page when a key or a click came, and when the frame was painted that shows what it asked for. Call it once for each page. */
export async function watchEdits(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { begunAtMs: 0, paintedAtMs: 0, wanted: null };
    Object.assign(window, { watched });
    const begin = (event: Event) => {
      if (watched.begunAtMs === 0) watched.begunAtMs = event.timeStamp;
    };
    for (const kind of ["keydown", "click"]) window.addEventListener(kind, begin, true);
    const look = () => {
      const { wanted, begunAtMs, paintedAtMs } = watched;
      if (wanted === null || begunAtMs === 0 || paintedAtMs !== 0) return;
      if ((document.querySelector(wanted.selector) !== null) !== wanted.isThere) return;
      watched.paintedAtMs = -1;
      // The task after a frame's callback runs once that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => (watched.paintedAtMs = performance.now()), { once: true });
        port1.start();
        port2.postMessage(null);
      });
    };
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    new MutationObserver(look).observe(document.body, all);
  });
}

/** @returns milliseconds from the key or click to the painted frame that shows what is wanted */
export async function timeOf(page: Page, wanted: Wanted, act: () => Promise<void>): Promise<number> {
  await page.evaluate((next) => {
    const { watched } = window as unknown as { watched: Watched };
    Object.assign(watched, { begunAtMs: 0, paintedAtMs: 0, wanted: next });
  }, wanted);
  await act();
  await page.waitForFunction(() => (window as unknown as { watched: Watched }).watched.paintedAtMs > 0);
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    return watched.paintedAtMs - watched.begunAtMs;
  });
}
