import type { Random } from "../random.ts";
import { officeTime } from "./calendar.ts";
import type { DemoEvent } from "./demo-event.ts";

/** An event that has not got its moment yet. */
type Untimed = DemoEvent extends infer Event ? (Event extends DemoEvent ? Omit<Event, "atEpochMs"> : never) : never;

export type Timeline = {
  /** Adds what happens `afterMs` after what was added last; `office`: not before somebody is in. */
  add(afterMs: number, event: Untimed, when?: "office"): void;
  finish(): DemoEvent[];
};

/** Strings events in time; a story that would outlast the end is pressed together until it fits. */
export function createTimeline(
  { startEpochMs, endEpochMs }: { startEpochMs: number; endEpochMs: number },
  random: Random,
): Timeline {
  const events: { atEpochMs: number; event: Untimed }[] = [];
  return {
    add(afterMs, event, when) {
      const lastEpochMs = events.at(-1)?.atEpochMs ?? startEpochMs;
      const atEpochMs = lastEpochMs + afterMs;
      events.push({ atEpochMs: when === "office" ? officeTime(atEpochMs, random) : atEpochMs, event });
    },
    finish() {
      const lastEpochMs = events.at(-1)?.atEpochMs ?? startEpochMs;
      const room = (endEpochMs - startEpochMs) * (0.6 + 0.39 * random.next());
      const factor = lastEpochMs > endEpochMs ? room / (lastEpochMs - startEpochMs) : 1;
      return events
        .filter(({ event }, index) => event.type !== "read" || isLastWord(events, index))
        .map(({ atEpochMs, event }) => ({
          ...event,
          atEpochMs: Math.floor(startEpochMs + (atEpochMs - startEpochMs) * factor),
        }));
    },
  };
}

/** Whether nothing comes in any more after this: only the last reading leaves a trace. */
function isLastWord(events: readonly { readonly event: Untimed }[], index: number): boolean {
  return !events
    .slice(index + 1)
    .some(({ event }) => event.type === "read" || (event.type === "mail" && event.mail.kind === "person"));
}
