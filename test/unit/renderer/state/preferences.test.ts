import { describe, expect, test } from "vitest";
import { DEFAULT_PREFERENCES, readPreferences } from "#renderer/state/preferences.ts";

describe("preferences", () => {
  test("what was chosen comes back", () => {
    const chosen = { ...DEFAULT_PREFERENCES, language: "it", density: "compact", panelSizesPx: { ticket: 320 } };
    expect(readPreferences(structuredClone(chosen))).toEqual(chosen);
  });

  test("a damaged or foreign property costs only itself", () => {
    expect(
      readPreferences({ language: "xx", colourScheme: "dark", listCollapsed: "yes", unknown: 1, constructor: 2 }),
    ).toEqual({
      ...DEFAULT_PREFERENCES,
      colourScheme: "dark",
    });
  });

  test.each([undefined, null, "text", 3, []])("%j is no preferences: the defaults hold", (value) => {
    expect(readPreferences(value)).toEqual(DEFAULT_PREFERENCES);
  });
});
