import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { deskAddress } from "#main/store/postgres-read-store.ts";
import { openStore } from "#main/store/store.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";

const folder = () => mkdtemp(join(tmpdir(), "pipedesk-"));
const open = async (databaseUrl: string, dataDir?: string) =>
  openStore({ databaseUrl, dataDir: dataDir ?? (await folder()) });

test("a server that isn't there, a wrong password and a database that does not exist are told apart", async () => {
  const there = await freshDeskUrl();
  const changed = (change: (url: URL) => void) => {
    const url = new URL(there);
    change(url);
    return url.href;
  };
  await expect(open(changed((url) => (url.port = "1")))).rejects.toMatchObject({ code: "PD_STORE_UNAVAILABLE" });
  await expect(open(changed((url) => (url.password = "wrong")))).rejects.toMatchObject({
    code: "PD_STORE_FAILED",
    message: expect.stringContaining("user name or password"),
  });
  await expect(open(changed((url) => (url.pathname = "/nowhere")))).rejects.toMatchObject({
    code: "PD_STORE_FAILED",
    message: expect.stringContaining("does not exist"),
  });
});

test("a desk of a newer program is refused and left as it is; a folder serves one process", async () => {
  const url = await freshDeskUrl();
  const dataDir = await folder();
  const store = await open(url, dataDir);
  await expect(open(url, dataDir)).rejects.toMatchObject({ code: "PD_STORE_IN_USE" });
  await store.close();
  const address = deskAddress(url);
  const client = new pg.Client({ connectionString: address.url });
  await client.connect();
  await client.query(`UPDATE "${address.schema}".storage_format SET version = 1000`);
  await client.end();
  await expect(open(url, dataDir)).rejects.toMatchObject({ code: "PD_STORE_NEWER_FILE" });
});

test("messages of the largest size there is are one commit", async () => {
  const store = await open(await freshDeskUrl());
  try {
    const text = "Grüße, \u0000 wörter ".repeat(30_000);
    const message = (at: number) => ({
      previous: null,
      next: {
        id: `m${at}`,
        conversationId: "c",
        ticketId: null,
        subject: "Large",
        atEpochMs: at,
        text,
        visibleText: text,
        from: { name: "A", address: "a@b.c" },
        attachments: [],
      } as never,
    });
    await store.messages.write(Array.from({ length: 20 }, (_, at) => message(at)));
    expect((await store.messages.get("m19"))?.text).toBe(text);
    expect(await store.messages.count({})).toBe(20);
  } finally {
    await store.close();
  }
});
