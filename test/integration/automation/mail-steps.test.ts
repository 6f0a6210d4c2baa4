import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PersonId } from "#shared/model/ids.ts";
import { contactIdOf } from "#main/desk/people.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { openMailFixture, template, toCustomer, type MailFixture } from "./mail-fixture.ts";
import { insert } from "../../support/insert.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(async () => {
  await fixture.close();
});

const client = () => fixture.desk().client;
const context = () => fixture.desk().core.context;

describe("[E3] a mail to the ticket's contact", () => {
  test("the built-in template goes once, into the ticket's thread, marked as automatic, and moves nothing", async () => {
    const workflowId = await fixture.workflow([template("mail-template-ticket-received")]);
    const ticketId = await fixture.receive({ messageId: "first@example.com" });
    const { ticket, messages, activities } = await client().tickets.open({ id: ticketId });
    const [mail] = await fixture.mails(ticketId);
    expect({
      stage: ticket.stageId,
      waits: [ticket.lastCustomerMessageAtEpochMs !== null, ticket.lastAgentMessageAtEpochMs],
      mails: messages.length,
      to: mail?.to,
      subject: mail?.subject,
      text: mail?.text,
      conversation: mail?.conversationId === ticket.originConversationId,
      references: mail?.references,
      automatic: mail?.classification.automatic,
      verdict: mail?.verdict,
    }).toEqual({
      stage: STAGES.new,
      waits: [true, null],
      mails: 2,
      to: [{ name: "Anna Rossi", address: "anna@example.com" }],
      subject: "We received your request: Boots",
      text: [
        "Hello Anna,",
        'thank you for writing to us. Your request "Boots" (number 1) has arrived, and we will answer as soon as we can.',
        "If you want to add something, just reply to this e-mail.",
        "My desk",
      ].join("\n\n"),
      conversation: true,
      references: ["first@example.com"],
      automatic: true,
      verdict: { kind: "no-change", rule: "D7", reason: "automatic" },
    });
    expect((await fixture.outbox()).map(({ messageId, state, automatic }) => [messageId, state, automatic])).toEqual([
      [mail?.id, "queued", true],
    ]);
    expect(await fixture.outcome(workflowId)).toEqual({
      kind: "done",
      changed: true,
      details: { to: ["anna@example.com"], subject: "We received your request: Boots", messageIds: [mail?.id] },
    });
    const acted = activities.filter(({ cause }) => cause.kind === "workflow");
    expect(acted.map(({ body }) => [body.type, "about" in body ? body.about : ""])).toEqual([
      ["workflow.acted", "We received your request: Boots"],
      ["message.sent", ""],
    ]);
  });

  test("the message says which step wrote it", async () => {
    const workflowId = await fixture.workflow([toCustomer("Hello", "Hi")]);
    const ticketId = await fixture.receive();
    const [run] = await fixture.runs(workflowId);
    const [mail] = await fixture.mails(ticketId);
    expect((await context().store.messages.get(mail?.id ?? ""))?.outgoing).toEqual({
      basisStamp: "",
      invented: false,
      cause: { kind: "workflow", workflowId, runId: run?.id, stepId: "step-1" },
    });
  });

  test("a closed ticket's template, where it is closed", async () => {
    await fixture.workflow([template("mail-template-ticket-closed")], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
    });
    const ticketId = await fixture.receive();
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    expect((await fixture.mails(ticketId)).map(({ subject }) => subject)).toEqual(["Your request is closed: Boots"]);
    expect((await client().tickets.get({ id: ticketId })).stageId).toBe(STAGES.closed);
  });

  test("to all contacts: a mail for each, by their own name, none sees the other", async () => {
    const workflowId = await fixture.workflow(
      [toCustomer("For {{ contact.firstname }}", "Hi {{ contact.name }}", { all: true })],
      {
        triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
      },
    );
    const ticketId = await fixture.receive();
    await addContact(ticketId, "bob@example.com", "Bob Bianchi");
    await addContact(ticketId, "", "Nobody");
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    const mails = await fixture.mails(ticketId);
    expect(
      mails
        .toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
        .map(({ to, cc, subject, text }) => [to.map(({ address }) => address), cc, subject, text]),
    ).toEqual([
      [["anna@example.com"], [], "For Anna", "Hi Anna Rossi"],
      [["bob@example.com"], [], "For Bob", "Hi Bob Bianchi"],
    ]);
    expect(await fixture.outcome(workflowId)).toMatchObject({
      kind: "done",
      details: { to: ["anna@example.com", "bob@example.com"], leftOut: [{ address: "", reason: "no-address" }] },
    });
  });

  test("a ticket by hand gets its own thread, and the next mail goes into it", async () => {
    await fixture.workflow([toCustomer("One", "1"), toCustomer("Two", "2")]);
    const { id } = await client().tickets.create({
      subject: "By hand",
      pipelineId: SUPPORT,
      contactAddress: "carla@example.com",
      contactName: "Carla",
    });
    const mails = await fixture.mails(id);
    expect(mails.map(({ to }) => to[0]?.address)).toEqual(["carla@example.com", "carla@example.com"]);
    expect(new Set(mails.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(
      (await client().conversations.list({ hasTicket: true })).items.map(({ messageCount }) => messageCount),
    ).toEqual([2]);
  });

  test.each([
    ["nobody", { contactName: "", contactAddress: undefined }, "no-contact"],
    ["one of the desk's own addresses", { contactName: "Desk", contactAddress: "help@desk.example" }, "own-address"],
  ])("a ticket whose contact is %s: skipped, with the reason", async (_name, contact, reason) => {
    await setInboundAddress();
    const workflowId = await fixture.workflow([toCustomer("Hello", "Hi")]);
    await client().tickets.create({
      subject: "By hand",
      pipelineId: SUPPORT,
      ...(contact.contactAddress === undefined ? {} : { contactAddress: contact.contactAddress }),
    });
    expect([await fixture.outcome(workflowId), await fixture.outbox()]).toEqual([{ kind: "skipped", reason }, []]);
  });

  test("an address that is none is skipped with the reason, and the run goes on", async () => {
    const workflowId = await fixture.workflow([toCustomer("Hello", "Hi"), toCustomer("Again", "Hi")], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
    });
    const ticketId = await fixture.receive();
    await changePerson("anna@example.com", { address: "anna@example.com, eve@evil.example" });
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    const [run] = await fixture.runs(workflowId);
    expect([run?.status, run?.journal.map(({ outcome }) => outcome), await fixture.outbox()]).toEqual([
      "done",
      [
        { kind: "skipped", reason: "invalid-address" },
        { kind: "skipped", reason: "invalid-address" },
      ],
      [],
    ]);
  });

  test.each([
    ["robot@example.com", "Auto-Submitted: auto-generated"],
    ["news@example.com", "List-Unsubscribe: <https://example.com/out>"],
    ["ann@example.com", "X-Auto-Response-Suppress: All"],
    ["no-reply@example.com", "X-Nothing: said"],
  ])("[D7] a ticket of %s (%s) is one like any other and gets no automatic answer", async (address, header) => {
    const workflowId = await fixture.workflow([toCustomer("Hello", "Hi")]);
    const { ticketId } = await client().channels.ingest({
      params: { id: INBOUND },
      body: new Blob([
        `From: Robot <${address}>\r\nTo: help@desk.example\r\nSubject: Report\r\n${header}\r\nMessage-ID: <r@example.com>\r\n\r\nHi\r\n`,
      ]),
    });
    expect(ticketId).not.toBeNull();
    expect([await fixture.outcome(workflowId), await fixture.outbox()]).toEqual([
      { kind: "skipped", reason: "no-answer-wanted" },
      [],
    ]);
  });

  test("a template that is gone fails the run, visibly", async () => {
    const made = await client().mailTemplates.create({ name: "Own", subject: "Own", body: "Own" });
    const workflowId = await fixture.workflow([template(made.id)]);
    const document = await context().store.setup.get(made.id);
    if (document) await context().store.setup.remove([document]);
    await fixture.receive();
    expect(await fixture.outcome(workflowId)).toEqual({
      kind: "failed",
      code: "PD_DESK_NOT_FOUND",
      message: `The mail template ${made.id} is no longer there.`,
    });
  });
});

