import { expect } from "@playwright/test";
import { MAX_CHAIN_DEPTH } from "../../src/shared/automation/limits.ts";
import { axeFaults } from "./support/axe.ts";
import { firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";
import { makeLoop, makeWorkflow } from "./support/workflows.ts";

test("[F9] tickets that stand still for one cause are one entry, and all go on when the cause is mended and they are tried again", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId: stageOf } = await firstPipeline(desk);
  const requiring = (...properties: string[]) =>
    desk.rest.send("PATCH", `/pipelines/${pipeline.id}`, {
      rules: { requiredProperties: properties.length === 0 ? {} : { [stageOf("Waiting on us")]: properties } },
    });
  await requiring("ownerId");
  await makeWorkflow(desk, "Escalate", [{ type: "move-stage", stageId: stageOf("Waiting on us") }]);
  await page.goto(desk.url);
  await page.getByRole("link", { name: t("workflows.title") }).click();
  await page.getByRole("link", { name: t("attention.title") }).click();
  await expect(page.getByRole("heading", { name: t("attention.empty.title") })).toBeVisible();

  for (const subject of ["Boots", "Tent", "Stove", "Rope"])
    await desk.rest.send("POST", "/tickets", { subject, pipelineId: pipeline.id, stageId: stageOf("New") });
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /Escalate/u }) });
  await expect(card).toContainText(t("attention.tickets", { count: 4 }));
  await expect(card).toContainText(t("attention.rule.G4"));
  await expect(page.getByRole("navigation", { name: t("shell.mainNavigation") })).toContainText("4");
  await card.getByRole("button", { name: t("attention.showAll", { count: 4 }) }).click();
  await expect(card.getByRole("link", { name: /Boots/u })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  await card.getByRole("button", { name: t("attention.how.retry", { count: 4 }) }).click();
  await expect(card.getByText(t("attention.done.failed", { count: 4 }))).toBeVisible();
  await expect(card).toContainText(t("attention.tickets", { count: 4 }));
  await card.getByRole("link", { name: t("attention.fixRules") }).click();
  await expect(page).toHaveURL(/settings\/pipelines\/.*rules/u);
  await requiring();
  await page.goBack();
  await card.getByRole("button", { name: t("attention.how.retry", { count: 4 }) }).click();
  await expect(page.getByRole("heading", { name: t("attention.empty.title") })).toBeVisible();
  await expect(page.getByRole("heading", { name: t("attention.title"), level: 1 })).toBeFocused();
  const { items } = await desk.rest.send<{ items: { stageId: string }[] }>("GET", "/tickets");
  expect(items.map(({ stageId }) => stageId)).toEqual(Array(4).fill(stageOf("Waiting on us")));
});

test("[F11] a workflow that was stopped for a ticket is let go on, and automations are paused and let go on from the same page, by keyboard alone", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId: stageOf } = await firstPipeline(desk);
  const stageId = stageOf("New");
  await makeLoop(desk, MAX_CHAIN_DEPTH);
  const { id } = await desk.rest.send<{ id: string }>("POST", "/tickets", {
    subject: "Boots",
    pipelineId: pipeline.id,
    stageId,
  });
  await page.goto(`${desk.url}#/workflows/attention`);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Goes round" }) });
  await expect(card).toContainText(t("attention.loop", { changes: MAX_CHAIN_DEPTH }));
  expect(await axeFaults(page)).toEqual([]);
  await card.getByRole("button", { name: t("attention.how.resume", { count: 1 }), exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("attention.empty.title") })).toBeVisible();
  const { pausedWorkflows } = await desk.rest.send<{ pausedWorkflows: unknown[] }>("GET", `/tickets/${id}`);
  expect(pausedWorkflows).toEqual([]);

  await page.getByRole("button", { name: t("settings.pause.action") }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("attention.pause.stopped") })).toBeVisible();
  // What comes in meanwhile waits, and is told as it comes.
  await desk.rest.send("POST", "/tickets", { subject: "Tent", pipelineId: pipeline.id, stageId });
  const waiting = page.getByRole("list", { name: t("attention.pause.byWorkflow") });
  await expect(waiting).toContainText("Link 1");
  await expect(waiting).toContainText(t("attention.pause.waiting", { count: 1 }));
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole("button", { name: t("settings.pause.resume"), exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("attention.pause.running") })).toBeVisible();
});
