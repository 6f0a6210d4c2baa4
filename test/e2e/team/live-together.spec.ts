/** Two people at one ticket, one at the server's own screens, one on a machine of their own: who looks, who writes, and what both changed without knowing. */
import { expect, test } from "@playwright/test";
import { createTranslate } from "../../../src/shared/i18n/index.ts";
import { axeFaults } from "../support/axe.ts";
import { startTeamWorld, TEAM_PASSWORD } from "../support/team-world.ts";

const t = createTranslate("en");
const PATIENCE = { timeout: 60_000 };

test("[H3] who is at a ticket and who writes is seen by the others, and what both changed apart is told in its history", async ({
  page,
  browser,
}) => {
  const world = await startTeamWorld();
  const theirs = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const [pipeline] = await world.rest.pipelines();
    const { id } = await world.rest.createTicket({ subject: "Torn zip", pipelineId: pipeline?.id ?? "" });
    await world.addPerson("Bo", "bo@desk.example");
    const desk = await world.openDesk();
    await desk.rest.send("POST", "/team/join", {
      serverUrl: world.serverUrl,
      credentials: { by: "password", address: "bo@desk.example", password: TEAM_PASSWORD },
      desk: "put-aside",
      scope: { closedSinceEpochMs: null },
    });
    await expect(async () => expect((await desk.rest.status()).sync?.state).toBe("synced")).toPass(PATIENCE);
    await theirs.addCookies([world.cookie]);
    const ada = await theirs.newPage();
    await ada.goto(`${world.serverUrl}/#/ticket/${id}`);
    await expect(ada.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();

    await page.goto(desk.url);
    await page.goto(`${desk.origin}/#/ticket/${id}`);
    await expect(page.getByText(t("team.here.looking", { name: "Ada" }))).toBeVisible();
    await expect(ada.getByText(t("team.here.looking", { name: "Bo" }))).toBeVisible();
    await page.keyboard.press("n");
    await page
      .getByRole("region", { name: t("ticket.composer.label") })
      .getByRole("textbox")
      .pressSequentially("Zip");
    await expect(ada.getByText(t("team.here.typing", { name: "Bo" }))).toBeVisible();
    expect(await axeFaults(ada)).toEqual([]);
    await ada.goto(`${world.serverUrl}/#/board`);
    const mark = ada.getByRole("link", { name: "Torn zip" }).getByRole("img", { name: /^Bo is/u });
    await expect(mark).toBeVisible();
    await page.goto(`${desk.origin}/#/inbox`);
    await expect(mark).toHaveCount(0);

    await world.line.unplug();
    await expect.poll(async () => (await desk.rest.status()).sync?.state, PATIENCE).toBe("offline");
    await world.rest.send("PATCH", `/tickets/${id}`, { priority: "high" });
    await desk.rest.send("PATCH", `/tickets/${id}`, { priority: "low" });
    await world.line.plug();
    await desk.rest.send("POST", "/team/sync");
    await page.goto(`${desk.origin}/#/ticket/${id}`);
    const [one, other] = [
      { name: "Ada", value: t("ticket.priority.high") },
      { name: "Bo", value: t("ticket.priority.low") },
    ];
    const told = page.getByText(
      t("team.apart", {
        what: t("team.apart.priority"),
        one: one.name,
        a: one.value,
        other: other.name,
        b: other.value,
      }),
    );
    await expect(told).toBeVisible(PATIENCE);
  } finally {
    await theirs.close();
    await world.close();
  }
});
