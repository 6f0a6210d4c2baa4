import { expect, type Locator, type Page } from "@playwright/test";
import type { PipelineView } from "../../../src/shared/contract/pipelines.ts";
import type { TestDesk } from "../../support/desk-process.ts";
import { t } from "./desk-test.ts";

/** The board of the desk's first pipeline, in a browser. */
export class BoardPage {
  readonly page: Page;
  readonly #desk: TestDesk;

  constructor(page: Page, desk: TestDesk) {
    this.page = page;
    this.#desk = desk;
  }

  async open(): Promise<void> {
    await this.page.goto(this.#desk.url);
    await expect(this.column("New")).toBeVisible();
  }

  column(stage: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${stage}, `, "u") });
  }

  /** Opens a column that is a strip, as those of closed tickets are at first. */
  async unfold(stage: string): Promise<void> {
    const strip = this.column(stage).getByRole("button", { expanded: false });
    await strip.click();
    await expect(strip).toHaveCount(0);
  }

  /** A card wherever it is. */
  card(subject: string): Locator {
    return this.page.getByRole("link", { name: subject });
  }

  cardIn(stage: string, subject: string): Locator {
    return this.column(stage).getByRole("link", { name: subject });
  }

  /** Drags a card by hand to the part of a column that is on the screen, without scrolling. */
  async drag(subject: string, stage: string): Promise<void> {
    const card = await boxOf(this.card(subject));
    const column = await boxOf(this.column(stage));
    const { mouse } = this.page;
    await mouse.move(card.x + 40, card.y + card.height / 2);
    await mouse.down();
    await mouse.move(card.x + 60, card.y + card.height / 2 + 20, { steps: 4 });
    await mouse.move(column.x + 30, column.y + column.height / 2, { steps: 12 });
    // The column under the pointer says what dropping here would do.
    await expect(this.column(stage)).toContainText(t("board.dropHere", { stage }));
    await mouse.up();
  }
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`Not on the screen: ${locator.toString()}`);
  return box;
}

/** The one pipeline of an empty desk, with its stages' ids by name. */
export async function firstPipeline(
  desk: TestDesk,
): Promise<{ pipeline: PipelineView; stageId: (name: string) => string }> {
  const [pipeline] = await desk.rest.pipelines();
  if (pipeline === undefined) throw new Error("The desk has no pipeline.");
  return {
    pipeline,
    stageId(name) {
      const stage = pipeline.stages.find((candidate) => candidate.name === name);
      if (stage === undefined) throw new Error(`${pipeline.name} has no stage named ${name}.`);
      return stage.id;
    },
  };
}
