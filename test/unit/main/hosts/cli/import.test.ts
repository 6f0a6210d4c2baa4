import { describe, expect, test } from "vitest";
import type { ImportLine, ImportRequest } from "#main/core.ts";
import { importMail, type ImportOptions } from "#main/hosts/cli/commands/import.ts";
import { createTinyCore } from "../../../../integration/hosts/tiny-core.ts";
import { createFakeTerminal, type FakeTerminal } from "./fake-terminal.ts";

function line(changes: Partial<ImportLine>): ImportLine {
  return {
    file: "box.mbox",
    index: 0,
    status: "imported",
    reason: "",
    ticketId: "t1",
    conversationId: "c1",
    messageId: "m1",
    subject: "Hello",
    from: "Ann <ann@a.example>",
    to: "help@desk.example",
    date: "2026-01-02T03:04:05.000Z",
    attachments: [{ name: "a.pdf", contentType: "application/pdf", sizeBytes: 12 }],
    classification: { automatic: false, bounce: false, list: false, forwarded: false, reason: "" },
    visibleText: "Hi",
    ...changes,
  };
}

const LINES = [
  line({}),
  line({ index: 1, status: "duplicate" }),
  line({ index: 2, status: "set-aside", reason: "This is no mail." }),
];
const UNKEPT = line({ file: "gone.eml", status: "set-aside", reason: "This can't be opened.", messageId: "" });

async function run(
  lines: ImportLine[],
  options: Partial<ImportOptions> = {},
  terminal: FakeTerminal = createFakeTerminal(),
) {
  const requests: ImportRequest[] = [];
  let closed = 0;
  const core = {
    ...createTinyCore(),
    async *importMail(request: ImportRequest) {
      requests.push(request);
      for (const [index, imported] of lines.entries()) {
        if (request.signal?.aborted) return;
        request.onProgress?.({ doneBytes: index + 1, totalBytes: lines.length });
        yield imported;
      }
    },
    start: () => undefined,
    wake: () => undefined,
    close: async () => void (closed += 1),
  };
  const opened: string[] = [];
  const openDesk = async ({ dataDir }: { dataDir: string }) => {
    opened.push(dataDir);
    return core;
  };
  const given = { own: ["help@desk.example"], json: false, verbose: false, data: "/desk", ...options };
  const code = await importMail(["box.mbox"], given, { terminal, openDesk });
  return { code, requests, opened, closed, stdout: terminal.stdout.text, stderr: terminal.stderr.text };
}

describe("--json", () => {
  test("writes one line a message, exactly as the desk tells it, and a summary", async () => {
    const { code, stdout, stderr, opened, closed } = await run(LINES, { json: true });
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((text) => JSON.parse(text) as unknown),
    ).toEqual([
      ...LINES,
      { summary: { imported: 1, duplicates: 1, setAside: 1, failed: 0, heldBack: 0, complete: true } },
    ]);
    expect([code, stderr, opened, closed]).toEqual([0, "", ["/desk"], 1]);
  });

  test("ends with 1 where something could not even be kept", async () => {
    const { code, stdout } = await run([...LINES, UNKEPT], { json: true });
    expect(code).toBe(1);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toEqual({
      summary: { imported: 1, duplicates: 1, setAside: 1, failed: 1, heldBack: 0, complete: true },
    });
  });
});

describe("for people", () => {
  test("tells what was not imported, and sums up", async () => {
    const { stdout } = await run([...LINES, UNKEPT]);
    expect(stdout).toBe(
      "set aside, with its source kept: box.mbox, message 3: This is no mail.\n" +
        "not imported: gone.eml: This can't be opened.\n" +
        "1 imported, 1 already here, 1 set aside, 1 not imported.\n",
    );
  });

  test("shows on a terminal how far it is, and leaves the screen clean", async () => {
    const { stderr } = await run([line({})], {}, createFakeTerminal({ isTTY: true }));
    expect(stderr).toContain("[########################] 100 %, 0 messages");
    expect(stderr.endsWith("\r\u001B[K")).toBe(true);
  });

  test("stops after the message under way, and says that nothing is lost", async () => {
    const terminal = createFakeTerminal();
    terminal.interrupt();
    const { code, stdout, stderr, closed } = await run(LINES, {}, terminal);
    expect([code, stdout, stderr, closed]).toEqual([
      1,
      "0 imported, 0 already here, 0 set aside, 0 not imported.\n",
      "Stopped. What was imported is kept; the same command goes on from here.\n",
      1,
    ]);
  });
});

test("the channel is found by its name, and a wrong one is told before anything is read", async () => {
  const found = await run([], { channel: "SUPPORT" });
  expect(found.requests.map(({ channelId, ownAddresses, paths }) => ({ channelId, ownAddresses, paths }))).toEqual([
    { channelId: "channel-1", ownAddresses: ["help@desk.example"], paths: ["box.mbox"] },
  ]);
  await expect(run([], { channel: "Sales" })).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
    details: { id: "Sales" },
  });
});
