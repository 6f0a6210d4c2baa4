import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipedesk, temporaryFolder } from "../hosts/cli-process.ts";
import { HOSTILE_MAILS } from "./hostile-mails.ts";
import { linesOf } from "./import-lines.ts";
import { startRealHost } from "./real-host.ts";

const fileName = (name: string) => `${name.replaceAll(/\W+/gu, "-")}.eml`;

describe("[H6] pipedesk import", () => {
  test("takes every hostile mail in or sets it aside, and each source comes back byte for byte", async () => {
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
});
