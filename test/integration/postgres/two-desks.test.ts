import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TicketView } from "#shared/contract/views.ts";
import { freshCounts } from "../../support/fresh-counts.ts";
import type { FromCore } from "../../support/postgres/core-process.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

const PROGRAM = resolve(import.meta.dirname, "../../support/postgres/core-process.ts");
const WAIT = { timeout: 20_000 };

let here: TestDesk;
let other: ChildProcess;
beforeEach(async () => {
  const databaseUrl = await freshDeskUrl();
  here = await openTestDesk({ databaseUrl });
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-other-"));
  other = fork(PROGRAM, [databaseUrl, dataDir, String(here.clock.nowEpochMs)], { stdio: "inherit" });
  expect(await answer()).toEqual({ type: "opened" });
});
afterEach(async () => {
  const ended = once(other, "exit");
  other.disconnect();
  await ended;
  await here.close();
});

async function answer(): Promise<FromCore> {
  const [message] = (await once(other, "message")) as [FromCore];
  return message;
}

/** What the other process's desk answers. */
async function there(procedure: string, input: unknown): Promise<unknown> {
  const given = answer();
  other.send({ procedure, input });
  const message = await given;
  if (message.type !== "done") throw new Error(JSON.stringify(message));
  return message.value;
}

test("what another process changes in the setup, and how much there is, is the same here soon", async () => {
  const { context } = here.core;
  const owner = here.core.owner();
  await here.client.tickets.create({ subject: "Here", pipelineId: SUPPORT, stageId: STAGES.new });
  const made = (await there("tickets.create", {
    subject: "There",
    pipelineId: SUPPORT,
    stageId: STAGES.new,
  })) as TicketView;
  await there("pipelines.update", { id: SUPPORT, name: "Renamed there" });
  await vi.waitFor(() => expect(context.setup.require("pipeline", SUPPORT).name).toBe("Renamed there"), WAIT);
  await vi.waitFor(async () => {
    const fresh = await freshCounts(context, owner);
    expect(fresh.desk.tickets).toBe(2);
    expect([context.counts.stages(), context.counts.desk(owner)]).toEqual([fresh.stages, fresh.desk]);
  }, WAIT);
  // And moved there, deleted from where it stood here.
  await there("tickets.move", { id: made.id, stageId: STAGES.closed });
  await vi.waitFor(() => expect(context.counts.stages()[SUPPORT]?.[STAGES.closed]).toBe(1), WAIT);
  expect((await here.ticket(made.id)).stageId).toBe(STAGES.closed);
  expect((await here.client.search.query({ q: "there" })).items.map(({ ticketId }) => ticketId)).toEqual([made.id]);
});

test("a window here is told of what another process did", async () => {
  const stop = new AbortController();
  const entries = await here.client.desk.live({ protocol: 1 }, { signal: stop.signal });
  const seen: string[] = [];
  const following = (async () => {
    for await (const entry of entries) {
      if (entry.type === "changes") seen.push(...entry.tickets.map(({ subject }) => subject));
      if (seen.includes("There")) return;
    }
  })();
  await there("tickets.create", { subject: "There", pipelineId: SUPPORT, stageId: STAGES.new });
  await following;
  stop.abort();
  expect(seen).toContain("There");
});

test("stamps of two processes are never the same, and both change one ticket without losing what the other did", async () => {
  const made = await here.client.tickets.create({ subject: "One", pipelineId: SUPPORT, stageId: STAGES.new });
  await Promise.all([
    there("tickets.update", { id: made.id, tags: ["there"] }),
    here.client.tickets.update({ id: made.id, subject: "Changed here" }),
  ]);
  const ticket = await here.ticket(made.id);
  expect([ticket.subject, ticket.tags]).toEqual(["Changed here", ["there"]]);
  const activities = await here.core.context.store.activities.find({ selector: {} });
  const devices = new Set(activities.map(({ stamp }) => stamp.split("-").at(-1)));
  expect(devices.size).toBe(2);
  expect(new Set(activities.map(({ stamp }) => stamp)).size).toBe(activities.length);
});
