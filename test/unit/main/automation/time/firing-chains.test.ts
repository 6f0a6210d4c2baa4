import { expect, test } from "vitest";
import { createFiringChains } from "#main/automation/time/firing-chains.ts";
import { CHAIN_WINDOW_MS } from "#shared/automation/limits.ts";

test("[F11] a firing that was rolled back is none: decided again it counts once", () => {
  const undo: (() => void)[] = [];
  const chains = createFiringChains((one) => void undo.push(one));
  const rollBack = () =>
    undo
      .splice(0)
      .toReversed()
      .forEach((one) => one());
  const commit = () => void undo.splice(0);
  const fire = (atEpochMs: number) => chains.next("trigger ticket", atEpochMs).depth ?? 0;

  expect(fire(1_000)).toBe(0);
  rollBack();
  expect(fire(1_000)).toBe(0);
  commit();
  for (let attempt = 0; attempt < 30; attempt += 1) {
    expect(fire(2_000)).toBe(1);
    rollBack();
  }
  expect(fire(2_000)).toBe(1);
  commit();
  expect(fire(3_000)).toBe(2);
  commit();
  expect(fire(1_000 + CHAIN_WINDOW_MS + 1)).toBe(0);
});
