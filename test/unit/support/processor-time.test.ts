import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inProcessorTime } from "../../support/processor-time.ts";

function spin(durationMs: number): string {
  const before = process.threadCpuUsage();
  for (;;) {
    const { user, system } = process.threadCpuUsage(before);
    if (user + system > durationMs * 1000) return "done";
  }
}

test("what works for longer than it may fails, what only waits doesn't", async () => {
  await expect(inProcessorTime(20, () => spin(60))).rejects.toThrow(/20 are allowed/u);
  expect(await inProcessorTime(50, () => pause(150, "waited"))).toBe("waited");
  expect(await inProcessorTime(1_000, () => spin(20))).toBe("done");
});