describe("[E4] marketing", () => {
  const send = async (contact: { marketingContact?: boolean; unsubscribed?: boolean }, marketing = true) => {
    const workflowId = await fixture.workflow([toCustomer("Offer", "Buy", { marketing })], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
    });
    const ticketId = await fixture.receive();
    await client().contacts.update({ id: contactIdOf("anna@example.com"), ...contact });
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    const [run] = await fixture.runs(workflowId);
    return [run?.journal[0]?.outcome.kind, run?.journal[0]?.outcome, (await fixture.outbox()).length];
  };

  test("goes to a contact that agreed", async () => {
    expect(await send({ marketingContact: true })).toEqual(["done", expect.anything(), 1]);
  });
  test("is skipped for one that did not, with the reason", async () => {
    expect(await send({})).toEqual(["skipped", { kind: "skipped", reason: "not-a-marketing-contact" }, 0]);
  });
  test("is skipped for one that unsubscribed, with the reason", async () => {
    expect(await send({ marketingContact: true, unsubscribed: true })).toEqual([
      "skipped",
      { kind: "skipped", reason: "unsubscribed" },
      0,
    ]);
  });
  test("what is transactional goes to everybody", async () => {
    expect(await send({ marketingContact: false, unsubscribed: true }, false)).toEqual(["done", expect.anything(), 1]);
  });
  test("a contact can subscribe again, and nothing else of it changes", async () => {
    const ticketId = await fixture.receive();
    const id = contactIdOf("anna@example.com");
    const before = await client().contacts.get({ id });
    await client().contacts.update({ id, unsubscribed: true });
    const after = await client().contacts.update({ id, unsubscribed: false, marketingContact: true });
    const { consents, ...rest } = after;
    expect([ticketId !== "", rest, consents?.map(({ what }) => what)]).toEqual([
      true,
      { ...before, marketingContact: true, unsubscribedAtEpochMs: null },
      ["unsubscribed", "agreed", "resubscribed"],
    ]);
  });
});

