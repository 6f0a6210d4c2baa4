import { expect, type Page } from "@playwright/test";
import { choose, definitionOf, tag } from "../support/definitions.ts";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";

const LONG = `${"🧗‍♀️ מבחן ".repeat(600)}gold`;
const DEFINITION = definitionOf({
  sources: ["email", "manual"],
  steps: [
    tag("first", "one"),
    choose("branch", { vip: [tag("inner", LONG.slice(0, 30)), tag("last", "gold")] }, [tag("other")]),
    { id: "note", type: "add-note", text: LONG },
  ],
});

async function openEditor(page: Page, url: string, id: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("navigation", { name: t("shell.mainNavigation") }).waitFor();
  await page.evaluate((workflowId) => (location.hash = `#/workflows/${workflowId}`), id);
  await page.locator("[data-box]").first().waitFor();
}

test("[F1] arms fold, actions are found in them, and what matches is counted while conditions are put together", async ({
  page,
  desk,
}) => {
  const { keyboard } = page;
  const pipelineId = (await desk.rest.pipelines())[0]?.id ?? "";
  await desk.rest.createTicket({ subject: "Boots", pipelineId });
  await desk.rest.createTicket({ subject: "Tent", pipelineId });
  const { id } = await desk.rest.send<{ id: string }>("POST", "/workflows", { name: "Large", definition: DEFINITION });
  await openEditor(page, desk.url, id);
  const box = (boxId: string) => page.locator(`[data-box="${boxId}"]`);

  // Folded by key, remembered by the browser, and open again for what is found inside.
  await box("branch/arm/vip").focus();
  await keyboard.press("c");
  await expect(box("inner")).toHaveCount(0);
  await expect(box("branch/arm/vip")).toContainText(t("workflows.fold.hidden", { count: 2 }));
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise((done) => {
            const opened = indexedDB.open("pipedesk");
            opened.onsuccess = () => {
              const asked = opened.result.transaction("preferences").objectStore("preferences").get("view");
              asked.onsuccess = () => done(JSON.stringify(asked.result?.value.foldedArms ?? null));
            };
          }),
      ),
    )
    .toBe(JSON.stringify({ [id]: ["branch/arm/vip"] }));
  await page.reload();
  await box("branch/arm/vip").waitFor();
  await expect(box("inner")).toHaveCount(0);
  await box("triggers").focus();
  await keyboard.press("/");
  const search = page.getByRole("searchbox", { name: t("workflows.search") });
  await search.fill("gold");
  await expect(page.getByText(t("workflows.search.count", { position: 1, count: 2 }))).toBeVisible();
  await expect(box("last")).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await search.press("ArrowDown");
  await search.press("Enter");
  await expect(box("note")).toBeFocused();
  await expect(search).toBeHidden();

  // An arm goes elsewhere with its steps, and comes back at once.
  await box("branch/arm/vip").focus();
  await keyboard.press("m");
  await box("first").focus();
  await keyboard.press("+");
  await expect(box("inner")).toBeFocused();
  await keyboard.press("Control+z");

  // What matches now: all, one, and a hint where something is missing.
  await box("triggers").click();
  const panel = page.getByRole("complementary", { name: t("workflows.triggers") });
  await panel.getByText(t("workflows.details")).waitFor();
  await expect(panel.getByText(t("workflows.matching", { count: 2 }))).toBeVisible();
  await panel.getByRole("button", { name: t("workflows.addCondition") }).click();
  await panel.getByRole("combobox", { name: t("workflows.field.property") }).fill("subject");
  await page.getByRole("option", { name: "subject", exact: true }).click();
  await expect(panel.getByText(t("workflows.required"))).toBeVisible();
  await expect(panel.getByText(t("workflows.matching.incomplete"))).toBeVisible();
  await panel.getByRole("textbox", { name: t("workflows.field.value") }).fill("Tent");
  await expect(panel.getByText(t("workflows.matching", { count: 1 }))).toBeVisible();
  await panel.getByRole("button", { name: t("workflows.matching.show") }).click();
  await expect(panel.getByRole("link", { name: "Tent" })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  // A mistake is gone to by key, from the list too; there each line has the same keys.
  await panel.getByRole("button", { name: t("shell.close") }).click();
  await box("note").click();
  await page
    .getByRole("complementary")
    .getByRole("textbox", { name: t("workflows.field.text") })
    .fill("");
  await expect(page.getByText(t("workflows.problemsCount", { count: 1 }))).toBeVisible();
  await page.getByText(t("workflows.view.outline"), { exact: true }).click();
  await box("other").focus();
  await keyboard.press("n");
  await expect(box("note")).toBeFocused();
  await keyboard.press("Alt+ArrowUp");
  await expect(page.locator("[data-box]").nth(2)).toHaveAttribute("data-box", "note");
  await expect(box("note")).toBeFocused();
  expect(await axeFaults(page)).toEqual([]);
});
