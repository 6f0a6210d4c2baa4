/** Settings › Team on a machine whose server can be reached, is away, and refuses something; the server is a process of its own. */
import { expect, type Page } from "@playwright/test";
import { axeFaults } from "../support/axe.ts";
import { cutOffOnPhone } from "../support/cut-off.ts";
import { t, test, type Watch } from "../support/desk-test.ts";
import { startTeamWorld, TEAM_PASSWORD } from "../support/team-world.ts";

const PATIENCE = { timeout: 60_000 };

/** Asks for it where the desk has not come by itself to it meanwhile. */
async function tryNow(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: t("team.tryNow") });
  await button.click({ timeout: 2_000 }).catch(() => expect(button).toBeHidden());
}

/** While the desk is opened anew nobody answers the page, which tries again. */
function forgetReopening({ problems }: Watch): void {
  const others = problems.filter((problem) => !problem.includes("ERR_CONNECTION_REFUSED"));
  problems.splice(0, problems.length, ...others);
}

test("[H1] a desk joins by password, works on while the server is away, shows what was refused, and leaves with a copy", async ({
  page,
  desk,
  watch,
}) => {
  const world = await startTeamWorld();
  try {
    const [pipeline] = await world.rest.pipelines();
    const { id } = await world.rest.createTicket({ subject: "Torn zip", pipelineId: pipeline?.id ?? "" });
    const boId = await world.addPerson("Bo", "bo@desk.example");
    await page.goto(desk.url);
    await expect(page.getByRole("link", { name: t("team.state.syncedShort") })).toHaveCount(0);
    await page.goto(`${desk.origin}/#/settings/team`);
    await page.getByLabel(t("team.address")).fill("http://127.0.0.1:1");
    await page.getByRole("button", { name: t("team.lookUp") }).click();
    await expect(page.getByRole("alert")).toContainText(t("error.PD_SYNC_OFFLINE"));
    await page.getByLabel(t("team.address")).fill(world.serverUrl);
    await page.keyboard.press("Enter");
    await page.getByLabel(t("signIn.address")).fill("bo@desk.example");
    await page.getByLabel(t("signIn.password"), { exact: true }).fill("seven red elephants");
    expect(await axeFaults(page)).toEqual([]);
    expect(await cutOffOnPhone(page)).toEqual([]);
    await page.getByRole("radio", { name: t("team.desk.bring") }).check();
    const join = page.getByRole("button", { name: t("team.join") });
    await join.click();
    await expect(page.getByRole("alert")).toContainText(t("error.PD_SIGN_IN_FAILED"));
    await page.getByLabel(t("signIn.password"), { exact: true }).fill(TEAM_PASSWORD);
    await join.click();
    await expect(page.getByText(t("error.PD_SYNC_BRING"))).toBeVisible();
    await page.getByRole("radio", { name: t("team.desk.putAside") }).check();
    await join.click();

    const state = page.getByRole("region", { name: t("team.state.title") });
    await expect(state).toContainText(t("team.state.synced"), PATIENCE);
    await expect(page.getByText("Boots Ltd").first()).toBeVisible();
    const bar = page.getByRole("banner");
    await expect(bar.getByRole("link", { name: t("team.state.syncedShort") })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${desk.origin}/#/board`);
    await expect(page.getByRole("link", { name: "Torn zip" })).toBeVisible();

    await world.line.unplug();
    await expect(bar.getByRole("link", { name: t("team.state.offline") })).toBeVisible(PATIENCE);
    await desk.rest.send("PATCH", `/tickets/${id}`, { subject: "Torn zip of the left boot" });
    // The ticket, and the line of its history.
    await bar.getByRole("link", { name: t("team.state.waiting", { count: 2 }) }).click();
    await expect(state).toContainText(t("team.state.offlineText"));
    await expect(state).toContainText(t("team.state.waitingHere", { count: 2 }));
    // The link's tooltip goes with the mouse.
    await page.mouse.move(0, 0);
    expect(await axeFaults(page)).toEqual([]);

    // An agent is not asked who takes the server's place.
    await expect(page.getByRole("button", { name: t("team.host.take") })).toHaveCount(0);

    // What a viewer changes the server does not take; this machine can't know yet that its person is one.
    await world.rest.send("PATCH", `/users/${boId}`, { permissions: ["view-only"] });
    await world.line.plug();
    await tryNow(page);
    const refused = page.getByRole("region", { name: t("team.refused.title") });
    await expect(refused.getByText("Torn zip of the left boot", { exact: true })).toBeVisible(PATIENCE);
    await expect(refused).toContainText(t("error.PD_ACCESS_VIEWER"));
    await expect(bar.getByRole("link", { name: t("team.refused.count", { count: 2 }) })).toBeVisible();
    await refused
      .getByRole("button", { name: t("team.refused.look") })
      .first()
      .click();
    expect(await axeFaults(page)).toEqual([]);
    expect(await cutOffOnPhone(page)).toEqual([]);
    expect((await desk.rest.ticket(id)).subject).toBe("Torn zip");

    await page.getByRole("button", { name: t("team.leave.action") }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("radio", { name: t("team.leave.keep") })).toBeFocused();
    await expect(dialog).toContainText(t("team.leave.refused", { count: 2 }));
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await refused
      .getByRole("button", { name: t("team.refused.drop.of", { what: "Torn zip of the left boot" }) })
      .click();
    await dialog.getByRole("button", { name: t("team.refused.drop") }).click();
    await expect(refused.getByText("Torn zip of the left boot", { exact: true })).toHaveCount(0);
    await expect(bar.getByRole("link", { name: t("team.refused.count", { count: 1 }) })).toBeVisible();

    await page.getByRole("button", { name: t("team.leave.action") }).click();
    await dialog.getByRole("button", { name: t("team.leave.confirm.keep") }).click();
    await expect(page.getByLabel(t("team.address"))).toBeVisible(PATIENCE);
    await expect(bar.getByRole("link", { name: t("team.state.syncedShort") })).toHaveCount(0);
    await page.goto(`${desk.origin}/#/board`);
    await expect(page.getByRole("link", { name: "Torn zip" })).toBeVisible();
    expect((await world.rest.ticket(id)).subject).toBe("Torn zip");
    forgetReopening(watch);
  } finally {
    await world.close();
  }
});

test("[H2] a new machine joins by a link, takes the server's place while that is away, and says so when it is shut out", async ({
  page,
  newDesk: desk,
  watch,
}) => {
  const world = await startTeamWorld();
  try {
    const [pipeline] = await world.rest.pipelines();
    await world.rest.createTicket({ subject: "Torn zip", pipelineId: pipeline?.id ?? "" });
    const { url } = await world.rest.send<{ url: string }>("POST", "/account/join-links");
    await page.goto(desk.url);
    await page.getByRole("button", { name: t("team.welcome") }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel(t("team.address"))).toBeFocused();
    await page.keyboard.insertText(url);
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(t("team.found.join", { name: "Ada", desk: "Boots Ltd" }))).toBeVisible();
    await dialog.getByRole("button", { name: t("team.join") }).click();
    await expect(page.getByRole("link", { name: "Torn zip" })).toBeVisible(PATIENCE);

    await world.line.unplug();
    await page.goto(`${desk.origin}/#/settings/team`);
    await page.getByRole("button", { name: t("team.host.take") }).click(PATIENCE);
    await dialog.getByRole("button", { name: t("team.host.take") }).click();
    await expect(page.getByRole("definition").filter({ hasText: t("team.facts.host.here") })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: t("team.host.handBack") }).click();
    await expect(page.getByRole("definition").filter({ hasText: t("team.facts.host.server") })).toBeVisible();
    await world.line.plug();
    await tryNow(page);
    await expect(page.getByRole("region", { name: t("team.state.title") })).toContainText(
      t("team.state.synced"),
      PATIENCE,
    );

    const { items } = await world.rest.send<{ items: { id: string }[] }>("GET", "/devices");
    for (const { id } of items) await world.rest.send("DELETE", `/devices/${id}`);
    const note = page.getByText(t("team.ended.title", { desk: "Boots Ltd" }));
    await expect(note).toBeVisible(PATIENCE);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: t("team.ended.dismiss") }).click();
    await expect(note).toHaveCount(0);
    expect((await desk.rest.status()).counts.tickets).toBe(0);
    forgetReopening(watch);
  } finally {
    await world.close();
  }
});
