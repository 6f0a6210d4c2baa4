import { expect, type Page } from "@playwright/test";
import { createSpeaker, say, words } from "../../../src/shared/automation/describe/words.ts";
import { STEP_KINDS, type StepType } from "../../../src/shared/automation/steps/step.ts";
import { t } from "./desk-test.ts";

const speaker = createSpeaker("en", "UTC");

/** What a kind of action is called. */
export const titleOf = (type: StepType) => say(words(STEP_KINDS[type].label), speaker);

/** In the list of actions that is open, by its name, with the keyboard. */
export async function chooseAction(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: t("workflows.add.title") });
  await dialog.getByRole("searchbox").fill(name);
  await expect(dialog.locator("[data-combobox-selected]")).toHaveText(name);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
}

/** Turns to another side of the workflow that is open. */
export async function showSide(page: Page, side: "edit" | "history" | "test" | "replay"): Promise<void> {
  const sides = page.getByRole("radiogroup", { name: t("workflows.mode") });
  await sides.getByText(t(`workflows.mode.${side}`), { exact: true }).click();
}
