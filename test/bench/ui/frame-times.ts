import type { Page } from "@playwright/test";

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly args: { readonly name?: string; readonly frame?: string };
};

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline.frame", "__metadata"];

/**
 * For how long the page's thread was at work for each frame that it made while the work was done, in milliseconds, as the browser's own trace tells it:
 * scripts, style, layout and paint together. What is above a frame's time makes the screen stand still.
 */
export async function frameTimes(page: Page, work: () => Promise<void>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  await work();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return workOfFrames(events);
}

function workOfFrames(events: readonly TraceEvent[]): number[] {
  const begun = events.filter(({ name }) => name === "BeginMainThreadFrame").toSorted((a, b) => a.ts - b.ts);
  const [first] = begun;
  if (first === undefined) throw new Error("The trace has no frames.");
  const { pid } = first;
  const main = events.find((event) => event.pid === pid && event.args.name === "CrRendererMain")?.tid;
  const tasks = events.filter(
    (event) =>
      event.pid === pid && event.tid === main && event.ph === "X" && event.name === "ThreadControllerImpl::RunTask",
  );
  if (tasks.length === 0) throw new Error("The trace has no tasks of the page's thread.");
  const work = new Map<TraceEvent, number>();
  for (const { ts, dur = 0 } of tasks) {
    // What is done between two frames is done for the second: what moves the canvas comes before the frame that shows it.
    const frame = begun.find((one) => one.ts >= ts) ?? null;
    if (frame !== null) work.set(frame, (work.get(frame) ?? 0) + dur / 1_000);
  }
  return begun.slice(1).map((frame) => work.get(frame) ?? 0);
}
