import { expect, type Locator, type Page } from "@playwright/test";
import type { TestDesk } from "../../support/desk-process.ts";
import { firstPipeline } from "./board-page.ts";
import { t } from "./desk-test.ts";

/** Settings › Objects › Tickets › Pipelines of the desk's first pipeline. */
export class PipelineSettingsPage {
  readonly page: Page;
  readonly #desk: TestDesk;

  constructor(page: Page, desk: TestDesk) {
    this.page = page;
    this.#desk = desk;
  }

  async open(tab: "configure" | "rules" | "automate"): Promise<void> {
    const { pipeline } = await firstPipeline(this.#desk);
    await this.page.goto(`${this.#desk.url}#/settings/pipelines/${pipeline.id}/${tab}`);
    await expect(this.page.getByRole("tab", { name: t(`settings.tab.${tab}`) })).toHaveAttribute(
      "aria-selected",
      "true",
    );
  }

  stages(): Locator {
    return this.page.getByRole("list", { name: t("settings.stages.title") }).getByRole("listitem");
  }

  stageName(stage: string): Locator {
    return this.page.getByRole("textbox", { name: t("settings.stages.nameOf", { stage }) });
  }

  handle(stage: string): Locator {
    return this.page.getByRole("button", { name: t("settings.stages.handle", { stage }) });
  }

  /** What the desk has stored: names, kinds and colours of the stages in their order. */
  async stored(): Promise<string[]> {
    const { pipeline } = await firstPipeline(this.#desk);
    return pipeline.stages.map(({ name, kind, colour }) => `${name} (${kind}, ${colour})`);
  }
}
