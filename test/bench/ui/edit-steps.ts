import type { Page } from "@playwright/test";
import { createTranslate } from "#shared/i18n/index.ts";
import { timeOf, watchEdits } from "./paint-times.ts";

const t = createTranslate("en");

/** Milliseconds until what was done was painted, by what was done. */
export type EditTimes = Readonly<Record<"insert" | "type" | "move" | "delete" | "undo", readonly number[]>>;

const box = (id: string) => `[data-box="${id}"]`;

/** Edits the opened workflow as a person does, so many rounds: puts a step in, types into it, moves it, deletes it, and brings it back. */
export async function editSteps(page: Page, rounds: number): Promise<EditTimes> {
  await watchEdits(page);
  const times = { insert: [], type: [], move: [], delete: [], undo: [] } as Record<keyof EditTimes, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    await page.locator(box("triggers")).focus();
    await page.keyboard.press("+");
    const dialog = page.getByRole("dialog", { name: t("workflows.add.title") });
    await dialog.getByRole("searchbox").fill(t("words.kind.add-note"));
    await dialog
      .locator("[data-combobox-selected]")
      .filter({ hasText: t("words.kind.add-note") })
      .waitFor();
    // The first step of all is the one that is put in.
    const before = await firstStep(page);
    times.insert.push(
      await timeOf(page, { selector: `.react-flow__edge[data-id="triggers>${before}"]`, isThere: false }, () =>
        page.keyboard.press("Enter"),
      ),
    );
    await dialog.waitFor({ state: "hidden" });
    await atRest(page);
    const id = await firstStep(page);
    await page
      .getByRole("complementary")
      .getByRole("textbox", { name: t("workflows.field.text") })
      .fill("typed");
    await atRest(page);
    for (const letter of ["a", "b", "c"]) {
      times.type.push(
        await timeOf(page, { selector: `${box(id)} [title*="typed${letter}"]`, isThere: true }, () =>
          page.keyboard.press(letter),
        ),
      );
      await page.keyboard.press("Backspace");
      await atRest(page);
    }
    await page.locator(box(id)).focus();
    const place = await page.locator(`.react-flow__node[data-id="${id}"]`).getAttribute("style");
    times.move.push(
      await timeOf(page, { selector: `.react-flow__node[data-id="${id}"][style="${place}"]`, isThere: false }, () =>
        page.keyboard.press("Alt+ArrowDown"),
      ),
    );
    await atRest(page);
    await page.keyboard.press("Delete");
    const question = page.getByRole("dialog", { name: t("workflows.delete.title") });
    times.delete.push(
      await timeOf(page, { selector: box(id), isThere: false }, () =>
        question.getByRole("button", { name: t("workflows.delete") }).click(),
      ),
    );
    await question.waitFor({ state: "hidden" });
    await atRest(page);
    times.undo.push(await timeOf(page, { selector: box(id), isThere: true }, () => page.keyboard.press("Control+z")));
    await atRest(page);
    // As it was at first.
    while ((await page.locator(box(id)).count()) > 0) {
      await page.keyboard.press("Control+z");
      await atRest(page);
    }
  }
  return times;
}

async function firstStep(page: Page): Promise<string> {
  const edge = await page.locator(`.react-flow__edge[data-id^="triggers>"]`).getAttribute("data-id");
  return edge?.split(">")[1] ?? "";
}

export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
}
