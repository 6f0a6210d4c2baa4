import type { ReactNode } from "react";

/** One line of the palette. */
export type PaletteAction = {
  readonly id: string;
  readonly label: string;
  /** Words that find it beside its label. */
  readonly keywords?: string[];
  readonly leftSection: ReactNode;
  readonly rightSection?: ReactNode;
  readonly onClick: () => void;
};
export type PaletteGroup = { readonly group: string; readonly actions: PaletteAction[] };
