import { expect, type Page } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { cutOffOnPhone } from "./support/cut-off.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

/** Roles that a screen reader can't announce without a name. */
const NAMELESS =
  /^\s*- '?(button|link|textbox|searchbox|combobox|switch|checkbox|radiogroup|tab|dialog|region|navigation)(?= \[|:|'|$)/u;

/** Makes no ticket and lies in the inbox. */
const NEWSLETTER = {
  text: "In this week's issue: merino.",
  from: "Trade Weekly <news@weekly.example>",
  to: "readers@weekly.example",
  subject: "What hikers buy in autumn",
  messageId: "n1@weekly.example",
  headers: { "List-Id": "<readers.weekly.example>", "List-Unsubscribe": "<https://weekly.example/bye>" },
} as const;

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
  return [...nameless, ...structure, ...(await axeFaults(page))];
}

test("the first-start screen names everything one can use", async ({ page, newDesk }) => {
  await page.goto(newDesk.url);
  await expect(page.getByRole("button", { name: t("welcome.demo.action") })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

/** Every screen of one desk that has something on each. */
test("every screen names all that one can use, passes axe in light and in dark, and is whole on a phone", async ({
  page,
  desk,
}) => {
  test.slow();
  const ticketId = await receiveTicket(desk, {
    ...REPLY,
    inReplyTo: "x@example.com",
    html: "<p>Still <b>nothing</b>.</p>",
  });
  await desk.rest.send("PATCH", `/tickets/${ticketId}`, { priority: "urgent", dueAtEpochMs: 1, tags: ["delivery"] });
  await desk.rest.send("POST", `/tickets/${ticketId}/replies`, { text: "We look into it." });
  await receive(desk, { ...REPLY, messageId: "q4@example.com" });
  const news = await receive(desk, { ...NEWSLETTER });
  const { pipeline } = await firstPipeline(desk);
  const [channel] = await desk.rest.channels();
  const [workflow] = await desk.rest.workflows();
  const { items } = await desk.rest.send<{ items: { id: string }[] }>("GET", "/contacts");
  const settings = `#/settings/pipelines/${pipeline.id}`;
  const main = page.getByRole("main");
  const title = main.getByRole("heading", { level: 1 });
  const screens = [
    { path: `#/ticket/${ticketId}`, sign: page.getByRole("feed", { name: t("ticket.timeline") }) },
    { path: "#/search?q=parcel", sign: page.getByRole("region", { name: t("search.kind.ticket") }) },
    { path: "#/search?q=zzzz", sign: main.getByText(t("search.nothing.title", { q: "zzzz" })) },
    { path: "#/inbox", sign: main.getByText(NEWSLETTER.subject) },
    { path: `#/inbox/${news.conversationId ?? ""}`, sign: main.getByRole("heading", { level: 2 }) },
    { path: "#/outbox", sign: main.getByRole("listitem").first() },
    { path: "#/outbox/needs", sign: main.getByText(t("outbox.empty.needs.title")) },
    { path: "#/contacts", sign: main.getByText("Ada Lovelace").first() },
    { path: `#/contacts/${items[0]?.id ?? ""}`, sign: main.getByRole("heading", { level: 3 }) },
    { path: `${settings}/configure`, sign: page.getByRole("list", { name: t("settings.stages.title") }) },
    { path: `${settings}/rules`, sign: page.getByRole("switch").first() },
    { path: `${settings}/automate`, sign: page.getByRole("switch").first() },
    { path: "#/settings/channels", sign: main.getByRole("table") },
    { path: `#/settings/channels/${channel?.id ?? ""}`, sign: title },
    { path: "#/settings/channels/new", sign: main.getByRole("textbox").first() },
    { path: "#/workflows", sign: page.getByRole("list", { name: t("workflows.title") }) },
    { path: "#/workflows/attention", sign: page.getByRole("heading", { name: t("attention.empty.title") }) },
    { path: `#/workflows/${workflow?.id ?? ""}`, sign: page.getByRole("group", { name: t("workflows.canvas") }) },
    { path: "#/settings/general", sign: title },
    { path: "#/reports", sign: page.locator("canvas").first() },
    { path: "#/settings/keyboard", sign: title },
    { path: "#/settings/history", sign: main.getByText(t("earlier.none.title")) },
    { path: "#/nowhere", sign: title },
  ];
  await new BoardPage(page, desk).open();
  await expect(page.getByRole("link", { name: REPLY.subject }).first()).toBeVisible();
  const faults: Record<string, string[]> = {
    "#/board": [...(await faultsOf(page)), ...(await cutOffOnPhone(page))],
  };
  for (const { path, sign } of screens) {
    await page.goto(`${desk.origin}/${path}`);
    await expect(sign).toBeVisible();
    faults[path] = [...(await faultsOf(page)), ...(await cutOffOnPhone(page))];
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
  const openers = [
    () => card.press("m"),
    () => page.keyboard.press("Control+k"),
    () => page.getByRole("button", { name: t("notifications.openNone") }).click(),
  ];
  for (const open of openers) {
    await open();
    await expect(page.getByRole("dialog")).toBeVisible();
    faults.push(...(await faultsOf(page)));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await card.click();
  await page
    .getByRole("button", { name: /^Why\? /u })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
  faults.push(...(await faultsOf(page)));
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") })).toBeFocused();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
});
