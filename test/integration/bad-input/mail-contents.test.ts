import { describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import type { ConversationView, MessageView, TicketView } from "#shared/contract/views.ts";
import { HOSTILE_MAILS, mail, multipart } from "./hostile-mails.ts";
import { startRealHost, typedError, type RealHost } from "./real-host.ts";

const message = (host: RealHost, id: string) => host.get<MessageView>(`/messages/${id}`);
const blobOf = (text: string) => createHash("sha256").update(text).digest("hex");

async function ticketOf(host: RealHost, raw: Buffer): Promise<string> {
  const { ticketId } = await host.ingest(raw);
  if (ticketId === null) throw new Error("The mail made no ticket.");
  return ticketId;
}

const LINE_BREAKS = /[\r\n\0]/u;

describe("answers", () => {
  async function answer(host: RealHost, ticketId: string): Promise<MessageView> {
    const { status, json } = await host.rest("POST", `/tickets/${ticketId}/replies`, { text: "Which size?" });
    expect(status).toBe(201);
    return json as MessageView;
  }

  test("carry nothing that a later header could be made of", async () => {
    const host = await startRealHost();
    const hostile = HOSTILE_MAILS["line breaks hidden in encoded names and subject"];
    if (!hostile) throw new Error("no such mail");
    const reply = await answer(host, await ticketOf(host, hostile.raw));
    const { subject, references, rfcMessageId, from, to } = reply;
    const said = [
      subject,
      rfcMessageId,
      ...references,
      ...[from, ...to].flatMap(({ name, address }) => [name, address]),
    ];
    expect(said.filter((text) => LINE_BREAKS.test(text))).toEqual([]);
    expect({ subject, to: to.map(({ address }) => address) }).toEqual({
      subject: "Re: hi Bcc: victim@example.com body",
      to: ["eve@example.com"],
    });
  });

  test.each<[string, string[], string]>([
    [
      "to ten thousand others",
      [`Reply-To: ${Array.from({ length: 10_000 }, (_, at) => `v${at}@example.org`).join(",\r\n ")}`],
      "ada@example.com",
    ],
    ["to the desk itself", ["Reply-To: help@desk.example"], "ada@example.com"],
    ["to nobody", ["Reply-To: none at all"], "ada@example.com"],
    ["to somewhere else", ["Reply-To: Bob <bob@example.org>, carol@example.org"], "bob@example.org, carol@example.org"],
  ])("to a mail that asks for an answer %s go to one who wants it", async (_, lines, expected) => {
    const host = await startRealHost();
    const [channel] = (await host.get<{ items: { id: string }[] }>("/channels")).items;
    await host.rest("PATCH", `/channels/${channel?.id ?? ""}`, { aliases: ["help@desk.example"] });
    const { to } = await answer(host, await ticketOf(host, mail(lines)));
    expect(to.map(({ address }) => address).join(", ")).toBe(expected);
  });

  test("to a mail from nobody are refused", async () => {
    const host = await startRealHost();
    const id = await ticketOf(host, Buffer.from("To: help@desk.example\r\nSubject: anonymous\r\n\r\nhi\r\n"));
    const before = host.writes();
    const refused = await host.rest("POST", `/tickets/${id}/replies`, { text: "Who are you?" });
    expect([typedError(refused), host.writes()]).toEqual(["400 PD_INPUT_INVALID", before]);
  });

  test("to a thread of ten thousand ids name the first and the newest of them", async () => {
    const host = await startRealHost();
    const ids = Array.from({ length: 10_000 }, (_, id) => `<${id}@example.org>`);
    const { references } = await answer(
      host,
      await ticketOf(host, mail(["Message-ID: <last@example.org>", `References: ${ids.join("\r\n ")}`])),
    );
    expect([references[0], references.at(-2), references.at(-1), references.length]).toEqual([
      "0@example.org",
      "9999@example.org",
      "last@example.org",
      50,
    ]);
  });
});

test("ten thousand recipients: the documents stay small, and who of them answers joins the thread or a side of it", async () => {
  const host = await startRealHost();
  const people = Array.from({ length: 10_000 }, (_, at) => `User ${at} <user${at}@example.org>`);
  const first = await host.ingest(mail(["Message-ID: <many@example.com>", `Cc: ${people.join(",\r\n ")}`]));
  const view = await message(host, first.messageId);
  const conversation = await host.get<ConversationView>(`/conversations/${first.conversationId ?? ""}`);
  expect({
    cc: view.cc.length,
    isTold: view.problems.some((problem) => problem.includes("addresses")),
    participants: conversation.participants.length,
    from: conversation.participants[0],
  }).toEqual({ cc: 500, isTold: true, participants: 502, from: "ada@example.com" });
  for (const list of ["/tickets", "/conversations", `/tickets/${first.ticketId ?? ""}/record`, "/contacts"])
    expect({ list, isSmall: (await host.rest("GET", list)).body.byteLength < 200_000 }).toEqual({
      list,
      isSmall: true,
    });

  const answerOf = (user: number) =>
    host.ingest(
      mail([`From: user${user}@example.org`, `Message-ID: <${user}@example.org>`, "In-Reply-To: <many@example.com>"]),
    );
  const [known, unknown] = [await answerOf(7), await answerOf(9_999)];
  expect([known.conversationId, known.ticketId, unknown.ticketId]).toEqual([
    first.conversationId,
    first.ticketId,
    first.ticketId,
  ]);
  expect((await host.get<ConversationView>(`/conversations/${unknown.conversationId ?? ""}`)).kind).toBe("side");
});

test("a thread that grows by strangers without an end stops counting them at a thousand", async () => {
  const host = await startRealHost();
  let conversationId = "";
  for (let turn = 0; turn < 4; turn += 1) {
    const cc = Array.from({ length: 400 }, (_, at) => `user${turn}.${at}@example.org`).join(",\r\n ");
    const id = `Message-ID: <${turn}@example.com>`;
    const lines = turn === 0 ? [id] : [id, "In-Reply-To: <0@example.com>"];
    conversationId = (await host.ingest(mail([...lines, `Cc: ${cc}`]))).conversationId ?? "";
  }
  const { participants, messageCount } = await host.get<ConversationView>(`/conversations/${conversationId}`);
  expect([participants.length, messageCount]).toEqual([1000, 4]);
});

test("a date is believed where it can be, and the mail sorts by when it came", async () => {
  const dates: Record<string, string | null> = {
    "Mon, 1 Jan 0000 00:00:00 +0000": null,
    "Sat, 1 Jan 0001 00:00:00 +0000": null,
    "Fri, 31 Dec 9999 23:59:59 +0000": null,
    "Tue, 5 Mar 275761 09:12:00 +0000": null,
    "Tue, 99 Mar 2024 99:99:99 +9999": null,
    "yesterday, after lunch": null,
    "\0\u00ff": null,
    "": null,
    "Tue, 5 Mar 2024 09:12:00 +9900": "2024-03-05T09:12:00.000Z",
  };
  const host = await startRealHost();
  const now = host.desk.clock.nowEpochMs;
  const read: Record<string, string | null> = {};
  for (const date of Object.keys(dates)) {
    const { messageId, ticketId } = await host.ingest(mail([`Date: ${date}`]));
    const { dateEpochMs, atEpochMs } = await message(host, messageId);
    const { lastActivityAtEpochMs } = await host.get<TicketView>(`/tickets/${ticketId ?? ""}`);
    read[date] = dateEpochMs === null ? null : new Date(dateEpochMs).toISOString();
    expect({ date, atEpochMs, lastActivityAtEpochMs }).toEqual({ date, atEpochMs: now, lastActivityAtEpochMs: now });
  }
  expect(read).toEqual(dates);
});

describe("[H4] Message-IDs", () => {
  test("one id on mails that say different things: each is kept, and each once", async () => {
    const host = await startRealHost();
    const twins = ["They leak.", "They fit.", "They squeak."].map((text) =>
      mail(["Message-ID: <same@example.com>"], text),
    );
    const first = await Promise.all(twins.map((raw) => host.ingest(raw)));
    const again = await Promise.all(twins.map((raw) => host.ingest(raw)));
    expect([first.map(({ status }) => status), again.map(({ status }) => status)]).toEqual([
      ["imported", "imported", "imported"],
      ["duplicate", "duplicate", "duplicate"],
    ]);
    expect(again.map(({ messageId }) => messageId)).toEqual(first.map(({ messageId }) => messageId));
    const texts = await Promise.all(first.map(async ({ messageId }) => (await message(host, messageId)).text.trim()));
    expect(texts).toEqual(["They leak.", "They fit.", "They squeak."]);
  });

  test("[D8] none: what was written tells, not what was noted on the way", async () => {
    const host = await startRealHost();
    const raws = [mail([]), mail(["X-Other: yes"]), mail([], "They fit.\r\n"), mail(["Subject: Tent"])];
    const results = [];
    for (const raw of raws) results.push(await host.ingest(raw));
    expect(results.map(({ status }) => status)).toEqual(["imported", "duplicate", "imported", "imported"]);
    expect(results[1]?.messageId).toBe(results[0]?.messageId);
  });
});

test("a subject longer than a ticket's is shortened there, not in the mail", async () => {
  const host = await startRealHost();
  const subject = `${"a".repeat(498)}😀 and on it goes`;
  const { ticketId, messageId } = await host.ingest(mail([`Subject: ${subject}`]));
  const ticket = await host.get<TicketView>(`/tickets/${ticketId ?? ""}`);
  expect([ticket.subject.length, ticket.subject.isWellFormed(), ticket.subject.endsWith("…")]).toEqual([
    500,
    true,
    true,
  ]);
  expect((await message(host, messageId)).subject).toBe(subject);
});

describe("what a customer sent is never shown as a page", () => {
  const DOWNLOAD = {
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/sandbox/u) as unknown,
    "content-disposition": expect.stringMatching(/^attachment; filename="/u) as unknown,
  };

  test("HTML stays as it came, in JSON; its source and its attachments are downloads", async () => {
    const host = await startRealHost();
    const html = "<script>alert(1)</script><form action=//evil.example><input></form>";
    const page =
      "Content-Type: text/html; name=page.html\r\nContent-Disposition: attachment\r\n\r\n<script>alert(2)</script>";
    const raw = multipart([`Content-Type: text/html\r\n\r\n${html}`, page]);
    const { messageId } = await host.ingest(raw);
    const stored = await host.rest("GET", `/messages/${messageId}/html`);
    expect([stored.headers["content-type"], (stored.json as { html: string }).html.trim()]).toEqual([
      "application/json",
      html,
    ]);
    const source = await host.rest("GET", `/messages/${messageId}/raw`);
    expect(source.headers).toMatchObject({ ...DOWNLOAD, "content-type": "message/rfc822" });
    const attachment = await host.rest(
      "GET",
      `/messages/${messageId}/attachments/${blobOf("<script>alert(2)</script>")}`,
    );
    expect([attachment.headers, attachment.body.toString()]).toMatchObject([DOWNLOAD, "<script>alert(2)</script>"]);
  });

  test("an attachment's name is a name, whatever path it was sent as", async () => {
    const names = [
      "../../../etc/passwd",
      "..\\\\..\\\\windows\\\\system32\\\\calc.exe",
      "/etc/cron.d/job",
      "C:\\\\boot.ini",
      "\\\\\\\\server\\\\share\\\\x.doc",
      "..",
      ".",
      "/",
      "CON.txt",
      "a\u202Efdp.exe",
      "x.pdf\\r\\nSet-Cookie: a=b",
      '\\"; filename=\\"y.exe',
      "file.txt:stream",
      "   ",
      "~root/.bashrc",
    ];
    const host = await startRealHost();
    const parts = names.map(
      (name, at) =>
        `Content-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment\r\n\r\ncontent ${at}`,
    );
    const { messageId } = await host.ingest(multipart(parts));
    const { attachments } = await message(host, messageId);
    expect(attachments.length).toBe(names.length);
    const unsafe = attachments.filter(({ name }) => /[/\\:<>"|?*\p{Cc}\u202e]/u.test(name) || /^[.\s]*$/u.test(name));
    expect(unsafe).toEqual([]);
    for (const { blobId } of attachments) {
      const { headers } = await host.rest("GET", `/messages/${messageId}/attachments/${blobId}`);
      expect(headers).toMatchObject(DOWNLOAD);
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });
});
