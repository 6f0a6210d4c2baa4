import { describe, expect, test } from "vitest";
import { STAGE_COLOURS } from "#renderer/theme/stage-colours.ts";
import { SURFACE_COLOURS } from "#renderer/theme/surface-colours.ts";
import { StageColour } from "#shared/model/setup/pipeline.ts";

/** WCAG 2.2, relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const TEXT = 4.5;
const GRAPHIC = 3;

describe.each(["light", "dark"] as const)("%s colours", (scheme) => {
  const surfaces = SURFACE_COLOURS[scheme];
  const stages = STAGE_COLOURS[scheme];

  test("every stage colour is there", () => {
    expect(Object.keys(stages).toSorted()).toEqual(StageColour.options.toSorted());
  });

  test.each(StageColour.options)("%s can be read on its own ground and seen on the board's", (name) => {
    const { solid, soft, text } = stages[name];
    expect(contrast(text, soft)).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(solid, surfaces.surface)).toBeGreaterThanOrEqual(GRAPHIC);
    expect(contrast(solid, surfaces.sunken)).toBeGreaterThanOrEqual(GRAPHIC);
  });

  test.each(["text", "muted", "faint", "accent", "danger", "warning"] as const)(
    "%s can be read on every ground",
    (ink) => {
      const grounds = [surfaces.ground, surfaces.surface, surfaces.raised, surfaces.hover, surfaces.sunken];
      for (const ground of grounds) expect(contrast(surfaces[ink], ground)).toBeGreaterThanOrEqual(TEXT);
    },
  );

  test("accent, danger and warning can be read on their own soft grounds", () => {
    const { accent, accentSoft, danger, dangerSoft, warning, warningSoft } = surfaces;
    for (const [ink, ground] of [
      [accent, accentSoft],
      [danger, dangerSoft],
      [warning, warningSoft],
    ] as const) {
      expect(contrast(ink, ground)).toBeGreaterThanOrEqual(TEXT);
    }
  });
});
