import { expect } from "@playwright/test";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";

test("[F12] a ready workflow is filled in by keyboard, told what is wrong at its fields, and made switched off", async ({
  page,
  desk,
}) => {
  const { keyboard } = page;
  await page.goto(`${desk.url}#/workflows`);
  await page.getByRole("button", { name: t("workflows.gallery") }).press("Enter");
  const dialog = page.getByRole("dialog", { name: t("workflows.gallery") });
  const list = dialog.getByRole("group", { name: t("workflows.gallery") });
  const ready = (key: "ticket-received" | "auto-close" | "webhook-on-close") =>
    list.getByRole("button", { name: t(`gallery.${key}.name`) });
  await expect(ready("ticket-received")).toBeFocused();
  await keyboard.press("End");
  await keyboard.press("ArrowUp");
  await expect(ready("webhook-on-close")).toBeFocused();
  await expect(ready("webhook-on-close")).toHaveAttribute("aria-pressed", "true");
  // Nobody but the person knows the address: it is asked for where it is missing.
  const does = dialog.getByRole("region", { name: t("workflows.gallery.does") });
  await expect(does).toHaveText(new RegExp(t("workflows.gallery.missing"), "u"));
  const create = dialog.getByRole("button", { name: t("workflows.gallery.add") });
  await create.press("Enter");
  const address = dialog.getByRole("textbox", { name: t("gallery.parameter.url") });
  await expect(address).toHaveAccessibleDescription(t("workflows.required"));
  await address.fill("nowhere");
  await expect(address).toHaveAccessibleDescription(t("workflows.notValid"));
  await address.fill("https://hooks.example/closed");
  await expect(does).toContainText("hooks.example");
  expect(await axeFaults(page)).toEqual([]);

  // Another one: the preview follows what is filled in, and a placeholder that does not exist is told at the mail.
  await ready("auto-close").click();
  const silent = dialog.getByRole("group", { name: t("gallery.parameter.silentFor") });
  await silent.getByRole("textbox").fill("12");
  await expect(does).toContainText("12 days");
  const body = dialog.getByRole("textbox", { name: t("workflows.field.body") });
  await body.fill("Hello {{ contact.shoe }}");
  await expect(body).toHaveAccessibleDescription(/contact\.shoe/u);
  await create.click();
  await expect(dialog).toBeVisible();
  await body.fill("Hello {{ contact.firstname }}");
  await expect(body).toHaveAccessibleDescription("");
  await dialog.getByRole("textbox", { name: t("workflows.name") }).fill("Close the silent 🧦 ones");
  await expect(async () => {
    await create.click();
    await expect(dialog).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole("group", { name: t("workflows.canvas") })).toBeVisible();
  const { items } = await desk.rest.send<{ items: WorkflowView[] }>("GET", "/workflows");
  const made = items.find(({ name }) => name === "Close the silent 🧦 ones");
  expect([made?.enabled, made?.definition.triggers[0]]).toMatchObject([
    false,
    { duration: { amount: 12, unit: "days" } },
  ]);
});

test("[F13] the list is filtered, put in order while it is, and the order taken back; what is hidden keeps its place", async ({
  page,
  desk,
}) => {
  const names = async () =>
    (await desk.rest.send<{ items: WorkflowView[] }>("GET", "/workflows")).items.map(({ name }) => name);
  for (const name of ["A", "B", "C"])
    await desk.rest.send("POST", "/workflows", {
      name,
      enabled: name === "B",
      definition: {
        version: 2,
        triggers: [{ id: "t", type: "manual" }],
        filter: { match: "all", parts: [] },
        reenrolment: { kind: "never" },
        unenrolment: { on: [], filter: null },
        sources: ["email"],
        businessHours: null,
        steps: name === "C" ? [{ id: "n", type: "add-note", text: "Seen" }] : [],
      },
    });
  const before = await names();
  await page.goto(`${desk.url}#/workflows`);
  const rows = page.getByRole("list", { name: t("workflows.title") }).getByRole("listitem");
  const shown = () => rows.getByRole("link").allTextContents();
  const choose = async (label: string, option: string) => {
    await page.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await expect.poll(shown).toEqual(before);
  await choose(t("workflows.filter.origin"), t("workflows.filter.origin.user"));
  await choose(t("workflows.filter.state"), t("workflows.filter.state.off"));
  await expect.poll(shown).toEqual(["A", "C"]);
  await page.getByRole("button", { name: t("workflows.grip", { workflow: "C" }) }).press("ArrowUp");
  await expect.poll(shown).toEqual(["C", "A"]);
  const own = async () => (await names()).filter((name) => name.length === 1);
  await expect.poll(own).toEqual(["C", "B", "A"]);
  await page.keyboard.press("z");
  await expect.poll(own).toEqual(["A", "B", "C"]);
  // Those without an action are told of.
  await choose(t("workflows.filter.state"), t("workflows.filter.state.problems"));
  await expect.poll(shown).toEqual(["A", "B"]);
  await page.getByRole("searchbox", { name: t("workflows.find") }).fill("zzz");
  await page.getByRole("button", { name: t("workflows.filter.clear") }).click();
  await expect.poll(shown).toEqual(before);
  expect(await axeFaults(page)).toEqual([]);
});

test("[F12] a file of another version, with unknown steps, or of something else is refused with the reason, and nothing of it is lost", async ({
  page,
  desk,
}) => {
  const { items } = await desk.rest.send<{ items: WorkflowView[] }>("GET", "/workflows");
  const file = await desk.rest.send<{ version: number; workflow: { definition: { steps: object[] } } }>(
    "GET",
    `/workflows/${items[0]?.id ?? ""}/file`,
  );
  await page.goto(`${desk.url}#/workflows`);
  await page.getByRole("button", { name: t("workflows.import") }).click();
  const dialog = page.getByRole("dialog", { name: t("workflows.import") });
  const pasted = dialog.getByRole("textbox", { name: t("workflows.import.paste") });
  const go = dialog.getByRole("button", { name: t("workflows.import.go") });
  const unknown = JSON.stringify(file).replace('"move-stage"', '"brew-coffee"');
  for (const [text, reason] of [
    ["{ not JSON", t("workflows.import.unreadable")],
    ['{"nodes": []}', t("workflows.import.unreadable")],
    [JSON.stringify({ ...file, version: 999 }), t("workflows.import.newer")],
    [unknown, t("workflows.import.unknown", { path: "definition.steps.0.type" })],
  ] as const) {
    await pasted.fill(text);
    await go.click();
    await expect(dialog.getByRole("alert")).toContainText(reason);
    await expect(pasted).toHaveValue(text);
  }
  expect(await axeFaults(page)).toEqual([]);
  // The same file is read again once it is mended.
  const upload = (text: string) =>
    dialog
      .locator("input[type=file]")
      .setInputFiles({ name: "w.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await upload(unknown);
  await expect(dialog.getByRole("alert")).toBeVisible();
  await upload(JSON.stringify(file));
  await expect(page.getByRole("group", { name: t("workflows.canvas") })).toBeVisible();
  expect((await desk.rest.send<{ items: WorkflowView[] }>("GET", "/workflows")).items).toHaveLength(items.length + 1);
});
