import type { Page } from "@playwright/test";
import { timeOf, watchEdits } from "../ui/paint-times.ts";

const CARD = "[data-ticket-card]";
/** The first of each warm up the page. */
const WARM_UPS = 5;

export type KeyTimes = {
  /** Enter on a card, until the ticket's conversation is painted. */
  readonly openMs: readonly number[];
  /** The key that writes a new ticket, until its dialog is painted. */
  readonly writeMs: readonly number[];
};

/** From key presses to the painted frames that show what they asked for, on the board of a desk; goes on while `isGoingOn`. */
export async function keyTimes(page: Page, rounds: number, isGoingOn: () => Promise<boolean>): Promise<KeyTimes> {
  await page.locator(CARD).first().waitFor();
  await watchEdits(page);
  const openMs: number[] = [];
  const writeMs: number[] = [];
  for (let round = -WARM_UPS; round < rounds && (round < 1 || (await isGoingOn())); round += 1) {
    const card = page.locator(CARD).nth(Math.abs(round) % 6);
    await card.focus();
    const open = await timeOf(page, { selector: "[role='feed'] [data-entry]", isThere: true }, () =>
      page.keyboard.press("Enter"),
    );
    await page.goBack();
    await page.locator(CARD).first().waitFor();
    const write = await timeOf(page, { selector: "[role='dialog']", isThere: true }, () => page.keyboard.press("c"));
    await page.keyboard.press("Escape");
    await page.locator("[role='dialog']").waitFor({ state: "detached" });
    if (round < 0) continue;
    openMs.push(open);
    writeMs.push(write);
  }
  return { openMs, writeMs };
}
