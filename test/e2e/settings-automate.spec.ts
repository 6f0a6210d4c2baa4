import { expect } from "@playwright/test";
import { actAs } from "./support/as-user.ts";
import { firstPipeline } from "./support/board-page.ts";
import { receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

const SET_STATUS = t("settings.emailStatus.D2");

test("[A1] the Automate tab has its two collapsible sections", async ({ page, desk }) => {
  await new PipelineSettingsPage(page, desk).open("automate");
  const templates = page.getByRole("button", { name: t("settings.automate.templates") });
  await expect(templates).toHaveAttribute("aria-expanded", "true");
  await templates.click();
  await expect(templates).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("button", { name: t("settings.automate.scratch") })).toBeVisible();
});

test("[C3] the two switches of the close date are stored and survive a reload", async ({ page, desk }) => {
  await new PipelineSettingsPage(page, desk).open("automate");
  const set = page.getByRole("switch", { name: t("settings.closeDate.set") });
  const clear = page.getByRole("switch", { name: t("settings.closeDate.clear") });
  await expect(set).toBeChecked();
  await set.press("Space");
  await expect
    .poll(async () => (await firstPipeline(desk)).pipeline.closeDate)
    .toEqual({
      setOnClose: false,
      clearOnReopen: true,
    });
  await page.reload();
  await expect(set).not.toBeChecked();
  await expect(clear).toBeChecked();
});

test("[D2] Edit action chooses the status that a reply sets; switched off, a reply sets none", async ({
  page,
  desk,
}) => {
  const { stageId } = await firstPipeline(desk);
  const ticketId = await receiveTicket(desk);
  await new PipelineSettingsPage(page, desk).open("automate");
  const toggle = page.getByRole("switch", {
    name: t("settings.emailStatus.plain", { trigger: SET_STATUS, stage: "Waiting on us" }),
  });
  await expect(toggle).toBeChecked();
  await page
    .getByRole("button", { name: t("settings.emailStatus.edit") })
    .nth(1)
    .click();
  const panel = page.getByRole("dialog", { name: t("settings.editAction.title") });
  await panel.getByRole("combobox", { name: t("settings.editAction.status") }).click();
  await page.getByRole("option", { name: "Waiting on contact" }).click();
  await panel.getByRole("button", { name: t("shell.save") }).click();
  await expect(panel).toBeHidden();
  await receive(desk, REPLY);
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Waiting on contact"));

  const changed = page.getByRole("switch", {
    name: t("settings.emailStatus.plain", { trigger: SET_STATUS, stage: "Waiting on contact" }),
  });
  await changed.press("Space");
  await expect
    .poll(async () => (await desk.rest.workflows()).find(({ template }) => template === "D2")?.enabled)
    .toBe(false);
  await desk.rest.move(ticketId, stageId("New"));
  await receive(desk, { ...REPLY, messageId: "q3@example.com", text: "Hello?" });
  const { stageId: after, messageCount } = await desk.rest.ticket(ticketId);
  expect({ after, messageCount }).toEqual({ after: stageId("New"), messageCount: 3 });
});

test("[D1] View workflow shows the generated workflow", async ({ page, desk }) => {
  await new PipelineSettingsPage(page, desk).open("automate");
  await page
    .getByRole("link", { name: t("settings.emailStatus.view") })
    .first()
    .click();
  await expect(page.getByRole("main")).toContainText(t("words.trigger.email-sent-to-customer"));
  await expect(page.getByRole("main")).toContainText(t("words.step.move-stage", { stage: "Waiting on contact" }));
});

test("[A3] without the permission the settings are shown with the reason and change nothing", async ({
  page,
  desk,
}) => {
  await actAs(page, desk, "Ben");
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("automate");
  await expect(page.getByText(t("settings.readOnly.title"))).toBeVisible();
  for (const control of await page.getByRole("main").getByRole("switch").all()) await expect(control).toBeDisabled();
  await settings.open("configure");
  await expect(settings.stageName("New")).not.toBeEditable();
  await expect(settings.handle("New")).toBeDisabled();
  await expect(page.getByRole("button", { name: t("pipelines.more", { pipeline: "Support" }) })).toBeDisabled();
  await expect(page.getByRole("button", { name: t("settings.pipelines.new") })).toBeDisabled();
});
