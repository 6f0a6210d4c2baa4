import type { Density } from "../../state/preferences.ts";

/** Heights of the parts of a card in rem, the same numbers as in `TicketCard.module.css`: every card has one height, so that nothing jumps. */
const CARD_REM: Readonly<Record<Density, number>> = { comfortable: 7.25, compact: 5.75 };
const GAP_REM: Readonly<Record<Density, number>> = { comfortable: 0.5, compact: 0.3125 };

/** Card and gap in CSS pixels; follows the browser's font size. */
export function rowHeightPx(
  density: Density,
  rootFontSizePx: number,
): { readonly cardPx: number; readonly rowPx: number } {
  const cardPx = Math.round(CARD_REM[density] * rootFontSizePx);
  return { cardPx, rowPx: cardPx + Math.round(GAP_REM[density] * rootFontSizePx) };
}
