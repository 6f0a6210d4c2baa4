import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { SLICE_MS } from "#main/desk/limits.ts";
import { createWriteQueue } from "#main/desk/write-queue.ts";

test("a row of short pieces, each asked for when the one before is answered, lets others have their turns", async () => {
  let elapsedMs = 0;
  const queue = createWriteQueue({
    transaction: (work) => work(),
    writes: () => 1,
    setupVersion: () => 0,
    elapsedMs: () => elapsedMs,
  });
  const pieces = 1_000;
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    while (!isDone) {
      await nextTurn();
      turns += 1;
    }
  })();
  for (let piece = 0; piece < pieces; piece += 1) await queue.run(async () => void (elapsedMs += 1));
  isDone = true;
  await others;
  expect(turns).toBeGreaterThanOrEqual(pieces / SLICE_MS - 1);
  // And no more often than that, or each would wait for a turn.
  expect(turns).toBeLessThan(pieces / 4);
});
