import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { startProxy, type Proxy } from "../../support/postgres/proxy.ts";

let proxy: Proxy;
let desk: TestDesk;
beforeEach(async () => {
  proxy = await startProxy(await freshDeskUrl());
  desk = await openTestDesk({ databaseUrl: proxy.url });
});
afterEach(async () => {
  await desk.close();
  await proxy.close();
});

const create = (subject: string) => desk.client.tickets.create({ subject, pipelineId: SUPPORT, stageId: STAGES.new });
const subjects = async () =>
  (await desk.core.context.store.tickets.find({ selector: {} })).map(({ subject }) => subject).toSorted();

test("a database that is away is told as such, and once it is back all goes on: nothing that was stored is lost", async () => {
  await create("before");
  await proxy.cut();
  await expect(create("meanwhile")).rejects.toMatchObject({ code: "PD_STORE_UNAVAILABLE" });
  await expect(subjects()).rejects.toMatchObject({ code: "PD_STORE_UNAVAILABLE" });
  await proxy.restore();
  await vi.waitFor(async () => expect((await create("after")).number).toBe(2), { timeout: 20_000 });
  expect(await subjects()).toEqual(["after", "before"]);
  expect((await desk.client.search.query({ q: "after" })).items.length).toBe(1);
});

test("a commit whose answer was lost on the way is looked after: it is acknowledged, and done once", async () => {
  await create("before");
  proxy.swallowNextCommit();
  const made = await create("answer lost");
  expect(made.number).toBe(2);
  expect(await subjects()).toEqual(["answer lost", "before"]);
  expect(await desk.core.context.store.tickets.get(made.id)).toMatchObject({ subject: "answer lost" });
});

test("what breaks in the middle of a transaction leaves nothing of it, and what was kept in memory is taken back", async () => {
  const { store } = desk.core.context;
  const undone: string[] = [];
  const failed = store.transaction(async () => {
    await store.local.write([{ previous: null, next: { id: "half", value: 1, updatedAtEpochMs: 0 } }]);
    store.afterRollback(() => undone.push("half"));
    await proxy.cut();
    await proxy.restore();
    await store.local.write([{ previous: null, next: { id: "other half", value: 1, updatedAtEpochMs: 0 } }]);
  });
  await expect(failed).rejects.toMatchObject({ code: "PD_STORE_UNAVAILABLE" });
  expect(undone).toEqual(["half"]);
  await vi.waitFor(async () => expect(await store.local.get("half")).toBeNull(), { timeout: 20_000 });
});
