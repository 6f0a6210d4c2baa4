import { describe, expect, test } from "vitest";
import { afterDeath, type PageDeaths } from "#main/hosts/electron/window/page-life.ts";
import { placeOnScreens } from "#main/hosts/electron/window/window-state.ts";

describe("where a window opens", () => {
  const laptop = { x: 0, y: 25, width: 1280, height: 775 };
  const wall = { x: 1280, y: 0, width: 2560, height: 1440 };

  test("where it was, if enough of it can be seen and taken hold of", () => {
    const seen = [
      { x: 100, y: 50, width: 1000, height: 700 },
      { x: -800, y: 30, width: 1000, height: 700 },
      { x: 2000, y: 0, width: 1800, height: 1400 },
    ];
    expect(seen.map((bounds) => placeOnScreens(bounds, [laptop, wall]))).toEqual(seen);
  });

  test("in the middle of the first screen where that one is gone, no larger than it", () => {
    expect(placeOnScreens({ x: 2000, y: 0, width: 1800, height: 700 }, [laptop])).toEqual({
      x: 0,
      y: 63,
      width: 1280,
      height: 700,
    });
    // The title bar above the screen: nobody could move it.
    expect(placeOnScreens({ x: 10, y: -300, width: 400, height: 400 }, [laptop])).toEqual({
      x: 440,
      y: 213,
      width: 400,
      height: 400,
    });
    expect(placeOnScreens(wall, [])).toEqual(wall);
  });
});

describe("a page that died", () => {
  const live = (events: readonly (readonly [reason: string, atMs: number])[]) => {
    let deaths: PageDeaths = [];
    return events.map(([reason, at]) => {
      const after = afterDeath(deaths, reason, at);
      ({ deaths } = after);
      return after.next;
    });
  };

  test("is loaded again, but not for ever", () => {
    const crashes = [0, 1, 2, 3].map((at) => ["crashed", at * 1000] as const);
    expect(live(crashes)).toEqual(["reload", "reload", "ask", "ask"]);
    expect(live([0, 40, 80, 120].map((at) => ["oom", at * 1000] as const))).toEqual(
      Array.from({ length: 4 }, () => "reload"),
    );
  });

  test("whose window was closed is no crash, and a clock that was put back makes none old", () => {
    expect(live([["clean-exit", 0]])).toEqual(["nothing"]);
    expect(
      live([
        ["crashed", 90_000],
        ["crashed", 1000],
        ["crashed", 2000],
      ]),
    ).toEqual(["reload", "reload", "reload"]);
  });
});
