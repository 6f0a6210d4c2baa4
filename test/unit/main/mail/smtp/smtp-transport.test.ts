import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { SmtpOptions } from "#main/mail/account/connection-options.ts";
import { sendOverSmtp, type SendOutcome, type SendRequest } from "#main/mail/smtp/smtp-transport.ts";
import { startScriptedServer, type Script, type ScriptedServer } from "./scripted-server.ts";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const SOURCE = Buffer.from("Subject: Boots\r\n\r\nWhich size?\r\n.hidden dot\r\n");
/** Far more than sockets hold: the end is handed over only after most of it was taken. */
const LARGE = Buffer.alloc(8 * 1024 * 1024, "0123456789abcde\n");

function optionsFor(port: number, socketTimeout = 10_000): SmtpOptions {
  const options = {
    host: "127.0.0.1",
    port,
    secure: false,
    ignoreTLS: true,
    name: "[127.0.0.1]",
    connectionTimeout: 5_000,
    greetingTimeout: 300,
    socketTimeout,
    socketCloseTimeout: 100,
  };
  return { options, auth: null };
}

async function send(
  script: Script,
  changes: Partial<SendRequest> & { readonly socketTimeout?: number } = {},
): Promise<{ outcome: SendOutcome; steps: string[] }> {
  server = await startScriptedServer(script);
  const steps: string[] = [];
  const { socketTimeout, ...request } = changes;
  const outcome = await sendOverSmtp({
    options: optionsFor(server.port, socketTimeout),
    envelope: { from: "help@desk.example", to: ["anna@example.com"] },
    source: SOURCE,
    beforeFirstByte: async () => void steps.push("recorded"),
    onStep: (step) => void steps.push(step),
    ...request,
  });
  return { outcome, steps };
}

const certainty = ({ kind, ...rest }: SendOutcome) => ({ kind, code: "failure" in rest ? rest.failure.code : null });

const NONE = { refused: [], deferred: [], isLimit: false };

describe("a mail that is taken", () => {
  test("is stored as going out after the server is ready for it and before its first byte", async () => {
    let bytesBefore: number | undefined;
    const { outcome, steps } = await send(
      {},
      {
        beforeFirstByte: async () => {
          // Turns of the loop, in which bytes would arrive that had been sent too early.
          for (let turn = 0; turn < 20; turn += 1) await setImmediate();
          bytesBefore = server?.dataBytes;
        },
      },
    );
    expect([outcome, steps, bytesBefore, server?.commands.at(-1) ?? ""]).toEqual([
      { kind: "sent", response: "250 2.0.0 Ok: queued", refusals: NONE, serverIds: [] },
      ["connected", "last-byte"],
      0,
      expect.stringMatching(/^(?:DATA|QUIT)$/u),
    ]);
    expect(server?.mails).toEqual(["Subject: Boots\r\n\r\nWhich size?\r\n..hidden dot\r\n"]);
  });

  test("for some recipients tells whom it was refused for", async () => {
    const { outcome } = await send(
      { rcpt: (address) => (address.startsWith("gone") ? "550 5.1.1 No such user" : "250 Ok") },
      { envelope: { from: "help@desk.example", to: ["anna@example.com", "gone@example.com"] } },
    );
    expect(outcome).toEqual({
      kind: "sent",
      response: "250 2.0.0 Ok: queued",
      refusals: { ...NONE, refused: [{ address: "gone@example.com", detail: "550 5.1.1 No such user" }] },
      serverIds: [],
    });
  });
});

describe("a connection that is lost before the end of the data has sent nothing", () => {
  test.each<[string, Script]>([
    ["before the greeting", { greeting: "cut" }],
    ["at EHLO", { ehlo: "cut" }],
    ["at MAIL FROM", { mail: "cut" }],
    ["at RCPT TO", { rcpt: () => "cut" }],
    ["at DATA", { data: "cut" }],
  ])("%s", async (_when, script) => {
    const { outcome, steps } = await send(script);
    expect([certainty(outcome), steps.includes("recorded"), server?.mails]).toEqual([
      { kind: "temporary", code: "disconnected" },
      false,
      [],
    ]);
  });

  test.each([1, 100_000, 3_000_000])("after %i bytes of data", async (bytes) => {
    const { outcome, steps } = await send({ cutAfterDataBytes: bytes }, { source: LARGE });
    expect([certainty(outcome), steps, server?.mails]).toEqual([
      { kind: "temporary", code: "disconnected" },
      ["connected", "recorded"],
      [],
    ]);
  });

  test("a server that never greets", async () => {
    const { outcome } = await send({ greeting: "silent" });
    expect(certainty(outcome)).toEqual({ kind: "temporary", code: "timeout" });
  });

  test("nobody listens", async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const outcome = await sendOverSmtp({
      options: optionsFor(gone.port),
      envelope: { from: "help@desk.example", to: ["anna@example.com"] },
      source: SOURCE,
      beforeFirstByte: () => Promise.reject(new Error("not reached")),
    });
    expect(certainty(outcome)).toEqual({ kind: "temporary", code: "refused" });
  });
});

