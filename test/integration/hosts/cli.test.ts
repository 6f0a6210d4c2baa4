import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { packageInfo } from "#main/hosts/package-info.ts";
import { pipedesk, serve, temporaryFolder } from "./cli-process.ts";
import { ask } from "./serve-fixture.ts";

const MAIL = [
  "From: Ann <ann@customer.example>",
  "To: help@desk.example",
  "Subject: It does not work",
  "Date: Mon, 05 Jan 2026 10:00:00 +0000",
  "Message-ID: <1@customer.example>",
  "",
  "Since this morning.",
  "",
].join("\r\n");

/** The one line that a person sees. */
function lineOf(stderr: string): string {
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  return stderr.trimEnd();
}

describe("pipedesk serve", () => {
  test("tells its address in one line, answers there, and ends when asked with nothing left open", async () => {
    const data = await temporaryFolder();
    const { url, port, token, ...served } = await serve(
      "--data",
      join(data, "new", "desk"),
      "--port",
      "0",
      "--token",
      "secret",
    );
    expect([url, token]).toEqual([`http://127.0.0.1:${port}/?token=secret`, "secret"]);
    const status = await ask(port, "/api/v1/status", { headers: { authorization: "Bearer secret" } });
    expect(status.json).toMatchObject({ product: "pipedesk", version: packageInfo().version, startedAs: null });
    const feed = await fetch(`http://127.0.0.1:${port}/api/v1/live`, { headers: { authorization: "Bearer secret" } });
    // It leaves by itself, so no handle keeps it: it is never made to exit.
    const { code, stdout } = await served.stop();
    expect([code, stdout.trimEnd().split("\n").length]).toEqual([0, 1]);
    await expect(feed.text()).rejects.toThrow("terminated");
  });

  test("makes up a token that nobody can guess, another one each time", async () => {
    const data = await temporaryFolder();
    const first = await serve("--data", data, "--port", "0");
    await first.stop("SIGINT");
    const second = await serve("--data", data, "--port", "0");
    expect([first.token, second.token]).toEqual([
      expect.stringMatching(/^[\w-]{43}$/u),
      expect.stringMatching(/^[\w-]{43}$/u),
    ]);
    expect(first.token).not.toBe(second.token);
    await second.stop("SIGINT");
  });

  test("says in one line that its port or its folder is taken", async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    const running = await serve("--data", one, "--port", "0");
    const port = String(running.port);
    const taken = await pipedesk("serve", "--data", other, "--port", port, "--no-open");
    expect([taken.code, lineOf(taken.stderr)]).toEqual([
      1,
      `pipedesk: Port ${port} is used by another program. Close it, or choose another port with --port.`,
    ]);
    const locked = await pipedesk("serve", "--data", one, "--port", "0", "--no-open");
    expect([locked.code, lineOf(locked.stderr)]).toEqual([
      1,
      expect.stringMatching(/^pipedesk: .*open in another program/u),
    ]);
    expect((await running.stop()).code).toBe(0);
  });

  test.each<[string, (file: string) => Promise<void>, RegExp]>([
    [
      "damaged",
      (file) =>
        writeFile(file, "This is no database, but it is as long as a header of one would have to be. ".repeat(20)),
      /database/u,
    ],
    [
      "newer",
      async (file) => {
        const database = new DatabaseSync(file);
        database.exec("PRAGMA user_version = 1000000");
        database.exec("CREATE TABLE future (a)");
        database.close();
      },
      /newer|not a Pipedesk/u,
    ],
  ])("says in one line that the desk's file is %s, and leaves it alone", async (_, spoil, words) => {
    const data = await temporaryFolder();
    const file = join(data, "desk.sqlite");
    await spoil(file);
    const before = await readFile(file);
    const { code, stdout, stderr } = await pipedesk("serve", "--data", data, "--port", "0", "--no-open");
    expect([code, stdout]).toEqual([1, ""]);
    expect(lineOf(stderr)).toMatch(words);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  test("says in one line that the folder can't be one", async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, "file"), "");
    const { code, stderr } = await pipedesk("serve", "--data", join(data, "file"), "--port", "0", "--no-open");
    expect([code, lineOf(stderr)]).toEqual([1, expect.stringMatching(/^pipedesk: The desk could not be opened/u)]);
  });
});

describe("pipedesk import", () => {
  test("--json tells each message and a summary; again it finds duplicates; the desk then has the tickets", async () => {
    const folder = await temporaryFolder();
    const [data, mail] = [join(folder, "desk"), join(folder, "mail")];
    await mkdir(mail);
    await writeFile(join(mail, "one.eml"), MAIL);
    await writeFile(
      join(mail, "two.eml"),
      MAIL.replaceAll("1@customer", "2@customer").replace("Ann <ann@", "Bob <bob@"),
    );
    const args = ["import", mail, "--data", data, "--own", "help@desk.example", "--json"];
    const parse = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);

    const first = await pipedesk(...args);
    const lines = parse(first.stdout);
    expect([first.code, first.stderr]).toEqual([0, ""]);
    expect(lines.at(-1)).toEqual({
      summary: { imported: 2, duplicates: 0, setAside: 0, failed: 0, heldBack: 0, complete: true },
    });
    expect(lines.slice(0, -1)).toEqual(
      ["Ann <ann@customer.example>", "Bob <bob@customer.example>"].map((from, index) => ({
        file: join(mail, index === 0 ? "one.eml" : "two.eml"),
        index: 0,
        status: "imported",
        reason: "",
        ticketId: expect.any(String) as unknown,
        conversationId: expect.any(String) as unknown,
        messageId: expect.any(String) as unknown,
        subject: "It does not work",
        from,
        to: "help@desk.example",
        date: "2026-01-05T10:00:00.000Z",
        attachments: [],
        classification: { automatic: false, bounce: false, list: false, forwarded: false, reason: "" },
        visibleText: "Since this morning.",
      })),
    );

    const again = parse((await pipedesk(...args)).stdout);
    expect(again.at(-1)).toEqual({
      summary: { imported: 0, duplicates: 2, setAside: 0, failed: 0, heldBack: 0, complete: true },
    });
    expect(again.slice(0, -1).map(({ messageId }) => messageId)).toEqual(
      lines.slice(0, -1).map(({ messageId }) => messageId),
    );

    const served = await serve("--data", data, "--port", "0", "--token", "t");
    const tickets = await ask(served.port, "/api/v1/tickets", { headers: { authorization: "Bearer t" } });
    expect(new Set((tickets.json as { items: { id: string }[] }).items.map(({ id }) => id))).toEqual(
      new Set(lines.slice(0, -1).map(({ ticketId }) => ticketId)),
    );
    await served.stop();
  });

  test("runs from source as it does built", async () => {
    const folder = await temporaryFolder();
    const mail = join(folder, "one.eml");
    await writeFile(mail, MAIL);
    const source = fileURLToPath(import.meta.resolve("#main/hosts/cli/main.ts"));
    const { status, stdout } = spawnSync(
      process.execPath,
      [source, "import", mail, "--data", join(folder, "desk"), "--json"],
      { encoding: "utf8" },
    );
    expect([status, JSON.parse(stdout.split("\n").at(-2) ?? "")]).toMatchObject([0, { summary: { imported: 1 } }]);
  });

  test("fails where a file can't be read, and says which", async () => {
    const data = await temporaryFolder();
    const missing = join(data, "missing.mbox");
    const { code, stdout } = await pipedesk("import", missing, "--data", join(data, "desk"));
    expect(code).toBe(1);
    expect(stdout).toContain(missing);
  });
});
