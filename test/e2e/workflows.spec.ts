import { expect, type Page } from "@playwright/test";
import type { StepType } from "../../src/shared/automation/steps/step.ts";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";
import { chooseAction, titleOf } from "./support/editor.ts";

/** The editor of a workflow, in a browser. */
class EditorPage {
  readonly page: Page;
  readonly canvas;
  readonly publish;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole("group", { name: t("workflows.canvas") });
    this.publish = page.getByRole("button", { name: t("workflows.publish"), exact: true });
  }

  /** A box by what it says. */
  box(text: string) {
    return this.canvas.locator("[data-box]").filter({ hasText: text });
  }

  step(type: StepType) {
    return this.box(titleOf(type));
  }

  /** In the list of actions that is open: by its name, with the keyboard. */
  async choose(type: StepType): Promise<void> {
    await chooseAction(this.page, titleOf(type));
    await expect(this.step(type)).toBeFocused();
  }
}

test("[F1] [F3] a workflow is made, changed, saved, put in order and switched on, by mouse and by keyboard", async ({
  page,
  desk,
}) => {
  const { keyboard } = page;
  const editor = new EditorPage(page);
  const workflows = async () => (await desk.rest.send<{ items: WorkflowView[] }>("GET", "/workflows")).items;
  const { items: pipelines } = await desk.rest.send<{ items: { id: string }[] }>("GET", "/pipelines");
  await desk.rest.send("POST", "/tickets", { subject: "Boots", pipelineId: pipelines[0]?.id });
  await page.goto(desk.url);
  await page
    .getByRole("navigation", { name: t("shell.mainNavigation") })
    .getByRole("link", { name: t("workflows.title") })
    .click();
  await page.getByRole("button", { name: t("workflows.new") }).click();
  await page.getByRole("textbox", { name: t("workflows.name") }).fill("Escalation");
  await keyboard.press("Enter");

  // By mouse: a wait, set to two minutes at its field, with the mistake told there.
  await editor.canvas.getByRole("button", { name: t("workflows.addHere") }).click();
  await editor.choose("wait-for");
  const panel = page.getByRole("complementary", { name: titleOf("wait-for") });
  await panel.getByRole("textbox", { name: t("workflows.field.duration") }).fill("2");
  await panel.getByRole("combobox", { name: t("workflows.field.unit") }).click();
  await page.getByRole("option", { name: t("workflows.value.unit.minutes") }).click();
  await expect(editor.step("wait-for")).toContainText("2 minutes");
  await panel.getByRole("button", { name: t("shell.close") }).click();
  await expect(editor.step("wait-for")).toBeFocused();

  // By keyboard: a branch behind it, a note in its arm, whose text is missing until a placeholder is put in.
  await keyboard.press("+");
  await editor.choose("branch-if");
  await keyboard.press("ArrowDown");
  await keyboard.press("+");
  await editor.choose("add-note");
  const note = page.getByRole("complementary", { name: titleOf("add-note") });
  const text = note.getByRole("textbox", { name: t("workflows.field.text") });
  await text.fill("");
  await expect(note.getByText(t("workflows.required"))).toBeVisible();
  await expect(editor.box(t("workflows.mark.error"))).toBeVisible();
  await note.getByRole("button", { name: t("workflows.placeholder") }).click();
  await page.getByLabel(t("workflows.placeholder.find")).fill("contact.firstname");
  await page.getByRole("option", { name: "contact.firstname" }).click();
  await expect(text).toHaveValue("{{ contact.firstname }}");
  await expect(editor.box(t("workflows.mark.error"))).toBeHidden();
  expect(await axeFaults(page)).toEqual([]);

  // What was typed is taken back at once, from within the field.
  await text.focus();
  await keyboard.press("Control+z");
  await expect(text).toHaveValue("");
  await keyboard.press("Control+Shift+z");
  await expect(text).toHaveValue("{{ contact.firstname }}");
  await keyboard.press("Escape");

  // Deleted with all that follows, and back.
  await editor.step("wait-for").press("Delete");
  const question = page.getByRole("dialog", { name: t("workflows.delete.title") });
  await question.getByRole("radio", { name: t("workflows.delete.following") }).check();
  await question.getByRole("button", { name: t("workflows.delete") }).click();
  await expect(editor.step("branch-if")).toBeHidden();
  await expect(question).toBeHidden();
  await keyboard.press("Control+z");
  await expect(editor.step("add-note")).toBeVisible();

  // Copied as text, and pasted behind the branch.
  await editor.step("add-note").click();
  await editor.step("add-note").press("Control+c");
  await editor.step("branch-if").click();
  await editor.step("branch-if").press("Control+v");
  await expect(editor.step("add-note")).toHaveCount(2);

  // Going elsewhere takes nothing away: the draft is there again, and nothing of it runs.
  await page.getByRole("link", { name: t("workflows.back") }).click();
  await expect(page.getByText(t("workflows.row.draft"))).toBeVisible();
  await page.getByRole("link", { name: "Escalation" }).click();
  await expect(editor.step("add-note")).toHaveCount(2);
  await expect(page.getByText(t("workflows.draft.kept"))).toBeVisible();
  expect((await workflows()).find(({ name }) => name === "Escalation")?.definition.steps).toEqual([]);

  // Published, after a look at what it changes, in words and side by side.
  await editor.publish.click();
  const publishing = page.getByRole("dialog", { name: t("workflows.publish.title", { workflow: "Escalation" }) });
  await expect(publishing.getByText(t("workflows.change.added"))).toHaveCount(4);
  await publishing.getByText(t("workflows.publish.canvas"), { exact: true }).click();
  await expect(
    publishing.getByRole("region", { name: t("workflows.publish.after") }).locator("[data-box]"),
  ).toHaveCount(7);
  await publishing.getByRole("button", { name: t("workflows.would.ask", { days: 90 }) }).click();
  await expect(publishing.getByText(t("workflows.would.result", { count: 1, days: 90, differing: 0 }))).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await publishing.getByRole("button", { name: t("workflows.publish"), exact: true }).click();
  await expect(publishing).toBeHidden();
  await expect(editor.publish).toBeDisabled();
  const saved = (await workflows()).find(({ name }) => name === "Escalation");
  expect(saved?.definition.steps).toMatchObject([
    { type: "wait-for", duration: { amount: 2, unit: "minutes" } },
    { type: "branch-if", arms: [{ steps: [{ type: "add-note", text: "{{ contact.firstname }}" }] }] },
    { type: "add-note", text: "{{ contact.firstname }}" },
  ]);

  // Somebody else publishes meanwhile: theirs is told of, and joined with one's own.
  await editor.step("wait-for").press("Delete");
  await question.getByRole("button", { name: t("workflows.delete") }).click();
  const [wait, branch, last] = saved?.definition.steps ?? [];
  await desk.rest.send("PATCH", `/workflows/${saved?.id ?? ""}`, {
    definition: { ...saved?.definition, steps: [{ ...wait, duration: { amount: 3, unit: "minutes" } }, branch] },
  });
  await expect(page.getByText(t("workflows.newer.title"))).toBeVisible();
  await editor.publish.click();
  const joining = page.getByRole("dialog", { name: t("workflows.join.title") });
  await expect(joining.getByText(t("workflows.join.deletedBy.mine"))).toBeVisible();
  await joining.getByText(t("workflows.join.mine"), { exact: true }).click();
  await joining.getByRole("button", { name: t("workflows.join.join") }).click();
  await expect(editor.step("add-note")).toHaveCount(1);
  await editor.publish.click();
  await publishing.getByRole("button", { name: t("workflows.publish"), exact: true }).click();
  await expect(publishing).toBeHidden();
  await expect(editor.publish).toBeDisabled();
  const present = (await workflows()).find(({ name }) => name === "Escalation")?.definition.steps;
  expect([present?.map(({ id }) => id), last?.type]).toEqual([[branch?.id], "add-note"]);

  // An earlier revision is compared with what runs, and taken up again as a draft.
  await page.getByRole("button", { name: t("workflows.editor.more") }).click();
  await page.getByRole("menuitem", { name: t("workflows.revisions") }).click();
  await page.getByRole("button", { name: t("workflows.revisions.compareOf", { revision: 2 }) }).click();
  await page.getByRole("button", { name: t("workflows.revisions.takeUp") }).click();
  await expect(editor.step("wait-for")).toContainText("2 minutes");
  await expect(editor.publish).toBeEnabled();

  // The same as a list.
  await page.getByText(t("workflows.view.outline"), { exact: true }).click();
  await expect(page.getByRole("list", { name: t("workflows.steps") })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  // In the list it goes to the front by the arrow key, and is switched on with the ticket that meets it.
  await page.getByRole("link", { name: t("workflows.back") }).click();
  const grip = page.getByRole("button", { name: t("workflows.grip", { workflow: "Escalation" }) });
  await grip.press("ArrowUp");
  await expect.poll(async () => (await workflows()).map(({ name }) => name).indexOf("Escalation")).toBe(1);
  await page.getByRole("switch", { name: t("workflows.onOf", { workflow: "Escalation" }) }).press("Space");
  await page.getByRole("button", { name: t("workflows.on.enrol") }).click();
  await expect(page.getByText(t("workflows.on.done", { count: 1 }))).toBeVisible();
});
