import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { firstPipeline } from "./support/board-page.ts";
import { receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

async function openTicket(page: Page, desk: TestDesk, ticketId: string): Promise<void> {
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
}

/** A workflow that sets the priority of new tickets. */
const settingPriority = (value: string) => ({
  version: 2,
  triggers: [{ id: "t1", type: "ticket-created" }],
  filter: { match: "all", parts: [] },
  reenrolment: { kind: "never" },
  unenrolment: { on: [], filter: null },
  sources: ["email"],
  businessHours: null,
  steps: [{ id: "s1", type: "set-property", change: { property: "priority", value } }],
});

test("[C2] [D6] the timeline says what changed, and Why? tells the chain of causes", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  const { stageId } = await firstPipeline(desk);
  await desk.rest.move(ticketId, stageId("Closed"));
  await receive(desk, REPLY);
  await openTicket(page, desk, ticketId);

  const change = t("ticket.change.stage", { to: "New" });
  await page.getByRole("button", { name: t("ticket.why.about", { change }) }).click();
  const why = page.getByRole("dialog");
  await expect(why).toContainText(t("ticket.why.title"));
  await expect(why).toContainText(t("ticket.explain.D6"));
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
});

test("[F8] Why? tells the step that a run took, also when the workflow has been changed since", async ({
  page,
  desk,
}) => {
  const { id } = await desk.rest.send<{ id: string }>("POST", "/workflows", {
    name: "Escalate",
    enabled: true,
    definition: settingPriority("urgent"),
  });
  const ticketId = await receiveTicket(desk);
  await desk.rest.send("PATCH", `/workflows/${id}`, { definition: settingPriority("low") });
  await openTicket(page, desk, ticketId);

  const change = t("ticket.change.priority", { to: t("ticket.priority.urgent") });
  await page.getByRole("button", { name: t("ticket.why.about", { change }) }).click();
  const why = page.getByRole("dialog");
  await expect(why).toContainText(t("ticket.why.revision", { revision: 1 }));
  const step = t("words.step.set-property", { property: "priority", value: t("ticket.priority.urgent") });
  await expect(why).toContainText(t("ticket.why.step", { step }));
});

test("properties edited in place survive a reload", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  await page.getByRole("button", { name: t("ticket.head.editSubject") }).click();
  await page.getByRole("textbox", { name: t("ticket.head.subject") }).fill("Parcel lost between Lyon and Turin");
  await page.keyboard.press("Enter");
  const properties = page.getByRole("region", { name: t("ticket.property.title") });
  await properties.getByRole("combobox", { name: t("property.priority") }).click();
  await page.getByRole("option", { name: t("ticket.priority.urgent") }).click();
  await properties.getByRole("combobox", { name: t("property.tags") }).fill("parcel");
  await page.keyboard.press("Enter");
  await properties.getByRole("button", { name: new RegExp(`^${t("property.dueAtEpochMs")}`, "u") }).click();
  await properties.getByLabel(t("property.dueAtEpochMs")).fill("2036-03-01T10:30");
  await page.keyboard.press("Enter");

  const expected = {
    subject: "Parcel lost between Lyon and Turin",
    priority: "urgent",
    tags: ["parcel"],
    // In Rome, where the browser says it is.
    dueAtEpochMs: Date.parse("2036-03-01T10:30:00+01:00"),
  };
  const stored = async () => {
    const { subject, priority, tags, dueAtEpochMs } = await desk.rest.ticket(ticketId);
    return { subject, priority, tags, dueAtEpochMs };
  };
  await expect.poll(stored).toEqual(expected);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(expected.subject);
  await expect(properties.getByRole("combobox", { name: t("property.priority") })).toHaveValue(
    t("ticket.priority.urgent"),
  );
  await expect(properties).toContainText("parcel");
});

test("[D1] an answer from the ticket waits in the outbox and sets the status; a note does neither", async ({
  page,
  desk,
}) => {
  const ticketId = await receiveTicket(desk);
  const { stageId } = await firstPipeline(desk);
  await openTicket(page, desk, ticketId);
  await page.getByRole("tab", { name: t("ticket.composer.note") }).click();
  await page.getByRole("textbox", { name: t("ticket.composer.notePlaceholder") }).fill("Ask the carrier first.");
  await page.getByRole("button", { name: t("ticket.composer.addNote") }).click();
  await expect(page.getByRole("article").filter({ hasText: "Ask the carrier first." })).toContainText(
    t("ticket.note.label"),
  );
  expect((await desk.rest.ticket(ticketId)).stageId).toBe(stageId("New"));

  await page.getByRole("tab", { name: t("ticket.composer.reply") }).click();
  await page.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") }).fill("It is on its way.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("article").filter({ hasText: "It is on its way." })).toContainText(
    t("ticket.outbox.label"),
  );
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Waiting on contact"));
  expect((await desk.rest.status()).counts.outbox).toBe(1);
});

test("[H1c] a draft survives a reload", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  const field = page.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") });
  await field.fill("It is on its w");
  await page.getByRole("heading", { level: 1 }).click();
  await page.reload();
  await expect(field).toHaveText("It is on its w");
});

test("a ticket that is open shows a mail that arrives", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  await receive(desk, REPLY);
  await expect(page.getByRole("article").filter({ hasText: REPLY.text })).toBeVisible();
});
