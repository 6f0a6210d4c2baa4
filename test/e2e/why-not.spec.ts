import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";
import { makeWorkflow } from "./support/workflows.ts";

test("[F9b] a ticket says why it did not go into a workflow: now and at an earlier moment, each condition with what it saw, and the first that failed", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  const priority = (value: string) => ({ object: "ticket", property: "priority", operator: "is", value });
  await makeWorkflow(desk, "Escalate", [{ type: "add-tags", tags: ["escalated"] }], {
    triggers: [
      { id: "t1", type: "ticket-created" },
      { id: "t2", type: "manual" },
    ],
    filter: {
      match: "all",
      parts: [
        { object: "ticket", property: "subject", operator: "contains", value: "boots" },
        { match: "any", parts: [priority("urgent"), priority("high")] },
      ],
    },
  });
  const { id } = await desk.rest.send<{ id: string }>("POST", "/tickets", {
    subject: "Boots",
    pipelineId: pipeline.id,
    stageId: stageId("New"),
    priority: "low",
  });
  await page.goto(`${desk.url}#/ticket/${id}`);
  const part = page.getByRole("region", { name: t("whyNot.heading") });
  await expect(part).toContainText(t("whyNot.noRuns"));
  await part.getByRole("button", { name: t("whyNot.ask") }).click();
  const dialog = page.getByRole("dialog");
  // By keyboard: the field has the focus, its name is typed.
  await expect(dialog.getByRole("combobox", { name: t("whyNot.workflow") })).toBeFocused();
  await page.keyboard.type("escal");
  await expect(page.getByRole("option")).toHaveText(["Escalate"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText(t("whyNot.wouldNot"));
  const any = dialog.getByRole("list", { name: t("whyNot.match.any") });
  await expect(any.getByRole("listitem")).toHaveCount(2);
  await expect(any.getByRole("listitem").first()).toContainText(t("whyNot.firstFailed"));
  await expect(any.getByRole("listitem").first()).toContainText(t("whyNot.saw", { value: t("words.value.low") }));
  expect(await axeFaults(page)).toEqual([]);

  // As things are now it would go in; as they were when it was made it did not.
  await desk.rest.send("PATCH", `/tickets/${id}`, { priority: "urgent" });
  await expect(dialog).toContainText(t("whyNot.would"));
  await dialog.getByRole("combobox", { name: t("whyNot.moment") }).click();
  await page.getByRole("option").nth(1).click();
  await expect(page.getByRole("listbox")).toBeHidden();
  await expect(dialog).toContainText(t("whyNot.reason.filter"));
  await expect(any.getByRole("listitem").first()).toContainText(t("whyNot.firstFailed"));
  expect(await axeFaults(page)).toEqual([]);

  await dialog.getByRole("button", { name: t("whyNot.putIn") }).click();
  await expect(dialog).toContainText(t("whyNot.not.again"));
  await page.keyboard.press("Escape");
  await expect(part.getByRole("link", { name: "Escalate" })).toHaveAttribute("href", /\?run=.*&step=s1/u);
  await expect(part).toContainText(t("whyNot.status.done"));
});

test("[F9] from the board one asks why a card is where it is, by the other mouse button and by key, and comes to the step that put it there", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  const workflowId = await makeWorkflow(desk, "Sorts in", [{ type: "move-stage", stageId: stageId("Waiting on us") }]);
  const { id, number } = await desk.rest.send<{ id: string; number: number }>("POST", "/tickets", {
    subject: "Boots",
    pipelineId: pipeline.id,
    stageId: stageId("New"),
  });
  await page.goto(desk.url);
  const card = page.locator(`a[data-ticket-card="${id}"]`);
  await card.click({ button: "right" });
  await page.getByRole("menuitem", { name: t("whyHere.action") }).click();
  const dialog = page.getByRole("dialog", {
    name: t("whyHere.title", { ticket: `#${number}`, stage: "Waiting on us" }),
  });
  await expect(dialog).toContainText("Sorts in");
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await card.focus();
  await page.keyboard.press("y");
  await expect(dialog.getByRole("listitem").last()).toContainText("Waiting on us");
  await dialog.getByRole("link", { name: t("ticket.why.workflow") }).click();
  await expect(page).toHaveURL(new RegExp(`workflows/${workflowId}\\?run=.*&step=s1`, "u"));
  await expect(dialog).toBeHidden();
});
