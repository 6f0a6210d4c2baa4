import { describe, expect, test } from "vitest";
import type { IngestResult } from "#shared/contract/channels.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { ActivityView, ConversationView, MessageView, TicketCard, TicketView } from "#shared/contract/views.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { mail } from "./hostile-mails.ts";
import { startRealHost, typedError, type RealHost } from "./real-host.ts";

const times = <Result>(count: number, make: (at: number) => Result) =>
  Array.from({ length: count }, (_, at) => make(at));
const post = async (host: RealHost, raw: Buffer) =>
  (await host.rest("POST", `/channels/${INBOUND}/messages`, raw)).json as IngestResult;

type Record = {
  ticket: TicketView;
  messages: MessageView[];
  activities: ActivityView[];
  conversations: ConversationView[];
};

describe("fifty at once", () => {
  test("on one ticket: all of it is there, in one order, and every count is right", async () => {
    const host = await startRealHost();
    const first = await post(host, mail(["Message-ID: <first@example.com>"]));
    const path = `/tickets/${first.ticketId ?? ""}`;
    const stages = [STAGES.waitingOnUs, STAGES.closed, STAGES.waitingOnContact, STAGES.new];
    const answers = await Promise.all([
      ...times(50, (at) => host.rest("POST", `${path}/move`, { stageId: stages[at % stages.length] })),
      ...times(50, (at) => host.rest("PATCH", path, { subject: `Subject ${at}`, tags: [`tag ${at}`] })),
      ...times(50, (at) => host.rest("POST", `${path}/replies`, { text: `Answer ${at}` })),
      ...times(50, (at) => host.rest("POST", `${path}/notes`, { text: `Note ${at}` })),
      ...times(50, (at) =>
        host.rest(
          "POST",
          `/channels/${INBOUND}/messages`,
          mail([`Message-ID: <${at}@example.com>`, "In-Reply-To: <first@example.com>"], `Reply ${at}`),
        ),
      ),
    ]);
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);

    const { ticket, messages, activities, conversations } = await host.get<Record>(`${path}/record`);
    const kinds = { incoming: 0, outgoing: 0, internal: 0 };
    for (const { direction } of messages) kinds[direction] += 1;
    expect(kinds).toEqual({ incoming: 51, outgoing: 50, internal: 50 });
    expect([ticket.messageCount, conversations.map(({ messageCount }) => messageCount)]).toEqual([101, [101]]);
    const told = (type: string) => activities.filter(({ body }) => body.type === type).length;
    expect([told("message.received"), told("message.sent"), told("note.added")]).toEqual([51, 50, 50]);
    expect(new Set(activities.map(({ stamp }) => stamp)).size).toBe(activities.length);

    // The history tells one story: each move begins where the one before ended, and the last ends where the ticket is.
    const moves = activities.flatMap(({ body }) => (body.type === "ticket.stage-changed" ? [body] : []));
    let at = STAGES.new as string;
    for (const { from, to } of moves) {
      expect(from.stageId).toBe(at);
      at = to.stageId;
    }
    expect(at).toBe(ticket.stageId);
    expect((ticket.closedAtEpochMs !== null) === (ticket.stageId === STAGES.closed)).toBe(true);

    const counts = await host.get<Record & { [pipeline: string]: { [stage: string]: number } }>("/stage-counts");
    expect(Object.values(counts[SUPPORT] ?? {}).reduce((sum, count) => sum + count, 0)).toBe(1);
    const status = await host.get<DeskStatus>("/status");
    expect(status.counts).toMatchObject({ tickets: 1, messages: 151, outbox: 50 });
  });

  test("new tickets, by mail and by hand: each has a number of its own, from one on without a gap", async () => {
    const host = await startRealHost();
    await Promise.all([
      ...times(50, (at) => post(host, mail([`From: customer${at}@example.com`, `Message-ID: <${at}@example.com>`]))),
      ...times(50, (at) => host.rest("POST", "/tickets", { subject: `By hand ${at}`, pipelineId: SUPPORT })),
      // Refused ones take no number.
      ...times(20, () => host.rest("POST", "/tickets", { subject: "Nowhere", pipelineId: "nowhere" })),
    ]);
    const { items } = await host.get<{ items: TicketCard[] }>("/tickets?limit=200");
    expect(items.map(({ number }) => number ?? 0).toSorted((a, b) => a - b)).toEqual(times(100, (at) => at + 1));
  });

  test("[H4] one mail fifty times is one message", async () => {
    const host = await startRealHost();
    const raw = mail(
      ["Message-ID: <one@example.com>", "Content-Type: multipart/mixed; boundary=b"],
      `--b\r\n\r\nhi\r\n--b\r\nContent-Type: image/png; name=x.png\r\n\r\n${"x".repeat(100_000)}\r\n--b--`,
    );
    const results = await Promise.all(times(50, () => post(host, raw)));
    const statuses = results.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...times(49, () => "duplicate"), "imported"]);
    expect(new Set(results.map(({ messageId, ticketId }) => `${messageId} ${ticketId}`)).size).toBe(1);
    expect((await host.get<DeskStatus>("/status")).counts).toMatchObject({ tickets: 1, messages: 1, contacts: 1 });
    const source = await host.rest("GET", `/messages/${results[0]?.messageId ?? ""}/raw`);
    expect(source.body.equals(raw)).toBe(true);
  });

  test("[H4] twins that bear one Message-ID, each ten times, are five messages", async () => {
    const host = await startRealHost();
    const raws = times(5, (at) => mail(["Message-ID: <same@example.com>"], `Text ${at}`));
    const results = await Promise.all(times(50, (at) => post(host, raws[at % raws.length] ?? Buffer.alloc(0))));
    expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(5);
    expect(results.filter(({ status }) => status === "imported").length).toBe(5);
    expect((await host.get<DeskStatus>("/status")).counts.messages).toBe(5);
  });

  test("changes of the setup beside moves: no ticket is left in a status that is gone", async () => {
    const host = await startRealHost();
    const made = await Promise.all(
      times(20, (at) => post(host, mail([`From: c${at}@example.com`, `Message-ID: <${at}@example.com>`]))),
    );
    const ids = made.map(({ ticketId }) => ticketId ?? "");
    const answers = await Promise.all([
      ...ids.map((id) => host.rest("POST", `/tickets/${id}/move`, { stageId: STAGES.waitingOnUs })),
      host.rest("POST", `/pipelines/${SUPPORT}/stages/${STAGES.waitingOnUs}/remove`, { moveTicketsTo: STAGES.new }),
      ...ids.map((id) => host.rest("POST", `/tickets/${id}/move`, { stageId: STAGES.waitingOnUs })),
    ]);
    for (const answer of answers.filter(({ status }) => status >= 400))
      expect(typedError(answer)).toBe("404 PD_DESK_NOT_FOUND");
    const { items } = await host.get<{ items: TicketCard[] }>("/tickets?limit=200");
    expect(items.filter(({ stageId }) => stageId === STAGES.waitingOnUs)).toEqual([]);
  });
});
