import { ImapFlow } from "imapflow";
import { expect, test } from "vitest";
import { createTrace } from "#main/mail/account/trace.ts";

const clock = { nowEpochMs: () => 5 };
const traced = () => createTrace({ clock });

test("it keeps both sides of an IMAP dialogue and what imapflow notes", () => {
  const trace = traced();
  trace.imapLogger.debug({ src: "s", msg: "* OK ready", cid: "x" });
  trace.imapLogger.debug({ src: "c", msg: "A NOOP", cid: "x" });
  trace.imapLogger.info({ src: "tls", msg: "Established TLS session" });
  trace.imapLogger.error({ err: Object.assign(new Error("Command failed"), { code: "X", responseText: "no" }) });
  trace.imapLogger.info({});
  expect(trace.lines()).toEqual([
    { atEpochMs: 5, server: "imap", direction: "received", text: "* OK ready" },
    { atEpochMs: 5, server: "imap", direction: "sent", text: "A NOOP" },
    { atEpochMs: 5, server: "imap", direction: "note", text: "Established TLS session" },
    { atEpochMs: 5, server: "imap", direction: "note", text: "X Command failed no" },
  ]);
});

test("it keeps an SMTP dialogue line by line", () => {
  const trace = traced();
  trace.smtpLogger.debug?.({ tnx: "server" }, "250-mail.example\n250 AUTH PLAIN");
  trace.smtpLogger.debug?.({ tnx: "client" }, "QUIT");
  trace.smtpLogger.info?.({ tnx: "message" }, "<%s bytes encoded mime message (source size %s bytes)>", 12, 10);
  expect(trace.lines().map(({ direction, text }) => [direction, text])).toEqual([
    ["received", "250-mail.example"],
    ["received", "250 AUTH PLAIN"],
    ["sent", "QUIT"],
    ["note", "<12 bytes encoded mime message (source size 10 bytes)>"],
  ]);
});

test("messages' rows are not built for it", () => {
  const client = new ImapFlow({ host: "x", logger: traced().imapLogger });
  expect("trace" in traced().imapLogger).toBe(false);
  client.close();
});

test("it is bounded in lines and in length", () => {
  const trace = traced();
  for (let index = 0; index < 1_000; index += 1) trace.note("imap", `${index} ${"x".repeat(9_000)}`);
  const lines = trace.lines();
  expect([lines.length, lines[0]?.text.slice(0, 5), lines.at(-1)?.text.length]).toEqual([400, "600 x", 500]);
});

test("control characters of a server don't reach the page", () => {
  const trace = traced();
  trace.imapLogger.debug({ src: "s", msg: "* OK \u001b[31mred\u202e\0" });
  expect(trace.lines()[0]?.text).toBe("* OK  [31mred");
});

test("a secret never shows, also when it is first seen in the middle of a long line", () => {
  const trace = traced();
  trace.mask("correct horse");
  trace.note("smtp", `${"x ".repeat(245)}correct horse`);
  trace.smtpLogger.debug?.({ tnx: "client" }, Buffer.from("correct horse").toString("base64"));
  expect(trace.lines().filter(({ text }) => /correct|Y29ycmVjd/u.test(text))).toEqual([]);
});
