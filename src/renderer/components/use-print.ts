import { useServices } from "../state/desk-context.tsx";

/** What is still loading or being drawn in the screen. */
const BUSY = "main [aria-busy='true']";
/** A screen that is not whole by then is printed as it is: a picture that doesn't come must not hold it up for ever. */
const MAX_WAIT_MS = 10_000;

/** Prints the screen by `how`: everything on it is opened and drawn first, and folded again after. */
export function usePrint(): (how: () => Promise<unknown>) => Promise<void> {
  const { desk, shell } = useServices();
  return async (how) => {
    if (shell.getState().isPrinting) return;
    shell.setState({ isPrinting: true });
    document.documentElement.classList.add("pd-printing");
    try {
      await drawn(desk.now);
      await how();
    } finally {
      document.documentElement.classList.remove("pd-printing");
      shell.setState({ isPrinting: false });
    }
  };
}

/** Resolves when nothing on the screen waits any more, and has not for a few frames: one thing that has come may ask for another. */
async function drawn(now: () => number): Promise<void> {
  const end = now() + MAX_WAIT_MS;
  for (let calm = 0; calm < CALM_FRAMES && now() < end; calm += 1) {
    await nextFrame();
    if (document.querySelector(BUSY) !== null || !framesOf(document).every(isDrawn)) calm = -1;
  }
}

const CALM_FRAMES = 6;

/** Mails of HTML, each in a frame. */
function framesOf(page: Document): HTMLIFrameElement[] {
  return [...page.querySelectorAll<HTMLIFrameElement>("main iframe")];
}

function isDrawn({ contentDocument }: HTMLIFrameElement): boolean {
  return contentDocument?.readyState === "complete" && [...contentDocument.images].every(({ complete }) => complete);
}

function nextFrame(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Of a window that is hidden there are no frames.
  const timer = setTimeout(resolve, 100);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}