describe("a connection that is lost after the end of the data leaves the mail unsure", () => {
  test("it is cut before the answer", async () => {
    const { outcome } = await send({ end: "cut" });
    expect([certainty(outcome), server?.mails.length]).toEqual([{ kind: "unsure", code: "disconnected" }, 1]);
  });

  test("the answer never comes", async () => {
    const { outcome } = await send({ end: "silent" }, { socketTimeout: 200 });
    expect(certainty(outcome)).toEqual({ kind: "unsure", code: "timeout" });
  });

  test("a server that says yes to what it has not got", async () => {
    const { outcome } = await send({ early: "250 Fine" }, { source: LARGE });
    expect(outcome.kind).toBe("unsure");
  });
});

describe("an answer of the server is definite", () => {
  test.each<[string, Script, { kind: string; code: string }]>([
    ["sender refused", { mail: "550 5.7.1 Not you" }, { kind: "permanent", code: "sender" }],
    ["all recipients refused", { rcpt: () => "550 5.1.1 No such user" }, { kind: "permanent", code: "recipient" }],
    ["greylisted", { rcpt: () => "451 4.7.1 Come back later" }, { kind: "temporary", code: "temporary" }],
    ["DATA refused", { data: "451 4.3.0 Busy" }, { kind: "temporary", code: "temporary" }],
    ["content refused", { end: "554 5.7.1 Spam" }, { kind: "permanent", code: "content" }],
    ["mailbox full", { end: "452 4.2.2 Mailbox full" }, { kind: "temporary", code: "quota" }],
    ["mailbox full for good", { rcpt: () => "552 5.2.2 Over quota" }, { kind: "permanent", code: "quota" }],
    ["mailbox full in words alone", { end: "552 Mailbox full" }, { kind: "permanent", code: "quota" }],
    ["too large", { end: "552 5.3.4 Too big" }, { kind: "permanent", code: "too-large" }],
    ["refused in the middle of the data", { early: "554 5.6.0 No" }, { kind: "permanent", code: "content" }],
    ["closing after the data", { end: "421 4.3.2 Shutting down" }, { kind: "temporary", code: "disconnected" }],
  ])("%s", async (_what, script, expected) => {
    const { outcome } = await send(script, script.early ? { source: LARGE } : {});
    expect(certainty(outcome)).toEqual(expected);
  });

  test("a size that the server announced is not even tried", async () => {
    const { outcome, steps } = await send({ ehlo: "250-scripted.test\r\n250 SIZE 20" });
    expect([certainty(outcome), steps]).toEqual([{ kind: "permanent", code: "too-large" }, ["connected"]]);
  });
});

describe("what happens on this side", () => {
  test("that its going out could not be stored ends the attempt with nothing sent", async () => {
    const refused = new Error("disk full");
    const sent = send({}, { beforeFirstByte: () => Promise.reject(refused) });
    await expect(sent).rejects.toBe(refused);
    expect([server?.mails, server?.dataBytes]).toEqual([[], 0]);
  });

  test("stopped while that is being stored: it is stored before the outcome is told", async () => {
    const ending = new AbortController();
    let isStored = false;
    const { outcome } = await send(
      {},
      {
        signal: ending.signal,
        beforeFirstByte: async () => {
          ending.abort();
          for (let turn = 0; turn < 20; turn += 1) await setImmediate();
          isStored = true;
        },
      },
    );
    expect([certainty(outcome), isStored, server?.mails, server?.dataBytes]).toEqual([
      { kind: "temporary", code: "disconnected" },
      true,
      [],
      0,
    ]);
  });
});
