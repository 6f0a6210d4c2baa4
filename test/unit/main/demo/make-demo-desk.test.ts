import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCore, type Core } from "#main/core.ts";
import { AGENTS, PIPELINES } from "#main/demo/plan/company.ts";
import { planDemo } from "#main/demo/plan/plan-demo.ts";
import { channelIdOf } from "#main/demo/make-company.ts";
import { makeDemoDesk } from "#main/demo/make-demo-desk.ts";
import { createDeskSimulator } from "#main/demo/desk-simulator.ts";
import { memorySecrets } from "../../../support/memory-secrets.ts";

const END = Date.UTC(2026, 8, 15, 10);
const REQUEST = { seed: 4, endEpochMs: END, tickets: 60, messages: 250 };
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

describe("the demo desk", () => {
  let dataDir: string;
  let core: Core;
  const progress: { done: number; total: number }[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "pipedesk-demo-"));
    core = await createCore({
      dataDir,
      clock: { nowEpochMs: () => END },
      log: SILENT,
      secrets: memorySecrets(),
      version: "0.0.0",
    });
    await makeDemoDesk(core.context, { ...REQUEST, onProgress: (now) => progress.push(now) });
  });
  afterAll(async () => {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("holds exactly the tickets and messages of the plan, nothing set aside and nothing waiting to be sent", async () => {
    const { store } = core.context;
    expect({
      tickets: await store.tickets.count({}),
      messages: await store.messages.count({}),
      readable: await store.messages.count({ setAsideReason: null }),
      waiting: await store.outbox.count({ state: { $ne: "sent" } }),
      failedRuns: await store.runs.count({ status: "failed" }),
    }).toEqual({ tickets: 60, messages: 250, readable: 250, waiting: 0, failedRuns: 0 });
    expect(await store.outbox.count({ state: "sent" })).toBe(await store.messages.count({ direction: "outgoing" }));
    expect(progress.at(-1)).toEqual({ done: 250, total: 250 });
  });

  it("has its company, mailboxes and pipelines", () => {
    const { setup } = core.context;
    expect(
      setup
        .all("user")
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(AGENTS.map(({ name }) => name).toSorted());
    expect(setup.pipelines().map(({ name }) => name)).toEqual(PIPELINES.map(({ name }) => name));
    expect(PIPELINES.map(({ channel }) => setup.require("channel", channelIdOf(channel)).address)).toEqual(
      PIPELINES.map(({ mailbox }) => mailbox),
    );
  });

  it("keeps everything at the time it happened, before the end", async () => {
    const messages = await core.context.store.messages.find({ selector: {} });
    const planned = planDemo(REQUEST.seed, REQUEST).flatMap((event) =>
      event.type === "mail" ? [event.atEpochMs] : [],
    );
    const incoming = messages.filter(({ direction }) => direction === "incoming").map(({ atEpochMs }) => atEpochMs);
    expect(incoming.toSorted((a, b) => a - b)).toEqual(planned);
    const activities = await core.context.store.activities.find({ selector: {} });
    expect(activities.filter(({ atEpochMs }) => atEpochMs > END)).toEqual([]);
  });

  it("puts every mail of a ticket's customers into that ticket", async () => {
    const messages = await core.context.store.messages.find({ selector: { direction: "incoming" } });
    const ticketsByName = new Map<string, Set<string | null>>();
    for (const { rfcMessageId, ticketId } of messages) {
      const [name = ""] = rfcMessageId.split(".");
      ticketsByName.set(name, (ticketsByName.get(name) ?? new Set()).add(ticketId));
    }
    const inbox = ticketsByName.get("inbox");
    ticketsByName.delete("inbox");
    expect(inbox).toEqual(new Set([null]));
    expect([...ticketsByName.values()].filter((tickets) => tickets.size !== 1 || tickets.has(null))).toEqual([]);
  });

  it("stops where it is told to", async () => {
    const signal = AbortSignal.abort();
    await expect(makeDemoDesk(core.context, { ...REQUEST, signal })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("lives: the simulator's mails arrive, some on open tickets", async () => {
    const { store } = core.context;
    const before = { messages: await store.messages.count({}), tickets: await store.tickets.count({}) };
    const pauses: (() => void)[] = [];
    let paused: (pause: () => void) => void = () => {};
    const nextPause = () =>
      new Promise<() => void>((resolve) => {
        paused = resolve;
      });
    const simulator = createDeskSimulator(core.context, {
      seed: 4,
      timer: {
        after(_delayMs, work) {
          pauses.push(work);
          paused(work);
          return () => void pauses.splice(pauses.indexOf(work), 1);
        },
      },
    });
    simulator.start();
    for (let arrived = 0; arrived < 12; arrived += 1) {
      const next = nextPause();
      pauses.shift()?.();
      await next;
    }
    await simulator.stop();
    expect(pauses).toEqual([]);
    const newMessages = (await store.messages.count({})) - before.messages;
    const newTickets = (await store.tickets.count({})) - before.tickets;
    expect(newMessages).toBe(12);
    expect(newTickets).toBeGreaterThan(0);
    expect(newTickets).toBeLessThan(12);
  });
});
