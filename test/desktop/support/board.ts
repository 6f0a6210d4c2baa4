import { expect, type Locator, type Page } from "@playwright/test";
import { t } from "./desk-app.ts";

const STAGES = ["New", "Waiting on contact", "Waiting on us", "Closed"] as const;
type Stage = (typeof STAGES)[number];

/** The board in the app's window. */
export class Board {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async expectShown(): Promise<void> {
    for (const stage of STAGES) await expect(this.column(stage)).toBeVisible();
    await expect(this.column("New").getByRole("link").first()).toBeVisible();
  }

  column(stage: Stage): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${stage}, `, "u") });
  }

  cardIn(stage: Stage, subject: string): Locator {
    return this.column(stage).getByRole("link", { name: subject });
  }

  /** Writes a ticket by hand, with no mouse. */
  async write(subject: string): Promise<void> {
    const { keyboard } = this.page;
    await keyboard.press("c");
    await expect(this.page.getByRole("textbox", { name: t("property.subject") })).toBeFocused();
    await keyboard.type(subject);
    await keyboard.press("Enter");
    await expect(this.cardIn("New", subject)).toBeVisible();
  }

  /** What each column says of itself: its stage and how many tickets it holds. */
  async counts(): Promise<(string | null)[]> {
    return Promise.all(STAGES.map((stage) => this.column(stage).getAttribute("aria-label")));
  }

  async drag(subject: string, stage: Stage): Promise<void> {
    const card = await boxOf(this.page.getByRole("link", { name: subject }));
    const column = await boxOf(this.column(stage));
    const { mouse } = this.page;
    await mouse.move(card.x + 40, card.y + card.height / 2);
    await mouse.down();
    await mouse.move(card.x + 60, card.y + card.height / 2 + 20, { steps: 4 });
    await mouse.move(column.x + 30, column.y + column.height / 2, { steps: 12 });
    await expect(this.column(stage)).toContainText(t("board.dropHere", { stage }));
    await mouse.up();
    await expect(this.cardIn(stage, subject)).toBeVisible();
    // Said once the core has answered; the card is there before.
    await expect(this.page.getByText(t("move.done", { stage }), { exact: true })).toBeVisible();
  }
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`Not on the screen: ${locator.toString()}`);
  return box;
}