describe("[F6] what is filled in", () => {
  test("is escaped in HTML, and no name begins another header", async () => {
    await fixture.workflow([
      toCustomer(
        "Hi {{ contact.name }}: {{ ticket.subject }}",
        "<p>Dear {{ contact.name }}</p><p>{{ message.text | newline_to_br }}</p>",
        {
          html: true,
        },
      ),
    ]);
    const ticketId = await fixture.receive({
      subject: "Boots <script>alert(1)</script>",
      text: "<b>one</b>\r\ntwo & three",
    });
    await changePerson("anna@example.com", { name: 'Eve\r\nBcc: all@evil.example\r\n"<img src=x onerror=alert(1)>' });
    await fixture.workflow(
      [toCustomer("Re {{ contact.name }}", "<p>{{ contact.name }}</p>{{ ticket.subject }}", { html: true })],
      { triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }] },
    );
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    const [first, second] = await context()
      .store.messages.getMany((await fixture.mails(ticketId)).map(({ id }) => id))
      .then((found) => Array.from(found.values()).toSorted((a, b) => (a.subject < b.subject ? -1 : 1)));
    expect([first?.html, second?.html, second?.subject, second?.to]).toEqual([
      "<p>Dear Anna Rossi</p><p>&lt;b&gt;one&lt;/b&gt;<br />\ntwo &amp; three</p>",
      '<p>Eve\r\nBcc: all@evil.example\r\n"&lt;img src=x onerror=alert(1)&gt;</p>Boots &lt;script&gt;alert(1)&lt;/script&gt;',
      'Re Eve Bcc: all@evil.example "<img src=x onerror=alert(1)>',
      [{ name: 'Eve Bcc: all@evil.example "<img src=x onerror=alert(1)>', address: "anna@example.com" }],
    ]);
    if (!second) throw new TypeError("There are two.");
    const { raw, envelope } = await composeMail(context(), second, { address: "help@desk.example" });
    const [head = ""] = new TextDecoder().decode(raw).split("\r\n\r\n");
    expect([/^Bcc:/imu.test(head), envelope.to]).toEqual([false, ["anna@example.com"]]);
  });

  test("an internal note never gets into a customer's mail", async () => {
    await fixture.workflow([toCustomer("News", "It says: {{ message.text }}.")], {
      triggers: [{ id: "t1", type: "note-added" }],
    });
    const ticketId = await fixture.receive();
    await client().tickets.addNote({ id: ticketId, text: "A difficult customer." });
    expect((await fixture.mails(ticketId)).map(({ text }) => text)).toEqual(["It says: ."]);
  });

  test("a template that writes without end fails the run, visibly, and the ticket goes on", async () => {
    const workflowId = await fixture.workflow([
      toCustomer("Loop", "{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}"),
    ]);
    const other = await fixture.workflow([toCustomer("Works", "Yes")]);
    const ticketId = await fixture.receive();
    const [run] = await fixture.runs(workflowId);
    expect([run?.status, await fixture.outcome(workflowId), (await fixture.runs(other))[0]?.status]).toEqual([
      "failed",
      expect.objectContaining({ kind: "failed", code: "PD_TEMPLATE_FAILED" }),
      "done",
    ]);
    expect((await fixture.mails(ticketId)).map(({ subject }) => subject)).toEqual(["Works"]);
  });

  test("a definition with placeholders that are not there is refused with their paths", async () => {
    const refused = fixture.workflow([toCustomer("{{ ticket.subjct }}", "{{ contact.nme | upcas }}")]);
    await expect(refused).rejects.toMatchObject({
      details: {
        issues: [
          {
            path: "definition.steps.0.mail.subject",
            message: "bad-placeholder: There is no placeholder ticket.subjct.",
          },
          { path: "definition.steps.0.mail.body", message: "bad-placeholder: There is no filter upcas." },
        ],
      },
    });
  });
});

