import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { note, openMailFixture, tell, toColleagues, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(async () => {
  await fixture.close();
});

const client = () => fixture.desk().client;
const context = () => fixture.desk().core.context;

describe("[E2] an e-mail to colleagues", () => {
  test("goes to users, teams, the owner, followers and addresses, each once; users are notified too", async () => {
    const [ada, ben, cleo, dan] = [
      await fixture.user("Ada"),
      await fixture.user("Ben"),
      await fixture.user("Cleo"),
      await fixture.user("Dan", ""),
    ];
    const team = await client().teams.create({ name: "Second level", userIds: [ada.id, ben.id] });
    const workflowId = await fixture.workflow([
      { id: id("own"), type: "set-owner", userId: cleo.id },
      { id: id("follow"), type: "add-followers", userIds: [dan.id, ben.id] },
      toColleagues({ userIds: [ada.id], teamIds: [team.id], owner: true, followers: true }, ["ops@other.example"]),
    ]);
    const ticketId = await fixture.receive();
    const mails = await fixture.mails(ticketId);
    expect(mails.map(({ to }) => to).toSorted(byAddress)).toEqual([
      [{ name: "Ada", address: "ada@desk.example" }],
      [{ name: "Ben", address: "ben@desk.example" }],
      [{ name: "Cleo", address: "cleo@desk.example" }],
      [{ name: "", address: "ops@other.example" }],
    ]);
    expect([mails[0]?.subject, mails[0]?.text]).toEqual(["Boots is waiting", "Ticket 1 of Anna Rossi: They leak."]);
    const told = ["workflow-message: Boots is waiting / Ticket 1 of Anna Rossi: They leak."];
    for (const { id: userId } of [ada, ben, cleo, dan]) expect(await fixture.notifications(userId)).toEqual(told);
    expect((await fixture.runs(workflowId))[0]?.journal[2]?.outcome).toEqual({
      kind: "done",
      changed: true,
      details: {
        to: ["ada@desk.example", "ben@desk.example", "cleo@desk.example", "ops@other.example"],
        notified: ["Ada", "Ben", "Cleo", "Dan"],
        subject: "Boots is waiting",
      },
    });
  });

  test("is no part of the customer's thread and no answer to them", async () => {
    await fixture.workflow([toColleagues({}, ["ops@other.example"])]);
    const ticketId = await fixture.receive({ messageId: "first@example.com" });
    const { ticket, conversations, messages, activities } = await client().tickets.open({ id: ticketId });
    const [mail] = await fixture.mails(ticketId);
    expect({
      conversation: mail?.conversationId,
      references: mail?.references,
      conversations: conversations.map(({ messageCount, participants }) => [
        messageCount,
        participants.includes("ops@other.example"),
      ]),
      messages: messages.length,
      ticket: [ticket.stageId, ticket.messageCount, ticket.snippet, ticket.lastAgentMessageAtEpochMs],
      told: activities.map(({ body }) => body.type),
      outbox: (await fixture.outbox()).map(({ state, automatic, ticketId: of }) => [state, automatic, of]),
    }).toEqual({
      conversation: null,
      references: [],
      conversations: [[1, false]],
      messages: 2,
      ticket: [STAGES.new, 1, "They leak.", null],
      told: ["ticket.created", "message.received", "workflow.acted"],
      outbox: [["queued", true, ticketId]],
    });
    const reply = await client().tickets.reply({ id: ticketId, text: "Which size?" });
    expect([reply.to.map(({ address }) => address), reply.references]).toEqual([
      ["anna@example.com"],
      ["first@example.com"],
    ]);
  });

  test("on a ticket by hand, an agent's answer still goes to the contact", async () => {
    await fixture.workflow([toColleagues({}, ["ops@other.example"])]);
    const { id: ticketId } = await client().tickets.create({
      subject: "By hand",
      pipelineId: SUPPORT,
      contactAddress: "carla@example.com",
    });
    const reply = await client().tickets.reply({ id: ticketId, text: "Hello" });
    expect(reply.to.map(({ address }) => address)).toEqual(["carla@example.com"]);
  });

  test.each([
    ["a colleague's", "Ada <ada@desk.example>", "existing"],
    ["an outsider's", "Ops <ops@other.example>", "side"],
  ])("%s answer lands on the ticket and moves nothing, also where it is closed", async (_name, from, kind) => {
    await setInboundAddress();
    const ada = await fixture.user("Ada");
    await fixture.workflow([toColleagues({ userIds: [ada.id] }, ["ops@other.example"])], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
    });
    const ticketId = await fixture.receive();
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    const { lastCustomerMessageAtEpochMs } = await client().tickets.get({ id: ticketId });
    await fixture.desk().time.advance(1_000);
    const answeredId = await answerOf(ticketId, from);
    const { ticket, messages, contacts } = await client().tickets.open({ id: ticketId });
    const address = from.slice(from.indexOf("<") + 1, -1);
    const said = messages.find((message) => message.from.address === address);
    const stored = await context().store.messages.get(said?.id ?? "");
    expect(ticket.lastCustomerMessageAtEpochMs).toBe(lastCustomerMessageAtEpochMs);
    expect([answeredId, ticket.stageId, stored?.text.trim(), stored?.placement.kind, contacts.length]).toEqual([
      ticketId,
      STAGES.closed,
      "I will look.",
      kind,
      1,
    ]);
  });

  test("nobody left to tell: skipped, with the reason", async () => {
    const workflowId = await fixture.workflow([toColleagues({ owner: true }), tell({ followers: true })]);
    await fixture.receive();
    expect((await fixture.runs(workflowId))[0]?.journal.map(({ outcome }) => outcome)).toEqual([
      { kind: "skipped", reason: "nobody-there" },
      { kind: "skipped", reason: "nobody-there" },
    ]);
  });
});

