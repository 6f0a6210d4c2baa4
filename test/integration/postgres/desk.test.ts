import { afterEach, expect, test } from "vitest";
import { STAGES, SUPPORT, openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";

let desk: TestDesk | null = null;
afterEach(async () => {
  await desk?.close();
  desk = null;
});

test("a desk opens on PostgreSQL, takes commands and mail in, finds what was written, and is the same when it is opened again", async () => {
  desk = await openTestDesk({ databaseUrl: await freshDeskUrl() });
  const { client } = desk;
  const made = await client.tickets.create({ subject: "Leaking boots", pipelineId: SUPPORT, stageId: STAGES.new });
  await client.tickets.update({ id: made.id, subject: "Boots that leak \u0000 \ud800 😀" });
  const mailed = await desk.newTicket("first@example.com");
  const history = await desk.history(mailed);
  expect(history.length).toBeGreaterThan(0);
  expect((await client.search.query({ q: "boots" })).items.map(({ ticketId }) => ticketId)).toEqual(
    expect.arrayContaining([made.id, mailed]),
  );
  desk = await desk.reopen();
  expect((await desk.ticket(made.id)).subject).toBe("Boots that leak \u0000 \ud800 😀");
  expect(await desk.history(mailed)).toEqual(history);
});
