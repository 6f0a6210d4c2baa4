import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { firstPipeline } from "./support/board-page.ts";
import { receive } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

/** Mails of three people, unless told otherwise, that make no ticket, the newest last. */
async function fill(desk: TestDesk, names: readonly string[] = ["Ada", "Bob", "Cleo"]): Promise<void> {
  const [channel] = (await desk.rest.channels()).filter(({ channelKind }) => channelKind === "email");
  await desk.rest.send("PATCH", `/channels/${channel?.id ?? ""}`, { createTickets: false });
  for (const [hour, name] of names.entries()) {
    await receive(desk, {
      from: `${name} Example <${name.toLowerCase()}@example.com>`,
      to: "support@shop.example",
      subject: `Offer of ${name}`,
      text: "A good price.",
      date: new Date(Date.UTC(2026, 0, 15, 9 + hour)),
    });
  }
}

const rows = (page: Page) => page.getByRole("list", { name: t("inbox.title") }).getByRole("link");
const check = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: t("inbox.check", { subject: `Offer of ${name}` }) });

async function openInbox(page: Page, desk: TestDesk): Promise<void> {
  await page.goto(`${desk.url}#/inbox`);
}

test("[B2] many conversations are put away at once, taken back, and found where they went", async ({ page, desk }) => {
  await fill(desk);
  await openInbox(page, desk);
  const link = page.getByRole("navigation", { name: t("shell.mainNavigation") }).getByRole("link", {
    name: `${t("shell.inbox")}: ${t("shell.inboxCount", { count: 3 })}`,
  });
  await expect(link).toContainText("3");
  // People, not their addresses.
  await expect(rows(page).first()).toContainText("Cleo Example");
  const place = await rows(page).last().boundingBox();
  await check(page, "Cleo").click();
  // What can be done stands below the list: no row moved under the pointer.
  expect(await rows(page).last().boundingBox()).toEqual(place);
  await page.keyboard.press("Escape");
  await expect(check(page, "Cleo")).not.toBeChecked();
  await check(page, "Cleo").click();
  await check(page, "Ada").click({ modifiers: ["Shift"] });
  await expect(page.getByText(t("inbox.checked", { count: 3 }))).toBeVisible();
  await check(page, "Bob").click();
  await page.getByRole("button", { name: t("inbox.file.not-a-ticket"), exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Bob Example");

  await page.keyboard.press("z");
  await expect(rows(page)).toHaveCount(3);
  await check(page, "Cleo").click();
  await check(page, "Bob").click();
  await page.getByRole("button", { name: t("inbox.file.blocked"), exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByText(t("inbox.filed"), { exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText(t("inbox.filed.blocked"));
});

test("[B2] all that are checked are all that there are, not the pages that were loaded (Buttondown 1520)", async ({
  page,
  desk,
}) => {
  await fill(
    desk,
    Array.from({ length: 52 }, (_, number) => `Person${number}`),
  );
  await openInbox(page, desk);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("checkbox", { name: t("inbox.checkAll") }).click();
  await expect(page.getByText(t("inbox.checked", { count: 52 }))).toBeVisible();
  await check(page, "Person51").click();
  await page.getByRole("button", { name: t("inbox.file.archived"), exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Person51");
});

test("[B2] one answer goes to all that are checked, each in its own thread, and is taken back as one", async ({
  page,
  desk,
}) => {
  await fill(desk);
  await openInbox(page, desk);
  await check(page, "Ada").click();
  await check(page, "Cleo").click();
  await page
    .getByRole("group", { name: t("inbox.withChecked") })
    .getByRole("button", { name: t("inbox.answer") })
    .click();
  const dialog = page.getByRole("dialog", { name: t("inbox.answerMany.title", { count: 2 }) });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Thank you, but no.");
  // What was begun is kept.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page
    .getByRole("group", { name: t("inbox.withChecked") })
    .getByRole("button", { name: t("inbox.answer") })
    .click();
  await expect(dialog.getByRole("textbox")).toHaveValue("Thank you, but no.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(t("inbox.answerMany.done", { count: 2 }))).toBeVisible();
  type Outbox = { items: { state: string; to: { address: string }[] }[] };
  const outbox = async () =>
    (await desk.rest.send<Outbox>("GET", "/outbox")).items
      .map(({ state, to }) => `${state} ${to.map(({ address }) => address).join()}`)
      .toSorted();
  expect(await outbox()).toEqual(["queued ada@example.com", "queued cleo@example.com"]);
  await page.getByRole("button", { name: t("shell.undo") }).click();
  await expect.poll(outbox).toEqual(["cancelled ada@example.com", "cancelled cleo@example.com"]);
});

test("[B2] the next conversation is shown when one is archived with e; what was archived comes back with the next mail", async ({
  page,
  desk,
}) => {
  await fill(desk);
  await openInbox(page, desk);
  await rows(page).first().click();
  const title = page.getByRole("article").getByRole("heading", { level: 2 });
  await expect(title).toHaveText("Offer of Cleo");
  await page.keyboard.press("e");
  await expect(title).toHaveText("Offer of Bob");
  await expect(rows(page)).toHaveCount(2);
  const { items } = await desk.rest.send<{ items: { subject: string }[] }>("GET", "/conversations?filed=true");
  expect(items.map(({ subject }) => subject)).toEqual(["Offer of Cleo"]);
});

test("[B2] a conversation is answered without a ticket, and a ticket begins where its channel puts tickets", async ({
  page,
  desk,
}) => {
  await fill(desk);
  const { stageId } = await firstPipeline(desk);
  const [channel] = (await desk.rest.channels()).filter(({ channelKind }) => channelKind === "email");
  const second = await desk.rest.send<{ id: string; stages: { id: string; name: string }[] }>("POST", "/pipelines", {
    name: "Sales",
  });
  const target = second.stages[1];
  await desk.rest.send("PATCH", `/channels/${channel?.id ?? ""}`, { pipelineId: second.id, stageId: target?.id });
  await openInbox(page, desk);
  await rows(page).first().click();
  await page
    .getByRole("article")
    .getByRole("button", { name: t("inbox.answer") })
    .click();
  const form = page.getByRole("region", { name: t("inbox.answer") });
  await expect(form).toContainText("Cleo Example");
  await expect(form.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") })).toBeFocused();
  await page.keyboard.type("Thank you, but no.");
  await page.keyboard.press("Control+Enter");
  await expect(form).toBeHidden();
  await expect(page.getByRole("article").getByText("Thank you, but no.")).toBeVisible();
  expect(await desk.rest.tickets()).toEqual([]);

  await page.getByRole("button", { name: t("inbox.createTicket") }).click();
  await expect(page.getByRole("article").getByText(t("inbox.hasTicket"))).toBeVisible();
  const [ticket] = await desk.rest.tickets();
  expect(ticket).toMatchObject({
    pipelineId: second.id,
    stageId: target?.id,
    contactName: "Cleo Example",
    messageCount: 2,
  });
  expect(ticket?.stageId).not.toBe(stageId("New"));
});
