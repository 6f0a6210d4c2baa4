import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { ingestMails, prepareMails } from "#main/mail/ingest/ingest.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, runsOf, seen, told, workflow } from "./crm-fixture.ts";
import { insert } from "../../support/insert.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

const merge = (id: TicketId, intoTicketId: TicketId) => desk.client.tickets.merge({ id, intoTicketId });

describe("[H5] [F5] merging by hand", () => {
  test("conversations, messages, contacts, tags and followers go to the other ticket; both histories stay", async () => {
    const [bea, carl] = [await addUser(desk, "Bea"), await addUser(desk, "Carl")];
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const from = await mailFrom(desk, "Dora", "other@example.com", "The same boots");
    await desk.client.tickets.update({ id: into, tags: ["boots", "old"], followerIds: [bea] });
    await desk.client.tickets.update({ id: from, tags: ["boots", "new"], followerIds: [bea, carl] });
    await desk.client.tickets.addNote({ id: from, text: "She called." });
    desk.clock.nowEpochMs += 1000;
    await desk.receive({
      messageId: "third@example.com",
      inReplyTo: "other@example.com",
      from: "dora@example.com",
      text: "Hello?",
    });
    await desk.client.tickets.markRead({ id: into });
    const asOf = await desk.ticket(from);
    desk.clock.nowEpochMs += 1000;
    expect((await merge(from, into)).id).toBe(into);
    expect(await seen(desk, [from, into])).toEqual([
      {
        stage: STAGES.closed,
        mergedInto: into,
        links: [{ ticketId: into, relation: "related" }],
        counted: [0],
        messages: [],
        contacts: ["dora@example.com"],
        tags: ["boots", "new"],
        followers: [bea, carl],
        unread: false,
        last: [asOf.lastCustomerMessageAtEpochMs, null],
        snippet: "Hello?",
        history: [
          "channel: ticket.created",
          "channel: message.received (B1 new-conversation)",
          'user: tags [] → ["boots","new"]',
          `user: followerIds [] → ${JSON.stringify([bea, carl])}`,
          "user: note.added",
          "channel: message.received (D2 customer-replied)",
          "D2: new → waiting-on-us",
          "user: ticket.merged",
          "user: waiting-on-us → closed",
          `C1: closedAtEpochMs null → ${desk.clock.nowEpochMs}`,
        ],
      },
      {
        stage: STAGES.new,
        mergedInto: undefined,
        links: [{ ticketId: from, relation: "related" }],
        counted: [3, 1, 2],
        messages: ["She called.", "first@example.com", "other@example.com", "third@example.com"],
        contacts: ["anna@example.com", "dora@example.com"],
        tags: ["boots", "old", "new"],
        followers: [bea, carl],
        unread: true,
        last: [asOf.lastCustomerMessageAtEpochMs, null],
        snippet: "Hello?",
        history: [
          "channel: ticket.created",
          "channel: message.received (B1 new-conversation)",
          'user: tags [] → ["boots","old"]',
          `user: followerIds [] → ${JSON.stringify([bea])}`,
          "user: ticket.merged",
          'user: tags ["boots","old"] → ["boots","old","new"]',
          `user: followerIds ${JSON.stringify([bea])} → ${JSON.stringify([bea, carl])}`,
        ],
      },
    ]);
  });

  test("later mail of the merged ticket's thread, and what waits in the outbox, belong to the other", async () => {
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const from = await mailFrom(desk, "Anna", "other@example.com");
    const answer = await desk.client.tickets.reply({ id: from, text: "Which size?" });
    const task = await desk.client.tasks.create({ ticketId: from, title: "Call" });
    await merge(from, into);
    const reply = await desk.receive({ messageId: "third@example.com", inReplyTo: "other@example.com" });
    expect([reply.ticketId, (await desk.ticket(into)).messageCount, (await desk.ticket(from)).stageId]).toEqual([
      into,
      4,
      STAGES.closed,
    ]);
    const { items } = await desk.client.outbox.list({});
    expect(items.map(({ id, ticketId }) => [id, ticketId])).toEqual([[answer.delivery?.id, into]]);
    expect((await desk.client.tasks.list({ ticketId: into })).items.map(({ id }) => id)).toEqual([task.id]);
  });

  test("is refused plainly: itself, twice, into a merged one, unknown", async () => {
    const [a, b, c] = [
      await mailFrom(desk, "Anna", "a@example.com"),
      await mailFrom(desk, "Anna", "b@example.com"),
      await mailFrom(desk, "Anna", "c@example.com"),
    ];
    await merge(a, b);
    const reasons = await Promise.all(
      [merge(b, b), merge(a, c), merge(c, a)].map((refused) =>
        refused.then(
          () => null,
          (error: { code: string; details: { id: string; reason: string } }) => [
            error.code,
            error.details.reason,
            error.details.id,
          ],
        ),
      ),
    );
    expect(reasons).toEqual([
      ["PD_INPUT_INVALID", "same-ticket", b],
      ["PD_INPUT_INVALID", "merged-already", b],
      ["PD_INPUT_INVALID", "target-merged", b],
    ]);
    await expect(merge(c, TicketId.parse("t_none"))).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
    // On and on: what went to the second goes to the third with it.
    await merge(b, c);
    const reply = await desk.receive({ messageId: "late@example.com", inReplyTo: "a@example.com" });
    expect([reply.ticketId, (await desk.ticket(c)).messageCount]).toEqual([c, 4]);
  });

  test("[G1] [G4] the rules for moves don't keep it open; [G5] who may not edit a closed ticket may not merge it", async () => {
    const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const [one, two] = [
      await mailFrom(desk, "Anna", "one@example.com"),
      await mailFrom(desk, "Anna", "two@example.com"),
    ];
    await desk.client.tickets.move({ id: two, stageId: STAGES.closed });
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: {
        ...rules,
        preventSkipping: true,
        closedEditors: "admins",
        requiredProperties: { [STAGES.closed]: ["ownerId"] },
      },
    });
    await merge(one, into);
    expect((await desk.ticket(one)).stageId).toBe(STAGES.closed);
    const agent = await desk.as([]);
    await expect(agent.tickets.merge({ id: two, intoTicketId: into })).rejects.toMatchObject({
      code: "PD_RULE_REFUSED",
    });
  });

  test("[G5] nor may they merge into one, nor take such a merge back; a workflow may do neither", async () => {
    const [closed, one, two] = [
      await mailFrom(desk, "Anna", "closed@example.com"),
      await mailFrom(desk, "Anna", "one@example.com"),
      await mailFrom(desk, "Anna", "two@example.com"),
    ];
    await merge(one, closed);
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    await desk.client.pipelines.update({ id: SUPPORT, rules: { closedEditors: "admins" } });
    const agent = await desk.as([]);
    const refused = { code: "PD_RULE_REFUSED" };
    await expect(agent.tickets.merge({ id: two, intoTicketId: closed })).rejects.toMatchObject(refused);
    await expect(agent.tickets.unmerge({ id: one })).rejects.toMatchObject(refused);
    expect([(await desk.ticket(one)).mergedIntoTicketId, (await desk.ticket(two)).mergedIntoTicketId]).toEqual([
      closed,
      undefined,
    ]);
  });

  test("[G5] a workflow merges no closed ticket that no workflow may edit", async () => {
    const workflowId = await workflow(desk, [{ type: "merge-into", other: "oldest-open-of-contact" }], {
      triggers: [{ id: "t1", type: "manual" }],
    });
    const open = await mailFrom(desk, "Anna", "open@example.com");
    const closed = await mailFrom(desk, "Anna", "closed@example.com");
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    await desk.client.pipelines.update({ id: SUPPORT, rules: { closedEditors: "admins" } });
    await desk.client.workflows.enrol({ id: workflowId, ticketIds: [closed] });
    expect(await told(desk, workflowId)).toEqual(["failed, s1 failed: G5: rule.G5.admins"]);
    expect([(await desk.ticket(closed)).mergedIntoTicketId, (await desk.ticket(open)).messageCount]).toEqual([
      undefined,
      1,
    ]);
  });

  test("takes the ticket out of what it waits in, and no workflow takes it any more", async () => {
    const wait = { type: "wait-for", duration: { amount: 1, unit: "hours" }, cancelOn: [], whenCancelled: "stop" };
    const waiting = await workflow(desk, [wait], { unenrolment: { on: ["ticket-closed"], filter: null } });
    const closing = await workflow(desk, [{ type: "add-tags", tags: ["bye"] }], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
    });
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const from = await mailFrom(desk, "Anna", "other@example.com");
    await merge(from, into);
    expect(
      (await runsOf(desk, waiting)).map(({ ticketId, status, endReason }) => [ticketId, status, endReason]),
    ).toEqual([
      [into, "waiting", ""],
      [from, "unenrolled", "merged"],
    ]);
    expect(await told(desk, closing)).toEqual([]);
  });

  test("5 000 messages move, each once", async () => {
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const from = await mailFrom(desk, "Anna", "other@example.com");
    const { store } = desk.core.context;
    const [message] = await store.messages.find({ selector: { ticketId: from } });
    if (!message) throw new Error("It has a message.");
    const copies = Array.from({ length: 4_999 }, (_, at) => ({
      ...message,
      id: `${message.id}-${at}` as typeof message.id,
      rfcMessageId: `copy-${at}@example.com`,
      atEpochMs: message.atEpochMs + at,
    }));
    for (let at = 0; at < copies.length; at += 100) await insert(store.messages, copies.slice(at, at + 100));
    await merge(from, into);
    expect([
      await store.messages.count({ ticketId: from }),
      await store.messages.count({ ticketId: into }),
      (await desk.ticket(into)).messageCount,
    ]).toEqual([0, 5_001, 5_001]);
  });
});

