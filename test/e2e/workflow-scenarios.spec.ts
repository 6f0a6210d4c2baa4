import { expect, type Page } from "@playwright/test";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";
import { all, tag } from "../support/definitions.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { QUESTION, receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";
import { type Json, makeWorkflow } from "./support/workflows.ts";

const SOURCES = ["email", "manual"];

/** A workflow that is switched on, for mails and tickets made by hand unless said otherwise. */
function active(
  desk: TestDesk,
  name: string,
  { steps, ...changes }: { readonly steps: readonly Json[] } & Json,
): Promise<string> {
  return makeWorkflow(desk, name, steps, { sources: SOURCES, ...changes });
}

const tagsOf = async (desk: TestDesk, id: string) => (await desk.rest.ticket(id)).tags.toSorted();

async function openTicket(page: Page, desk: TestDesk, id: string): Promise<void> {
  await page.goto(`${desk.url}#/ticket/${id}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
}

async function setPriority(page: Page, priority: "low" | "high" | "urgent"): Promise<void> {
  await page.getByRole("combobox", { name: t("property.priority") }).click();
  await page.getByRole("option", { name: t(`ticket.priority.${priority}`), exact: true }).click();
}

async function addNote(page: Page, text: string): Promise<void> {
  await page.keyboard.press("n");
  const field = page.getByRole("region", { name: t("ticket.composer.label") }).locator(":focus");
  await expect(field).toHaveCount(1);
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("article").filter({ hasText: text })).toBeVisible();
}

test("[E2] a card that tells a colleague: the bell counts it and leads to the ticket, the mail waits in the outbox", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  const { me } = await desk.rest.status();
  const path = `/pipelines/${pipeline.id}/stages/${stageId("Waiting on us")}/workflow`;
  const card = await desk.rest.send<WorkflowView>("PUT", path);
  const tell = {
    id: "tell",
    type: "send-internal-email",
    to: { userIds: [me.id], teamIds: [], owner: false, followers: false },
    addresses: ["lead@shop.example"],
    subject: "Look at {{ ticket.subject }}",
    body: "It is {{ contact.firstname }}'s.",
  };
  const definition = { ...card.definition, steps: [tell] };
  await desk.rest.send("PATCH", `/workflows/${card.id}`, { definition, enabled: true });
  await receiveTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.drag(QUESTION.subject, "Waiting on us");
  await page.getByRole("button", { name: t("notifications.open", { count: 1 }) }).click();
  await page
    .getByRole("dialog", { name: t("notifications.title") })
    .getByText(`Look at ${QUESTION.subject}`)
    .click();
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  await page.goto(`${desk.url}#/outbox`);
  const row = page.getByRole("main").getByText(`Look at ${QUESTION.subject}`);
  await expect(row.first()).toBeVisible();
  await expect(page.getByRole("main")).toContainText("lead@shop.example");
});

test("[F4] a workflow that never takes a ticket again, and one that takes it each time the priority changes", async ({
  page,
  desk,
}) => {
  const triggers = [{ id: "t1", type: "property-changed", property: "priority" }];
  const note = (text: string) => [{ id: "say", type: "add-note", text }];
  await active(desk, "Once", { triggers, steps: note("Once.") });
  await active(desk, "Each time", { triggers, reenrolment: { kind: "always" }, steps: note("Each time.") });
  const id = await receiveTicket(desk);
  await openTicket(page, desk, id);
  const notes = (text: string) => page.getByRole("article").filter({ hasText: text });
  await setPriority(page, "high");
  await expect(notes("Each time.")).toHaveCount(1);
  await expect(notes("Once.")).toHaveCount(1);
  await setPriority(page, "low");
  await expect(notes("Each time.")).toHaveCount(2);
  await expect(notes("Once.")).toHaveCount(1);
});

test("[F5] [F2] a delay, a branch on a property and a wait for an answer, each gone through by its ticket", async ({
  page,
  desk,
}) => {
  const arm = (id: string, value: string) => ({ id, name: id, values: [value], steps: [tag(id)] });
  await active(desk, "All kinds", {
    triggers: [{ id: "t1", type: "note-added" }],
    steps: [
      { id: "pause", type: "wait-for", duration: { amount: 1, unit: "seconds" } },
      {
        id: "which",
        type: "branch-value",
        object: "ticket",
        property: "priority",
        arms: [arm("hurry", "urgent"), arm("calm", "low")],
        otherwise: [tag("neither")],
      },
      { id: "answer", type: "wait-for-event", event: "customer-replied", timeout: null, whenTimedOut: "stop" },
      tag("answered"),
    ],
  });
  const id = await receiveTicket(desk);
  await openTicket(page, desk, id);
  await setPriority(page, "urgent");
  await addNote(page, "She called.");
  await expect.poll(() => tagsOf(desk, id)).toEqual(["hurry"]);
  await receive(desk, REPLY);
  await expect.poll(() => tagsOf(desk, id)).toEqual(["answered", "hurry"]);
  await expect(page.getByRole("complementary").first()).toContainText("answered");
});

