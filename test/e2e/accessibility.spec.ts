import { expect, type Page } from "@playwright/test";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

/** Roles that a screen reader can't announce without a name. */
const NAMELESS =
  /^\s*- '?(button|link|textbox|searchbox|combobox|switch|checkbox|radiogroup|tab|dialog|region|navigation)(?= \[|:|'|$)/u;

/** What is wrong with the screen that is shown, in words. */
async function faultsOf(page: Page): Promise<string[]> {
  const tree = (await page.locator("body").ariaSnapshot()).split("\n");
  const nameless = tree.filter((line) => NAMELESS.test(line)).map((line) => `no name:${line}`);
  const structure = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const titles = document.querySelectorAll("h1").length;
    return [
      ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} is there twice`),
      ...(titles === 1 ? [] : [`${titles} main headings`]),
      ...(document.querySelector("main") === null ? ["no main landmark"] : []),
      ...(document.title === "" ? ["no title"] : []),
      ...[...document.querySelectorAll("iframe:not([title])")].map(() => "a frame with no title"),
      ...[...document.querySelectorAll("img:not([alt])")].map((image) => `no alt: ${image.outerHTML.slice(0, 80)}`),
    ];
  });
  return [...nameless, ...structure];
}

test("the first-start screen names everything one can use", async ({ page, newDesk }) => {
  await page.goto(newDesk.url);
  await expect(page.getByRole("button", { name: t("welcome.demo.action") })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test("board, ticket, search, inbox, people and settings name everything one can use", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk, {
    ...REPLY,
    inReplyTo: "x@example.com",
    html: "<p>Still <b>nothing</b>.</p>",
  });
  await receive(desk, { ...REPLY, messageId: "q4@example.com" });
  const { pipeline } = await firstPipeline(desk);
  const settings = `#/settings/pipelines/${pipeline.id}`;
  const screens = [
    { path: `#/ticket/${ticketId}`, sign: page.getByRole("feed", { name: t("ticket.timeline") }) },
    { path: "#/search?q=parcel", sign: page.getByRole("region", { name: t("search.kind.ticket") }) },
    { path: "#/inbox", sign: page.getByRole("main").getByRole("heading").first() },
    { path: "#/contacts", sign: page.getByRole("main").getByText("Ada Lovelace").first() },
    { path: `${settings}/configure`, sign: page.getByRole("list", { name: t("settings.stages.title") }) },
    { path: `${settings}/rules`, sign: page.getByRole("switch").first() },
    { path: `${settings}/automate`, sign: page.getByRole("switch").first() },
    { path: "#/settings/general", sign: page.getByRole("main").getByRole("heading", { level: 1 }) },
  ];
  await new BoardPage(page, desk).open();
  const faults: Record<string, string[]> = { "#/board": await faultsOf(page) };
  for (const { path, sign } of screens) {
    await page.goto(`${desk.origin}/${path}`);
    await expect(sign).toBeVisible();
    faults[path] = await faultsOf(page);
  }
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
});

test("dialogs have a name, take the focus and give it back", async ({ page, desk }) => {
  await receiveTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  const faults: string[] = [];
  for (const opener of [
    page.getByRole("button", { name: t("board.newTicket"), exact: true }),
    page.getByRole("button", { name: t("shell.shortcuts") }),
  ]) {
    await opener.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(":focus")).toHaveCount(1);
    faults.push(...(await faultsOf(page)));
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
  const card = board.card(REPLY.subject.replace("Re: ", ""));
  await card.press("m");
  await expect(page.getByRole("dialog")).toBeVisible();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
});