describe("[F5] merge-into", () => {
  const mergeStep = { type: "merge-into", other: "oldest-open-of-contact" };

  test("merges a new ticket into the contact's open one, and the run ends", async () => {
    const into = await mailFrom(desk, "Anna", "first@example.com");
    const id = await workflow(desk, [mergeStep, { type: "add-tags", tags: ["never"] }]);
    const from = await mailFrom(desk, "Anna", "other@example.com");
    const alone = await mailFrom(desk, "Bea", "third@example.com");
    const [merged, target] = [await desk.ticket(from), await desk.ticket(into)];
    expect([merged.mergedIntoTicketId, merged.tags, target.messageCount, (await desk.ticket(alone)).tags]).toEqual([
      into,
      [],
      2,
      ["never"],
    ]);
    expect(await told(desk, id)).toEqual(["done, s1 done", "done, s1 skipped: no-other-ticket, s2 done"]);
  });

  test("mails of one piece of work: each new ticket goes into the first, and an answer to a merged one too", async () => {
    await workflow(desk, [mergeStep]);
    const [channel] = desk.core.context.setup.all("channel").filter(({ channelKind }) => channelKind === "email");
    if (!channel) throw new Error("There is a channel.");
    const mails = await Promise.all(
      [
        ["a@x", ""],
        ["b@x", ""],
        ["c@x", "b@x"],
      ].map(async ([messageId = "", inReplyTo = ""], at) => {
        const mail = {
          messageId,
          from: "anna@example.com",
          to: "help@desk.example",
          subject: "Boots",
          text: messageId,
        };
        const raw = new TextEncoder().encode(rawMail(inReplyTo === "" ? mail : { ...mail, inReplyTo }));
        const read = await parseMail(raw, { ownAddresses: [] });
        const cause = { kind: "channel" as const, channelId: channel.id };
        return { raw, read, channel, cause, atEpochMs: desk.clock.nowEpochMs + at };
      }),
    );
    await ingestMails(desk.core.context, await prepareMails(desk.core.context, mails));
    const { items } = await desk.client.tickets.list({});
    const cards = items.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
    expect(cards.map(({ number, messageCount, stageId }) => [number, messageCount, stageId])).toEqual([
      [1, 3, STAGES.new],
      [2, 0, STAGES.closed],
    ]);
  });
});