describe("[F5] a notification and a note", () => {
  test("each user is told once", async () => {
    const ada = await fixture.user("Ada");
    await fixture.workflow([tell({ userIds: [ada.id], owner: true })]);
    await fixture.receive();
    expect(await fixture.notifications(ada.id)).toEqual(["workflow-message: Look: Boots / By Anna Rossi"]);
    expect(await fixture.outbox()).toEqual([]);
  });

  test("a note stands on the ticket, by the workflow, and customers never see it", async () => {
    const workflowId = await fixture.workflow([note("{{ contact.name }} wrote: {{ message.text }}")]);
    const ticketId = await fixture.receive();
    const { messages, activities } = await client().tickets.open({ id: ticketId });
    const made = messages.find(({ kind }) => kind === "note");
    expect([made?.text, made?.direction, made?.authorId, made?.from, await fixture.outbox()]).toEqual([
      "Anna Rossi wrote: They leak.",
      "internal",
      null,
      { name: "Writes", address: "" },
      [],
    ]);
    expect(activities.at(-1)).toMatchObject({
      cause: { kind: "workflow", workflowId, stepId: "step-1" },
      body: { type: "note.added", messageId: made?.id },
    });
  });
});

/** Somebody answers the mail to colleagues, as their mail program does. */
async function answerOf(ticketId: TicketId, from: string): Promise<TicketId> {
  const [mail] = await fixture.mails(ticketId);
  const stored = await context().store.messages.get(mail?.id ?? "");
  if (!stored) throw new TypeError("A mail was sent.");
  const { raw } = await composeMail(context(), stored, { address: "help@desk.example" });
  const subject =
    /^Subject: (.+(?:\r\n[ \t].+)*)$/mu.exec(new TextDecoder().decode(raw))?.[1]?.replaceAll(/\r\n\s/gu, " ") ?? "";
  return fixture.receive({ from, subject: `Re: ${subject}`, inReplyTo: stored.rfcMessageId, text: "I will look." });
}

async function setInboundAddress(): Promise<void> {
  const channel = context().setup.require("channel", INBOUND);
  await context().store.setup.write([{ previous: channel, next: { ...channel, address: "help@desk.example" } }]);
}

const id = (name: string) => StepId.parse(name);
type To = readonly { readonly address: string }[];
const byAddress = (a: To, b: To) => ((a[0]?.address ?? "") < (b[0]?.address ?? "") ? -1 : 1);
