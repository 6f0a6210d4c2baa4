import { expect, test } from "vitest";
import { createPause } from "#main/mail/mailbox/pause.ts";
import { createVirtualTime } from "../../../../support/mail/virtual-time.ts";

test("a pause ends when it is over, or when it is ended, also before it began", async () => {
  const time = createVirtualTime(0);
  const pause = createPause(time.timers);
  const ended: [string, number][] = [];
  const wait = async (name: string, delayMs: number | null) => {
    await pause.wait(delayMs);
    ended.push([name, time.clock.nowEpochMs()]);
  };
  pause.begin();
  void wait("over", 50);
  await time.advance(60);
  pause.begin();
  void wait("ended", null);
  await time.advance(10);
  pause.end();
  await time.advance(10);
  void wait("ended before", 1000);
  await time.advance(10);
  expect([ended, time.waiting]).toEqual([
    [
      ["over", 50],
      ["ended", 70],
      ["ended before", 80],
    ],
    0,
  ]);
});
