import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { INBOUND } from "../../support/test-desk.ts";
import { pipedesk, temporaryFolder } from "../hosts/cli-process.ts";
import { HOSTILE_MAILS, WHOLE } from "./hostile-mails.ts";
import { linesOf } from "./import-lines.ts";
import { startRealHost, typedError } from "./real-host.ts";

const fileName = (name: string) => `${name.replaceAll(/\W+/gu, "-")}.eml`;

test("[H6] pipedesk import takes every hostile mail in or sets it aside, and each source comes back byte for byte", async () => {
  const folder = await temporaryFolder();
  const [mails, data] = [join(folder, "mails"), join(folder, "desk")];
  await mkdir(mails);
  for (const [name, { raw }] of Object.entries(HOSTILE_MAILS)) await writeFile(join(mails, fileName(name)), raw);
  const { code, stdout, stderr } = await pipedesk("import", mails, "--data", data, "--json");
  const { lines, summary } = linesOf(stdout);

  const statuses = Object.entries(HOSTILE_MAILS).map(([name, { status }]) => [fileName(name), status]);
  const byName = Object.fromEntries(lines.map(({ file, status }) => [basename(file), status]));
  expect({ code, stderr, ...byName }).toEqual({ code: 0, stderr: "", ...Object.fromEntries(statuses) });
  const count = (status: string) => statuses.filter((entry) => entry[1] === status).length;
  expect(summary).toEqual({
    imported: count("imported"),
    duplicates: 0,
    setAside: count("set-aside"),
    failed: 0,
    heldBack: 0,
    complete: true,
  });
  expect(lines.filter(({ status, reason }) => (status === "set-aside") === (reason === ""))).toEqual([]);

  const host = await startRealHost(data);
  for (const { file, messageId } of lines) {
    const raw = await host.rest("GET", `/messages/${messageId}/raw`);
    expect({ file, isSame: raw.body.equals(await readFile(file)) }).toEqual({ file, isSame: true });
  }
  // What lists show of them passes the contract's own check, or these would be errors.
  const tickets = await host.get<{ items: unknown[]; nextCursor: unknown }>("/tickets?limit=200");
  const conversations = await host.get<{ items: unknown[] }>("/conversations?limit=200");
  expect([tickets.items.length > 0, tickets.nextCursor, conversations.items.length]).toEqual([
    true,
    null,
    Object.keys(HOSTILE_MAILS).length,
  ]);
});

test("[H6] REST takes every hostile mail in or sets it aside, and each source comes back byte for byte", async () => {
  const host = await startRealHost();
  const told: Record<string, unknown> = {};
  for (const [name, { raw }] of Object.entries(HOSTILE_MAILS)) {
    const { status, messageId } = await host.ingest(raw);
    const source = await host.rest("GET", `/messages/${messageId}/raw`);
    told[name] = { status, isSame: source.body.equals(raw), type: source.headers["content-type"] };
  }
  expect(told).toEqual(
    Object.fromEntries(
      Object.entries(HOSTILE_MAILS).map(([name, { status }]) => [
        name,
        { status, isSame: true, type: "message/rfc822" },
      ]),
    ),
  );
  for (const list of ["/tickets", "/conversations", "/contacts", "/activities"]) await host.get(`${list}?limit=200`);
  const { items } = await host.get<{ items: { id: string }[] }>("/tickets?limit=200");
  for (const { id } of items) await host.get(`/tickets/${id}/record`);
  await host.get("/search?q=boots");
});

test("[H6] a mail cut off after any byte is a mail, or is set aside", async () => {
  const host = await startRealHost();
  const step = 41;
  for (let length = 1; length < WHOLE.length; length += step) {
    // Each its own mail, not the same one again.
    const raw = Buffer.concat([Buffer.from(`Message-ID: <${length}@cut.example>\r\n`), WHOLE.subarray(0, length)]);
    const { status, messageId, reason } = await host.ingest(raw);
    const kept = await host.rest("GET", `/messages/${messageId}/raw`);
    expect({ length, isKept: kept.body.equals(raw), isTold: (status === "set-aside") === (reason !== "") }).toEqual({
      length,
      isKept: true,
      isTold: true,
    });
  }
  const { messages } = (await host.get<{ counts: { messages: number } }>("/status")).counts;
  expect(messages).toBe(Math.ceil((WHOLE.length - 1) / step));
});

test("no mail at all, and one for a channel that is not there, are refused", async () => {
  const host = await startRealHost();
  const before = host.writes();
  const refusals = [
    await host.rest("POST", `/channels/${INBOUND}/messages`, ""),
    await host.rest("POST", "/channels/nowhere/messages", WHOLE),
  ].map(typedError);
  expect(refusals).toEqual(["400 PD_MAIL_UNREADABLE", "404 PD_DESK_NOT_FOUND"]);
  expect(host.writes()).toBe(before);
});
