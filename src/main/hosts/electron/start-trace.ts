/**
 * Tells how long a start takes, stage by stage (`--trace-start`): a line of JSON on stderr for each stage, with the moment it was reached. It only
 * listens; without the option none of it runs, and nothing is put into the page.
 */
import type { OpenDesk } from "../open-core.ts";

/** In their order. What the page does is told once it is at rest. */
export const START_STAGES = [
  /** Node runs in it; the program's files are read and compiled from here on. */
  "node",
  /** The program's first line. */
  "main",
  /** Electron is ready, and nobody else has this desk's window. */
  "app-ready",
  /** The desk is being opened … */
  "desk-asked",
  /** … and is there. */
  "desk-open",
  "window-made",
  /** The page's files have been loaded and its scripts have run; it gets its way to the desk. */
  "page-loaded",
  /** Tickets are on the screen; a desk without any never says so. */
  "board-painted",
  /** Nothing of the page's own keeps a key press waiting. */
  "usable",
] as const;

export type StartStage = (typeof START_STAGES)[number];

/** A line of the trace. */
export type StartLine = { readonly startStage: StartStage; readonly atEpochMs: number };

type TracedContents = {
  once(event: "dom-ready" | "did-finish-load", listener: () => void): unknown;
  executeJavaScript(code: string): Promise<unknown>;
};

export type TracedApp = {
  once(event: "ready", listener: () => void): unknown;
  once(
    event: "browser-window-created",
    listener: (event: unknown, window: { readonly webContents: TracedContents }) => void,
  ): unknown;
};

export type TraceOptions = {
  readonly nowEpochMs: () => number;
  readonly write: (line: string) => void;
  /** What was reached before this program could say so. */
  readonly before: readonly (readonly [StartStage, atEpochMs: number])[];
};

/** Call it before the app is ready. @returns what opens the desk in place of `openDesk`, and tells when */
export function traceStart(app: TracedApp, openDesk: OpenDesk, { nowEpochMs, write, before }: TraceOptions): OpenDesk {
  const mark = (startStage: StartStage, atEpochMs = nowEpochMs()) => {
    const line: StartLine = { startStage, atEpochMs: Math.round(atEpochMs * 10) / 10 };
    write(`${JSON.stringify(line)}\n`);
  };
  for (const [stage, atEpochMs] of before) mark(stage, atEpochMs);
  mark("main");
  app.once("ready", () => mark("app-ready"));
  app.once("browser-window-created", (_event, { webContents }) => {
    mark("window-made");
    webContents.once("did-finish-load", () => mark("page-loaded"));
    webContents.once("dom-ready", () => {
      webContents.executeJavaScript(`(${String(untilUsable)})()`).then(
        (times) => {
          const { paintedAtEpochMs, usableAtEpochMs } = times as Awaited<ReturnType<typeof untilUsable>>;
          mark("board-painted", paintedAtEpochMs);
          mark("usable", usableAtEpochMs);
        },
        // The page was left before its board came: there is no more to tell.
        () => undefined,
      );
    });
  });
  return async (options) => {
    mark("desk-asked");
    const core = await openDesk(options);
    mark("desk-open");
    return core;
  };
}

/** Runs in the page, as text: it may use nothing of this module. */
function untilUsable(): Promise<{ paintedAtEpochMs: number; usableAtEpochMs: number }> {
  const now = () => performance.timeOrigin + performance.now();
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector("[data-ticket-card]") === null) return false;
      // The task after a frame's callback runs once that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => {
          const paintedAtEpochMs = now();
          port1.close();
          requestIdleCallback(() => resolve({ paintedAtEpochMs, usableAtEpochMs: now() }));
        });
        port1.start();
        port2.postMessage(null);
      });
      return true;
    };
    if (look()) return;
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  });
}
