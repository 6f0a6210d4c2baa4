import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

const FIRST = [
  "New (open, blue)",
  "Waiting on contact (open, amber)",
  "Waiting on us (open, violet)",
  "Closed (closed, green)",
];

test("[A2] statuses can be added, renamed and recoloured, and the board follows", async ({ page, desk }) => {
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  await page.getByRole("button", { name: t("settings.stages.add") }).click();
  await page.getByRole("textbox", { name: t("settings.stages.newName") }).fill("Escalated");
  await page.getByRole("button", { name: t("settings.stages.addNow") }).click();
  await expect(settings.stageName("Escalated")).toBeVisible();

  await settings.stageName("Waiting on us").fill("Our turn");
  await page.keyboard.press("Enter");
  await expect(settings.stageName("Our turn")).toBeVisible();
  const before = t("settings.stages.colourOf", { stage: "New", colour: t("settings.colour.blue") });
  await page.getByRole("button", { name: before }).click();
  await page.getByRole("button", { name: t("settings.colour.pink"), exact: true }).click();
  await expect
    .poll(() => settings.stored())
    .toEqual([
      "New (open, pink)",
      "Waiting on contact (open, amber)",
      "Our turn (open, violet)",
      expect.stringMatching(/^Escalated \(open, /u),
      "Closed (closed, green)",
    ]);

  // A name that is too long is told at its field, whole, and nothing is cut off unasked.
  await settings.stageName("New").fill("🙂שם".repeat(1_250));
  await page.keyboard.press("Enter");
  await expect(settings.stageName("New")).toHaveAccessibleDescription(t("shell.tooLong", { count: 5_000, max: 80 }));
  await expect(settings.stageName("New")).toHaveValue("🙂שם".repeat(1_250));
  await settings.stageName("New").fill("🙂 שם חדש");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await settings.stored())[0]).toBe("🙂 שם חדש (open, pink)");
  await settings.stageName("🙂 שם חדש").fill("New");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await settings.stored())[0]).toBe("New (open, pink)");

  const board = new BoardPage(page, desk);
  await board.open();
  await expect(board.column("Our turn")).toBeVisible();
  await expect(board.column("Escalated")).toBeVisible();
});

test("[A2] statuses are put in order by keyboard and by mouse", async ({ page, desk }) => {
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  await expect.poll(() => settings.stored()).toEqual(FIRST);
  await settings.handle("New").press("ArrowDown");
  const afterKey = [FIRST[1], FIRST[0], FIRST[2], FIRST[3]];
  await expect.poll(() => settings.stored()).toEqual(afterKey);
  // The focus stays on the status that moved, so that the next press moves it on.
  await expect(settings.handle("New")).toBeFocused();

  const from = await settings.handle("Waiting on us").boundingBox();
  const onto = await settings.stages().first().boundingBox();
  if (from === null || onto === null) throw new Error("The statuses are not on the screen.");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y - 10, { steps: 5 });
  await page.mouse.move(from.x + from.width / 2, onto.y + 4, { steps: 10 });
  await page.mouse.up();
  await expect.poll(() => settings.stored()).toEqual([FIRST[2], FIRST[1], FIRST[0], FIRST[3]]);
});

test("[A2] a status with tickets is deleted only by saying where they go", async ({ page, desk }) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  const ticket = await desk.rest.createTicket({
    subject: "The tent leaks",
    pipelineId: pipeline.id,
    stageId: stageId("Waiting on us"),
  });
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  await page.getByRole("button", { name: t("settings.stages.remove", { stage: "Waiting on us" }) }).click();
  const dialog = page.getByRole("dialog", { name: t("settings.removeStage.title", { stage: "Waiting on us" }) });
  await expect(dialog).toContainText(t("settings.removeStage.text", { count: 1 }));
  await dialog.getByRole("combobox", { name: t("settings.removeStage.target") }).click();
  await page.getByRole("option", { name: "Waiting on contact" }).click();
  await dialog.getByRole("button", { name: t("settings.removeStage.moveAndRemove", { count: 1 }) }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => settings.stored()).toEqual([FIRST[0], FIRST[1], FIRST[3]]);
  expect((await desk.rest.ticket(ticket.id)).stageId).toBe(stageId("Waiting on contact"));
});

test(
  "[A2] pipelines are put in order, copied, deleted with their tickets and taken back, in every window",
  { tag: "@two-tabs" },
  async ({ page, context, desk }) => {
    const { pipeline, stageId } = await firstPipeline(desk);
    const ticket = await desk.rest.createTicket({
      subject: "The tent leaks",
      pipelineId: pipeline.id,
      stageId: stageId("Waiting on us"),
    });
    const board = new BoardPage(page, desk);
    await board.open();
    const other = await context.newPage();
    await other.goto(`${desk.url}#/board/${pipeline.id}`);
    const list = other.getByRole("navigation", { name: t("shell.pipelines") });
    const seen = () =>
      list
        .getByRole("listitem")
        .evaluateAll((items) => items.map((item) => item.querySelector("a > span")?.textContent));
    await expect.poll(seen).toEqual(["Support"]);

    const settings = new PipelineSettingsPage(page, desk);
    await settings.open("configure");
    const more = page.getByRole("button", { name: t("pipelines.more", { pipeline: "Support" }) });
    await more.click();
    await page.getByRole("menuitem", { name: t("pipelines.duplicate") }).click();
    const copying = page.getByRole("dialog", { name: t("pipelines.duplicate.title", { pipeline: "Support" }) });
    await copying.getByRole("textbox").fill("Returns");
    await copying.getByRole("textbox").press("Enter");
    await expect.poll(seen).toEqual(["Support", "Returns"]);
    await expect(settings.stages()).toHaveCount(4);

    await settings.open("configure");
    await more.click();
    await page.getByRole("menuitem", { name: t("pipelines.order") }).click();
    const ordering = page.getByRole("dialog", { name: t("pipelines.order.title") });
    const handle = ordering.getByRole("button", { name: t("settings.stages.handle", { stage: "Returns" }) });
    await handle.press("ArrowUp");
    await expect.poll(seen).toEqual(["Returns", "Support"]);
    await expect(handle).toBeFocused();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(ordering).toBeHidden();

    await page.goto(`${desk.url}#/settings/pipelines/${pipeline.id}/configure`);
    await more.click();
    await page.getByRole("menuitem", { name: t("pipelines.remove") }).click();
    const removing = page.getByRole("dialog", { name: t("pipelines.remove.title", { pipeline: "Support" }) });
    await expect(removing.getByRole("combobox", { name: t("pipelines.remove.target") })).toHaveValue("Returns");
    await expect(
      removing.getByRole("combobox", { name: t("pipelines.remove.stageOf", { stage: "Waiting on us" }) }),
    ).toHaveValue("Waiting on us");
    expect(await axeFaults(page)).toEqual([]);
    await removing.getByRole("button", { name: t("pipelines.remove.moveAndRemove", { count: 1 }) }).click();
    await expect.poll(seen).toEqual(["Returns"]);
    await expect(removing).toBeHidden();
    expect((await desk.rest.ticket(ticket.id)).pipelineId).not.toBe(pipeline.id);

    await page
      .getByRole("main")
      .getByRole("button", { name: t("pipelines.remove.takeBack") })
      .click();
    await expect.poll(seen).toEqual(["Returns", "Support"]);
    const home = await desk.rest.ticket(ticket.id);
    expect([home.pipelineId, home.stageId]).toEqual([pipeline.id, ticket.stageId]);
    await other.close();
  },
);
