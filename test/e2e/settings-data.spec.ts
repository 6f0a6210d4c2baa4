import { expect } from "@playwright/test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actAs } from "./support/as-user.ts";
import { receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("Settings › Data checks the desk, backs it up, takes mail out, erases a person and puts the backup back; each says how it went", async ({
  page,
  desk,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-settings-data-"));
  try {
    await receiveTicket(desk);
    await page.goto(`${desk.url}#/settings/data`);
    const part = (key: Parameters<typeof t>[0]) =>
      page.getByRole("region", { name: t(key as "data.check.title"), exact: true });

    const check = part("data.check.title");
    await check.getByRole("button", { name: t("data.check.action") }).click();
    await expect(check.getByText(t("data.finding.team-none"))).toBeHidden();
    await check.locator("summary").click();
    await expect(check.getByText(t("data.finding.team-none"))).toBeVisible();
    await expect(check.getByText(t("data.finding.lock-here"))).toBeVisible();

    const backup = part("data.backup.title");
    const file = join(folder, "desk.tar");
    await backup.getByLabel(t("data.backup.to")).fill(file);
    await backup.getByRole("button", { name: t("data.backup.action") }).click();
    await expect(backup.getByText(file)).toBeVisible();
    // A second one of that name is refused where it was asked for.
    await backup.getByRole("button", { name: t("data.backup.action") }).click();
    await expect(backup.getByRole("alert")).toContainText(file);

    const out = part("data.export.title");
    await out.getByRole("radio", { name: t("data.export.mbox") }).click();
    await out.getByLabel(t("data.export.to"), { exact: true }).fill(folder);
    await out.getByRole("button", { name: t("data.export.action") }).click();
    await expect(out.getByText(/-mbox/u)).toBeVisible();
    expect((await readdir(folder)).filter((name) => name.endsWith("-mbox"))).toHaveLength(1);

    const address = "ada@example.com";
    const erase = part("data.erase.title");
    await erase.getByLabel(t("data.erase.contact"), { exact: true }).fill(address);
    await erase.getByRole("button", { name: t("data.erase.look") }).click();
    await expect(erase.getByText(t("data.erase.stays"))).toBeVisible();
    const forGood = erase.getByRole("button", { name: t("data.erase.action") });
    await expect(forGood).toBeDisabled();
    await erase.getByLabel(t("data.erase.confirm", { address })).fill(address);
    await forGood.click();
    await expect(erase.getByText(/Erased: 1 messages/u)).toBeVisible();
    const { items } = await desk.rest.send<{ items: { name: string }[] }>("GET", "/contacts");
    expect(items.map(({ name }) => name)).toEqual([""]);

    const restore = part("data.restore.title");
    await restore.getByLabel(t("data.restore.from")).fill(file);
    await restore.getByRole("button", { name: t("data.restore.look") }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/1 tickets, 1 messages/u)).toBeVisible();
    await dialog.getByRole("button", { name: t("data.restore.action") }).click();
    await expect(restore.getByText(/desk-before-restore-/u)).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("[A3] who may not change the desk sees why, and none of it", async ({ page, desk }) => {
  await actAs(page, desk, "Bea");
  await page.goto(`${desk.url}#/settings/data`);
  await expect(page.getByText(t("data.readOnly"))).toBeVisible();
  await expect(page.getByRole("button", { name: t("data.backup.action") })).toHaveCount(0);
});
