import { expect, test } from "vitest";
import { createPresence } from "#main/desk/presence.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";

const BO = { userId: UserId.parse("u_bo"), ticketId: TicketId.parse("t1"), isTyping: false };
const NOBODY = UserId.parse("u_nobody");

/** Timers that a test looks at: what still waits. */
function watchedTimers() {
  const waiting = new Set<() => void>();
  return {
    waiting,
    after(_delayMs: number, work: () => void) {
      waiting.add(work);
      return () => void waiting.delete(work);
    },
  };
}

test("a window is forgotten when it says nothing more, and not before", () => {
  const timers = watchedTimers();
  const presence = createPresence(timers);
  presence.tell("w", BO, 60_000);
  presence.tell("w", BO, 60_000);
  expect([presence.colleaguesOf(NOBODY), timers.waiting.size]).toEqual([[BO], 1]);
  for (const work of timers.waiting) work();
  expect(presence.colleaguesOf(NOBODY)).toEqual([]);
});

test("once it is closed nothing waits, whatever a window still says", () => {
  const timers = watchedTimers();
  const presence = createPresence(timers);
  presence.tell("w", BO, 60_000);
  presence.close();
  presence.tell("w", BO, 60_000);
  expect([timers.waiting.size, presence.colleaguesOf(NOBODY)]).toEqual([0, []]);
});
