/** How people come into a desk that a team's server keeps: set-up, sign-in, second factor, invitation. */
import { expect, test } from "@playwright/test";
import { TOTP } from "otpauth";
import { createTranslate } from "../../src/shared/i18n/index.ts";
import { axeFaults } from "./support/axe.ts";
import { startTeamServer } from "./support/team-server.ts";

const t = createTranslate("en");
const PASSWORD = "seven green elephants";
const ADDRESS = "ada@desk.example";

test("[A3] the first super admin sets the desk up, signs out and in with a second factor, and invites a viewer", async ({
  page,
}) => {
  const server = await startTeamServer();
  try {
    await page.goto(server.origin);
    await expect(page.getByRole("heading", { name: t("signIn.notSetUp.title") })).toBeVisible();
    await page.goto("about:blank");
    await page.goto(server.setUpLink);
    await page.getByLabel(t("signIn.deskName")).fill("Boots Ltd");
    await page.getByLabel(t("signIn.name")).fill("Ada Long");
    await page.getByLabel(t("signIn.address")).fill(ADDRESS);
    await page.getByLabel(t("signIn.newPassword")).fill(PASSWORD);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: t("signIn.setUp.action") }).click();

    const me = page.getByRole("button", { name: t("shell.user", { name: "Ada Long", role: "Super admin" }) });
    const empty = page.getByRole("button", { name: t("welcome.empty.action") });
    await expect(me.or(empty)).toBeVisible();
    if (await empty.isVisible()) await empty.click();
    await expect(me).toBeVisible();

    await page.goto(`${server.origin}/#/settings/account`);
    await page.getByRole("button", { name: t("account.totp.on") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("signIn.password"), { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: t("account.next") }).click();
    await expect(dialog.getByRole("img", { name: t("account.totp.qr") })).toBeVisible();
    const secret = await dialog.locator("code").innerText();
    await dialog.getByRole("textbox", { name: t("signIn.code") }).fill(new TOTP({ secret }).generate());
    await dialog.getByRole("button", { name: t("account.totp.confirm") }).click();
    // A block of code is a `pre`; the secret of the step before was a `code`.
    const recovery = await dialog.locator("pre").first().innerText();
    await expect(dialog.getByRole("button", { name: t("account.totp.kept") })).toBeFocused();
    await dialog.getByRole("button", { name: t("account.totp.kept") }).click();
    await expect(page.getByText(t("account.totp.isOn"))).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);

    await page.goto(`${server.origin}/#/settings/users/invitations`);
    await page.getByRole("button", { name: t("invitations.add") }).click();
    await dialog.getByLabel(t("signIn.address")).fill("vera@desk.example");
    await dialog.getByRole("combobox", { name: t("users.role") }).click();
    await page.getByRole("option", { name: t("users.role.viewer") }).click();
    await dialog.getByRole("button", { name: t("invitations.action"), exact: true }).click();
    const link = await dialog.getByLabel(t("users.link")).inputValue();
    await page.keyboard.press("Escape");
    await page.goto(`${server.origin}/#/settings/users/audit`);
    await expect(page.getByRole("cell", { name: t("audit.action.invited") })).toBeVisible();

    await me.click();
    await page.getByRole("menuitem", { name: t("shell.signOut") }).click();
    await expect(page.getByRole("heading", { name: t("signIn.title") })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    const signIn = page.getByRole("button", { name: t("signIn.action") });
    await page.getByLabel(t("signIn.address")).fill(ADDRESS);
    await page.getByLabel(t("signIn.password"), { exact: true }).fill("wrong");
    await signIn.click();
    await expect(page.getByRole("alert")).toContainText(t("error.PD_SIGN_IN_FAILED"));
    await page.getByLabel(t("signIn.password"), { exact: true }).fill(PASSWORD);
    await signIn.click();
    await page.getByRole("textbox", { name: t("signIn.code") }).fill(recovery);
    await signIn.click();
    await me.click();
    await page.getByRole("menuitem", { name: t("shell.signOut") }).click();
    await expect(page.getByRole("heading", { name: t("signIn.title") })).toBeVisible();

    await page.goto("about:blank");
    await page.goto(link);
    await page.getByLabel(t("signIn.name")).fill("Vera");
    await page.getByLabel(t("signIn.newPassword")).fill("eight yellow elephants");
    await page.getByRole("button", { name: t("signIn.invitation.action") }).click();
    await expect(
      page.getByRole("button", { name: t("shell.user", { name: "Vera", role: t("users.role.viewer") }) }),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: t("board.newTicket") })).toHaveCount(0);
  } finally {
    await server.close();
  }
});