test("[F13] two workflows act on one event in the order of the list, which the keyboard changes", async ({
  page,
  desk,
}) => {
  const { pipeline } = await firstPipeline(desk);
  const set = (value: string) => [{ id: "set", type: "set-property", change: { property: "priority", value } }];
  const filter = all({ object: "ticket", property: "priority", operator: "is-unknown" });
  await active(desk, "Hurry", { filter, steps: set("urgent") });
  await active(desk, "Calm", { filter, steps: set("low") });
  const made = async () => {
    const { id } = await desk.rest.createTicket({ subject: "Boots", pipelineId: pipeline.id });
    return (await desk.rest.ticket(id)).priority;
  };
  expect(await made()).toBe("urgent");
  await page.goto(`${desk.url}#/workflows`);
  await page.getByRole("button", { name: t("workflows.grip", { workflow: "Calm" }) }).press("ArrowUp");
  await expect.poll(made).toBe("low");
});

test("[F7] a run that waits is held while automations are paused, and goes on afterwards, once", async ({
  page,
  desk,
}) => {
  await active(desk, "Waits", {
    steps: [{ id: "pause", type: "wait-for", duration: { amount: 1, unit: "seconds" } }, tag("went-on")],
  });
  await page.goto(`${desk.url}#/settings/general`);
  await page.getByRole("button", { name: t("settings.pause.action") }).click();
  await expect(page.getByRole("link", { name: t("shell.automationsPaused.look") })).toBeVisible();
  const id = await receiveTicket(desk);
  const { items } = await desk.rest.send<{ items: { status: string }[] }>("GET", `/tickets/${id}/runs`);
  expect(items).toHaveLength(1);
  await page.getByRole("button", { name: t("settings.pause.resume"), exact: true }).click();
  await expect.poll(() => tagsOf(desk, id)).toEqual(["went-on"]);
  const changes = (await desk.rest.activities(id)).filter(({ body }) => body.type === "ticket.property-changed");
  expect(changes).toHaveLength(1);
});

test("[E10] what acts on mail leaves a conversation of another source alone, unless it names that source", async ({
  desk,
}) => {
  const { pipeline } = await firstPipeline(desk);
  await active(desk, "Mail only", { sources: ["email"], steps: [tag("by-mail")] });
  await active(desk, "By hand too", { sources: ["email", "manual"], steps: [tag("both")] });
  const { id } = await desk.rest.createTicket({ subject: "Boots", pipelineId: pipeline.id });
  expect(await tagsOf(desk, id)).toEqual(["both"]);
  const byMail = await receiveTicket(desk);
  expect(await tagsOf(desk, byMail)).toEqual(["both", "by-mail"]);
});

test("[E4] a marketing mail goes to the contact who agreed; for the other the step is told as left out, with the reason", async ({
  page,
  desk,
}) => {
  const mail = { kind: "custom", subject: "News", body: "New boots are here.", html: false, marketing: true };
  const id = await active(desk, "News", {
    triggers: [{ id: "t1", type: "note-added" }],
    steps: [{ id: "news", type: "send-email", to: "primary-contact", mail }],
  });
  const agreed = await receiveTicket(desk);
  const bob = { ...QUESTION, from: "Bob <bob@example.com>", messageId: "b1@example.com", subject: "Broken zip" };
  const not = await receiveTicket(desk, bob);
  const { primaryContactId } = await desk.rest.ticket(agreed);
  await desk.rest.send("PATCH", `/contacts/${primaryContactId ?? ""}`, { marketingContact: true });
  for (const ticketId of [agreed, not]) {
    await openTicket(page, desk, ticketId);
    await addNote(page, "Told them.");
  }
  await page.goto(`${desk.url}#/outbox`);
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "News" })).toHaveCount(1);
  await expect(page.getByRole("main")).toContainText("Ada Lovelace");
  await page.goto(`${desk.url}#/workflows/${id}?look=history`);
  await page
    .getByRole("region", { name: t("workflows.history.runs") })
    .getByRole("button")
    .filter({ hasText: "Broken zip" })
    .click();
  const run = page.getByRole("complementary", { name: t("workflows.history.run") });
  await expect(run).toContainText(t("skipped.not-a-marketing-contact"));
});

test("[F12b] a wait without a way out and a condition that always holds are warned of, and the list leads to the step", async ({
  page,
  desk,
}) => {
  const not = (value: string) => ({ object: "ticket", property: "priority", operator: "is-not", value });
  const id = await active(desk, "Odd", {
    filter: { match: "any", parts: [not("low"), not("high")] },
    steps: [{ id: "answer", type: "wait-for-event", event: "customer-replied", timeout: null, whenTimedOut: "stop" }],
  });
  await page.goto(`${desk.url}#/workflows/${id}`);
  await page.getByText(t("workflows.problemsCount", { count: 2 })).click();
  const panel = page.getByRole("complementary").filter({ hasText: t("workflows.problems") });
  // Both, and the one that closes the list.
  await expect(panel.getByRole("button")).toHaveCount(3);
  await panel.getByRole("button").last().click();
  await expect(page.locator("[data-box=answer]")).toHaveAttribute("aria-pressed", "true");
});
