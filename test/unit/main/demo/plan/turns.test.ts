import { describe, expect, it } from "vitest";
import { createRandom } from "#main/demo/random.ts";
import { MAX_TURNS, storyOf } from "#main/demo/plan/turns.ts";

describe("a ticket's story", () => {
  const stories = Array.from({ length: MAX_TURNS }, (_, index) => index + 1).flatMap((count) =>
    Array.from({ length: 150 }, (_unused, seed) => ({
      count,
      says: storyOf(count, createRandom(seed)).map((turn) => turn.says),
    })),
  );

  it("has exactly as many messages as it was asked for, whatever the dice", () => {
    expect(stories.filter(({ count, says }) => says.length !== count)).toEqual([]);
  });

  it("begins with a question and says everything after what it answers", () => {
    const order = ["ask", "answer", "followUp", "resolution", "thanks", "reopening"] as const;
    const jumbled = stories.filter(({ says }) => {
      const places = order.map((one) => says.indexOf(one)).filter((place) => place >= 0);
      return says[0] !== "ask" || places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0));
    });
    expect(jumbled).toEqual([]);
  });

  it("reopens only what was thanked for", () => {
    expect(stories.filter(({ says }) => says.includes("reopening") && !says.includes("thanks"))).toEqual([]);
    expect(stories.some(({ says }) => says.includes("reopening"))).toBe(true);
  });
});
