import { describe, expect, it } from "vitest";
import { createRandom } from "#main/demo/random.ts";

describe("random", () => {
  it("falls the same way for the same seed, on every machine", () => {
    const random = createRandom(1);
    expect(Array.from({ length: 3 }, () => random.integer(0, 999_999))).toEqual(
      Array.from({ length: 3 }, (_, index) => [627_073, 2_735, 527_447][index]),
    );
  });

  it("throws otherwise for another seed and for another fork, and a fork leaves its origin alone", () => {
    const throwsOf = (random: ReturnType<typeof createRandom>) => Array.from({ length: 5 }, () => random.next());
    const plain = throwsOf(createRandom(7));
    const forked = createRandom(7);
    forked.fork("a").next();
    expect(throwsOf(forked)).toEqual(plain);
    expect(throwsOf(createRandom(8))).not.toEqual(plain);
    expect(throwsOf(createRandom(7).fork("a"))).not.toEqual(throwsOf(createRandom(7).fork("b")));
  });

  it("keeps to its bounds and weights", () => {
    const random = createRandom(3);
    const numbers = Array.from({ length: 2000 }, () => random.integer(2, 4));
    expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
    const picks = Array.from(
      { length: 2000 },
      () =>
        random.weighted([
          { weight: 0, name: "never" },
          { weight: 1, name: "seldom" },
          { weight: 9, name: "often" },
        ]).name,
    );
    const often = picks.filter((name) => name === "often").length;
    expect(picks).not.toContain("never");
    expect(often).toBeGreaterThan(1700);
    expect(often).toBeLessThan(1900);
  });

  it("has nothing to pick from nothing", () => {
    expect(() => createRandom(1).pick([])).toThrow(RangeError);
  });
});