describe("[F3] the last message", () => {
  test("is what somebody wrote last, where the event has none: no note, no mail of a workflow", async () => {
    await fixture.workflow([toCustomer("Got it", "Yes")]);
    const ids = await Promise.all(
      ["leak", "sole"].map((value) =>
        fixture.workflow([toCustomer("Moved", "You wrote: {{ message.text }}")], {
          triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.waitingOnUs }],
          filter: { match: "all", parts: [{ object: "message", property: "text", operator: "contains", value }] },
        }),
      ),
    );
    const ticketId = await fixture.receive();
    await fixture.desk().time.advance(1_000);
    await client().tickets.addNote({ id: ticketId, text: "A sole of another kind." });
    await client().tickets.move({ id: ticketId, stageId: STAGES.waitingOnUs });
    const enrolled = await Promise.all(ids.map(async (id) => (await fixture.runs(id)).length));
    const moved = (await fixture.mails(ticketId)).find(({ subject }) => subject === "Moved");
    expect([enrolled, moved?.text]).toEqual([[1, 0], "You wrote: They leak."]);
  });
});

async function addContact(ticketId: string, address: string, name: string): Promise<void> {
  const { store } = context();
  const id = address === "" ? PersonId.parse("p_nobody") : contactIdOf(address);
  await insert(store.people, [
    {
      id,
      kind: "contact",
      name,
      address,
      addresses: address === "" ? [] : [address],
      companyId: null,
      phone: "",
      notes: "",
      createdAtEpochMs: 0,
      lastMessageAtEpochMs: null,
      stamps: {},
    },
  ]);
  const ticket = await store.tickets.get(ticketId);
  if (ticket)
    await store.tickets.write([{ previous: ticket, next: { ...ticket, contactIds: [...ticket.contactIds, id] } }]);
}

async function changePerson(address: string, changes: { name?: string; address?: string }): Promise<void> {
  const { store } = context();
  const person = await store.people.get(contactIdOf(address));
  if (person) await store.people.write([{ previous: person, next: { ...person, ...changes } }]);
}

async function setInboundAddress(): Promise<void> {
  const channel = context().setup.require("channel", INBOUND);
  await context().store.setup.write([{ previous: channel, next: { ...channel, address: "help@desk.example" } }]);
}
