import { expect } from "@playwright/test";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

test("[C4] a status with tickets asks before it becomes a closed one, and can be taken back", async ({
  page,
  desk,
}) => {
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  const { items } = await desk.rest.send<{ items: { id: string; stages: { id: string; name: string }[] }[] }>(
    "GET",
    "/pipelines",
  );
  const pipeline = items[0];
  const stage = pipeline?.stages.find(({ name }) => name === "Waiting on us");
  await desk.rest.send("POST", "/tickets", { subject: "Boots", pipelineId: pipeline?.id, stageId: stage?.id });
  // The feed tells the window of it.
  await expect(page.getByText(t("settings.stages.count", { count: 1 }), { exact: true })).toBeVisible();
  const kind = page.getByRole("radiogroup", { name: t("settings.stages.kindOf", { stage: "Waiting on us" }) });
  await kind.getByText(t("settings.kind.closed")).click();
  await expect(page.getByRole("dialog")).toContainText(t("settings.stageKind.text.closed", { count: 1 }));
  await page.getByRole("button", { name: t("settings.stageKind.action.closed", { count: 1 }) }).click();
  await expect(page.getByText(t("settings.stageKind.done.closed", { stage: "Waiting on us" }))).toBeVisible();
  await page.getByRole("button", { name: t("settings.stageKind.undo") }).click();
  await expect.poll(() => settings.stored()).toContain("Waiting on us (open, violet)");
});

test("[G3] [C4] before the last status in which tickets may begin becomes a closed one it says what that means, and the rules go on saying it", async ({
  page,
  desk,
}, info) => {
  const { items } = await desk.rest.send<{ items: { id: string; stages: { id: string; name: string }[] }[] }>(
    "GET",
    "/pipelines",
  );
  const stageId = items[0]?.stages.find(({ name }) => name === "Waiting on us")?.id;
  await desk.rest.send("PATCH", `/pipelines/${items[0]?.id}`, { rules: { newTicketStageIds: [stageId] } });
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  const kind = page.getByRole("radiogroup", { name: t("settings.stages.kindOf", { stage: "Waiting on us" }) });
  await kind.getByText(t("settings.kind.closed")).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(t("settings.rules.G3.closed"));
  await page.screenshot({ path: info.outputPath("dialog.png") });
  await dialog.getByRole("button", { name: t("settings.stageKind.action.none.closed") }).click();
  await expect.poll(() => settings.stored()).toContain("Waiting on us (closed, violet)");
  await settings.open("rules");
  await expect(page.getByText(t("settings.rules.G3.closed"))).toBeVisible();
  await page.screenshot({ path: info.outputPath("rules.png") });
});

test("[A2] a second status of the same name is refused in words", async ({ page, desk }) => {
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  await page.getByRole("button", { name: t("settings.stages.add") }).click();
  await page.getByRole("textbox", { name: t("settings.stages.newName") }).fill("waiting  ON us");
  await page.getByRole("button", { name: t("settings.stages.addNow") }).click();
  await expect(page.getByText(t("error.PD_PIPELINE_STAGE_NAME"))).toBeVisible();
});

test("[G1] a rule that every user stands above says so beside its switch", async ({ page, desk }) => {
  await new PipelineSettingsPage(page, desk).open("rules");
  await expect(page.getByText(t("settings.rules.idle.you")).first()).toBeVisible();
});

test("[F11b] automations are paused and go on; the pause is told on every screen", async ({ page, desk }) => {
  await new PipelineSettingsPage(page, desk).open("configure");
  await page.evaluate(() => {
    location.hash = "#/settings/general";
  });
  await page.getByRole("button", { name: t("settings.pause.action") }).click();
  await expect(page.getByRole("link", { name: t("shell.automationsPaused.look") })).toBeVisible();
  await page.getByRole("button", { name: t("settings.pause.resume"), exact: true }).click();
  await expect(page.getByRole("link", { name: t("shell.automationsPaused.look") })).toBeHidden();
});

test("[F11b] switching a workflow off with tickets in it asks what becomes of them", async ({ page, desk }) => {
  const made = await desk.rest.send<{ id: string }>("POST", "/workflows", {
    name: "Reminder",
    enabled: true,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "ticket-created" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["manual"],
      businessHours: null,
      steps: [{ id: "wait", type: "wait-for", duration: { amount: 1, unit: "days" } }],
    },
  });
  const { items } = await desk.rest.send<{ items: { id: string }[] }>("GET", "/pipelines");
  await desk.rest.send("POST", "/tickets", { subject: "Boots", pipelineId: items[0]?.id });
  await new PipelineSettingsPage(page, desk).open("configure");
  await page.evaluate((id) => {
    location.hash = `#/workflows/${id}`;
  }, made.id);
  await page.getByRole("switch", { name: t("settings.workflow.on") }).click();
  await expect(page.getByRole("dialog")).toContainText(t("settings.workflow.off.text", { count: 1 }));
  await page.getByRole("button", { name: t("settings.workflow.off.action") }).click();
  await expect(page.getByText(t("settings.workflow.held"))).toBeVisible();
  await page.getByRole("button", { name: t("settings.workflow.endThem") }).click();
  await expect(page.getByText(t("settings.workflow.held"))).toBeHidden();
});
