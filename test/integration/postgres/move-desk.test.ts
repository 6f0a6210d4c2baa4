import { once } from "node:events";
import { PassThrough } from "node:stream";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { move } from "#main/hosts/cli/commands/move.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { COLLECTIONS, type CollectionName } from "#main/store/collections.ts";
import { moveDesk } from "#main/store/move-desk.ts";
import type { DeskPlace } from "#main/store/open-reads.ts";
import { tableOf } from "#main/store/raw-reads.ts";
import { openStore } from "#main/store/store.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { openTestDesk } from "../../support/test-desk.ts";

const folder = () => mkdtemp(join(tmpdir(), "pipedesk-"));

/** All that a desk holds: documents as their text, deleted ones too, with the numbers of their commits; files; the counter. */
async function contentsOf(place: DeskPlace) {
  const store = await openStore(place);
  try {
    const documents: Record<string, unknown> = {};
    for (const name of Object.keys(COLLECTIONS) as CollectionName[])
      documents[name] = (
        await store.sql.rows(`SELECT id, written, deleted, rev, data FROM ${tableOf(name)} ORDER BY n`)
      )
        .map(([id, written, ...rest]) => [id, Number(written), ...rest])
        .filter(([id]) => id !== "unfinished-move");
    const [counter] = await store.sql.rows("SELECT n FROM storage_commits");
    const raws = (await store.messages.find({ selector: {} })).flatMap(({ rawBlobId }) => rawBlobId ?? []);
    const files = await Promise.all(raws.map(async (id) => Buffer.from(await store.files.read(id)).toString("hex")));
    return { documents, counter: Number(counter?.[0]), files };
  } finally {
    await store.close();
  }
}

test("a desk goes to PostgreSQL and back: every document, deleted or not, file and number is the same, and it is worked on there", async () => {
  const desk = await openTestDesk({ dataDir: await folder() });
  const id = await desk.newTicket("first@example.com");
  const large = "long ".repeat(60_000);
  await desk.receive({ messageId: "large@example.com", text: `${large} \u0000 end` });
  await desk.client.tickets.update({ id, subject: "Odd \u0000 \ud800 \ufdd0 😀" });
  const gone = await desk.client.tickets.create({
    subject: "Gone",
    pipelineId: (await desk.ticket(id)).pipelineId,
    stageId: (await desk.ticket(id)).stageId,
  });
  const stored = await desk.core.context.store.tickets.get(gone.id);
  if (stored) await desk.core.context.store.tickets.remove([stored]);
  await desk.core.close();
  const here: DeskPlace = { dataDir: desk.dataDir };
  const there: DeskPlace = { dataDir: await folder(), databaseUrl: await freshDeskUrl() };
  const back: DeskPlace = { dataDir: await folder() };
  const before = await contentsOf(here);
  expect(before.files.length).toBe(2);

  const moved = await moveDesk(here, there);
  expect(moved.files).toBeGreaterThanOrEqual(2);
  const counterOf = ({ counter }: { readonly counter: number }) => counter;
  const after = await contentsOf(there);
  expect({ ...after, counter: 0 }).toEqual({ ...before, counter: 0 });
  expect(counterOf(after)).toBeGreaterThanOrEqual(counterOf(before));
  await expect(moveDesk(here, there)).rejects.toMatchObject({ code: "PD_DESK_ALREADY_STARTED" });

  const onPostgres = await openTestDesk({ dataDir: there.dataDir, databaseUrl: there.databaseUrl });
  expect((await onPostgres.ticket(id)).subject).toBe("Odd \u0000 \ud800 \ufdd0 😀");
  expect((await onPostgres.client.search.query({ q: "odd" })).items.map(({ ticketId }) => ticketId)).toEqual([id]);
  await onPostgres.newTicket("second@example.com");
  await onPostgres.core.close();

  const worked = await contentsOf(there);
  await moveDesk(there, back);
  expect({ ...(await contentsOf(back)), counter: 0 }).toEqual({ ...worked, counter: 0 });
});

test("the command says how much it copied, and wants one address", async () => {
  const desk = await openTestDesk({ dataDir: await folder() });
  await desk.newTicket("first@example.com");
  await desk.core.close();
  const stdout = new PassThrough({ encoding: "utf8" });
  const said = once(stdout, "data");
  const terminal = {
    machine: { platform: process.platform, env: {}, homeDir: "/" },
    stdout,
    stderr: new PassThrough(),
    t: createTranslate("en"),
    language: "en",
    stop: new AbortController().signal,
    openBrowser: async () => false,
  } as const;
  const to = await freshDeskUrl();
  expect(await move({ data: desk.dataDir, to, json: true }, { terminal })).toBe(0);
  expect(JSON.parse(String((await said)[0]))).toMatchObject({ documents: expect.any(Number), files: 1 });
  await expect(move({ data: desk.dataDir, json: false }, { terminal })).rejects.toMatchObject({
    code: "PD_STORE_FAILED",
  });
});

test("what was cut off is no desk yet, and goes on when it is asked for again", async () => {
  const desk = await openTestDesk({ dataDir: await folder() });
  await desk.newTicket("first@example.com");
  await desk.core.close();
  const there: DeskPlace = { dataDir: await folder(), databaseUrl: await freshDeskUrl() };
  const stop = new AbortController();
  const cut = moveDesk(
    { dataDir: desk.dataDir },
    there,
    ({ documents }) => documents > 0 && stop.abort(new Error("stop")),
    stop.signal,
  );
  await expect(cut).rejects.toThrow("stop");
  await expect(openTestDesk(there)).rejects.toMatchObject({ code: "PD_STORE_FAILED" });
  await moveDesk({ dataDir: desk.dataDir }, there);
  expect((await contentsOf(there)).documents).toEqual((await contentsOf({ dataDir: desk.dataDir })).documents);
});
