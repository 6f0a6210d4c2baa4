/**
 * Grounds, lines and inks of the two schemes. Inks (`text`, `muted`, `faint`, `accent`, `danger`, `warning`) have at least 4.5:1 on `ground`,
 * `surface` and `hover`; a test measures it.
 */
export type SurfaceColours = {
  /** Behind everything: rail, list, the board's floor. */
  readonly ground: string;
  /** Cards, pages. */
  readonly surface: string;
  /** What floats: menus, dialogs. */
  readonly raised: string;
  readonly hover: string;
  /** A column's floor. */
  readonly sunken: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly note: string;
};

export const SURFACE_COLOURS: Readonly<Record<"light" | "dark", SurfaceColours>> = {
  light: {
    ground: "#f8f8fa",
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#f1f1f4",
    sunken: "#f1f1f5",
    border: "#e5e5ea",
    borderStrong: "#cfd0d8",
    text: "#1c1d22",
    muted: "#555965",
    faint: "#666a77",
    accent: "#4a52c8",
    accentSoft: "#eceefc",
    danger: "#b42323",
    dangerSoft: "#fdeaea",
    warning: "#835500",
    warningSoft: "#fcf1d2",
    note: "#fdf6df",
  },
  dark: {
    ground: "#101114",
    surface: "#191b20",
    raised: "#20232a",
    hover: "#23262d",
    sunken: "#131519",
    border: "#282b33",
    borderStrong: "#3c404b",
    text: "#e8e9ed",
    muted: "#a6abb8",
    faint: "#9095a3",
    accent: "#99a1ff",
    accentSoft: "#262a4f",
    danger: "#fb9090",
    dangerSoft: "#441d1f",
    warning: "#f2c763",
    warningSoft: "#3b2c09",
    note: "#2c2716",
  },
};

/** `--pd-ground`, `--pd-border-strong` … */
export function surfaceVariables(scheme: "light" | "dark"): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SURFACE_COLOURS[scheme]).map(([name, colour]) => [
      `--pd-${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`,
      colour,
    ]),
  );
}
