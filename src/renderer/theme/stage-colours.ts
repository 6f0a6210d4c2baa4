import type { StageColour } from "#shared/model/setup/pipeline.ts";

/**
 * The palette of stages. `solid` is for bars and dots and stands 3:1 from every ground (WCAG 1.4.11); `text` on `soft` has at least 4.5:1
 * (WCAG 1.4.3, AA). A test measures both.
 */
export type StagePaint = { readonly solid: string; readonly soft: string; readonly text: string };

export const STAGE_COLOURS: Readonly<Record<"light" | "dark", Readonly<Record<StageColour, StagePaint>>>> = {
  light: {
    slate: { solid: "#64748b", soft: "#eceff3", text: "#475569" },
    blue: { solid: "#2f6fed", soft: "#e6effe", text: "#1d4fbf" },
    teal: { solid: "#0d9488", soft: "#dcf3f0", text: "#0b655d" },
    green: { solid: "#188f45", soft: "#e0f5e7", text: "#146435" },
    lime: { solid: "#5d920f", soft: "#ecf6d8", text: "#43650d" },
    amber: { solid: "#b97800", soft: "#fcf1d2", text: "#835500" },
    orange: { solid: "#df620e", soft: "#fdecde", text: "#a04209" },
    red: { solid: "#dc3b3b", soft: "#fde8e8", text: "#b02020" },
    pink: { solid: "#d03a98", soft: "#fbe6f3", text: "#a02274" },
    violet: { solid: "#7857d8", soft: "#efeafd", text: "#5838bb" },
  },
  dark: {
    slate: { solid: "#8391a7", soft: "#272d36", text: "#b4bfcf" },
    blue: { solid: "#5b94f8", soft: "#182b4c", text: "#9cc1ff" },
    teal: { solid: "#2dbfae", soft: "#0f332f", text: "#6fdccf" },
    green: { solid: "#3fc76d", soft: "#143621", text: "#7fdc9f" },
    lime: { solid: "#93c93a", soft: "#283611", text: "#b7dd75" },
    amber: { solid: "#e8a91f", soft: "#3b2c09", text: "#f2c763" },
    orange: { solid: "#f58a45", soft: "#3f2613", text: "#fab283" },
    red: { solid: "#f26767", soft: "#441d1f", text: "#fb9f9f" },
    pink: { solid: "#e76bb9", soft: "#3f1c34", text: "#f3a3d6" },
    violet: { solid: "#9d84f0", soft: "#2b224b", text: "#c1b0fa" },
  },
};

/** CSS variables of the palette in one scheme: `--stage-blue-solid`, `--stage-blue-soft`, `--stage-blue-text` … */
export function stageVariables(scheme: "light" | "dark"): Record<string, string> {
  return Object.fromEntries(
    Object.entries(STAGE_COLOURS[scheme]).flatMap(([name, paint]) =>
      Object.entries(paint).map(([part, colour]) => [`--stage-${name}-${part}`, colour]),
    ),
  );
}

/** The CSS value of a stage's colour in whichever scheme is shown. */
export function stageColour(name: StageColour, part: keyof StagePaint): string {
  return `var(--stage-${name}-${part})`;
}
