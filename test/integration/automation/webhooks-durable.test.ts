import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ServerResponse } from "node:http";
import type { RunView } from "#shared/contract/workflows.ts";
import { createWebhookSender } from "#main/automation/webhooks/webhook-sender.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { actions, escalate, send, startReceiver, statuses, stepId, type Receiver } from "./webhooks-fixture.ts";

const DAY_MS = 86_400_000;

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(async () => {
  await desk.close();
});

async function restart(): Promise<void> {
  const { dataDir, time, secrets } = desk;
  await desk.core.close();
  desk = await openMailDesk({ dataDir, time, secrets });
}

const told = (run: RunView) => [run.status, ...run.journal.map(({ stepId: id, outcome }) => `${id} ${outcome.kind}`)];
const isDone = ({ status }: RunView) => status !== "waiting" && status !== "active";
const idsOf = ({ calls }: Receiver) => new Set(calls.map(({ headers }) => headers["webhook-id"]));

describe("[F7] a webhook that waits", () => {
  test("goes on over a restart: what is queued is sent at its time", async () => {
    const receiver = await startReceiver(statuses(500, 200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate]);
    await act.receive();
    await act.request(({ attempts }) => attempts.length === 1);
    await restart();
    const after = actions(desk);
    await after.pass(5_499);
    expect(receiver.calls).toHaveLength(1);
    await after.pass(1);
    await receiver.called(2);
    expect([told(await after.run(workflowId, isDone)), idsOf(receiver).size]).toEqual([
      ["done", "call done", "escalate done"],
      1,
    ]);
  });

  test("and was due while the program did not run is sent at the next start", async () => {
    const receiver = await startReceiver(statuses(500, 200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin)]);
    await act.receive();
    await act.request(({ attempts }) => attempts.length === 1);
    await desk.core.close();
    await desk.time.advance(DAY_MS);
    desk = await openMailDesk({ dataDir: desk.dataDir, time: desk.time, secrets: desk.secrets });
    expect(told(await actions(desk).run(workflowId, isDone))).toEqual(["done", "call done"]);
  });

  test.each(Array.from({ length: 9 }, (_, cut) => cut))(
    "cut off after %i writes while its answer is worked on, is delivered under one id and acts once",
    async (cut) => {
      const held: ServerResponse[] = [];
      const receiver = await startReceiver((_call, response, count) => {
        if (count === 1) held.push(response);
        else response.end("again");
      });
      const act = actions(desk);
      await act.allow(receiver);
      const count = { id: stepId("count"), type: "add-tags" as const, tags: ["seen"] };
      const workflowId = await act.workflow([send(receiver.origin), escalate, count]);
      const ticketId = await act.receive();
      await receiver.called(1);
      cutOffAt(desk.core.context.store, cut);
      held[0]?.end("once");
      // Until the writing was cut off, or all of it was done: then nothing of it is on its way any more.
      for (let turn = 0; turn < 20; turn += 1) await act.pass(0);
      await restart();
      const run = await actions(desk).run(workflowId, isDone);
      const { ticket, activities } = await desk.client.tickets.open({ id: ticketId });
      const changes = activities.filter(({ cause }) => cause.kind === "workflow").map(({ body }) => body);
      expect({
        run: told(run),
        ticket: [ticket.priority, ticket.tags],
        changes: changes.map((body) => (body.type === "ticket.property-changed" ? body.property : body.type)),
        ids: idsOf(receiver).size,
        calls: receiver.calls.length <= 2,
        requests: (await actions(desk).request(({ reported }) => reported)).state,
      }).toEqual({
        run: ["done", "call done", "escalate done", "count done"],
        ticket: ["urgent", ["seen"]],
        changes: ["workflow.acted", "priority", "tags"],
        ids: 1,
        calls: true,
        requests: "delivered",
      });
    },
  );

  test.each(Array.from({ length: 12 }, (_, cut) => cut))(
    "of a ticket whose making was cut off after %i writes, is one request",
    async (cut) => {
      const receiver = await startReceiver(statuses(200));
      const act = actions(desk);
      await act.allow(receiver);
      const workflowId = await act.workflow([send(receiver.origin), escalate]);
      cutOffAt(desk.core.context.store, cut);
      await act.receive().catch(() => null);
      await restart();
      const after = actions(desk);
      await after.receive();
      const run = await after.run(workflowId, isDone);
      expect([told(run), idsOf(receiver).size, (await after.requests()).map(({ state }) => state)]).toEqual([
        ["done", "call done", "escalate done"],
        1,
        ["delivered"],
      ]);
    },
  );
});

describe("[H1] without a network", () => {
  test("a webhook waits without being used up, and goes as soon as the network is back", async () => {
    const receiver = await startReceiver(statuses(200));
    await desk.core.close();
    // The desk's own sender uses this machine's names; this one's are down.
    desk = await openMailDesk({ dataDir: desk.dataDir, time: desk.time, start: false });
    const { port } = new URL(receiver.origin);
    let isDown = true;
    const sender = createWebhookSender({
      context: desk.core.context,
      secrets: memorySecrets(),
      timers: desk.time.timers,
      random: () => 0.5,
      resolve: (_name, done) =>
        isDown
          ? done(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }), [])
          : done(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    sender.start();
    const act = actions(desk);
    await desk.client.webhookRequests.setHosts({ items: [`shop.example:${port}`] });
    const workflowId = await act.workflow([send(`http://shop.example:${port}/`)]);
    await act.receive();
    for (let count = 1; count < 40; count += 1) {
      const { retryAtEpochMs } = await act.request(
        ({ attempts }) => (attempts.at(-1)?.startedAtEpochMs ?? 0) === desk.time.clock.nowEpochMs(),
      );
      await act.pass(retryAtEpochMs - desk.time.clock.nowEpochMs());
    }
    const [request] = await act.requests();
    expect([request?.state, request?.attempts.length, request?.attempts.every(({ offline }) => offline)]).toEqual([
      "queued",
      30,
      true,
    ]);
    isDown = false;
    sender.wake();
    expect(told(await act.run(workflowId, isDone))).toEqual(["done", "call done"]);
    await sender.close();
  });

  test("a name that leads into this network is refused, whatever it led to before", async () => {
    await desk.core.close();
    desk = await openMailDesk({ dataDir: desk.dataDir, time: desk.time, start: false });
    const sender = createWebhookSender({
      context: desk.core.context,
      secrets: memorySecrets(),
      timers: desk.time.timers,
      random: () => 0.5,
      resolve: (_name, done) =>
        done(null, [
          { address: "203.0.113.1", family: 4 },
          { address: "192.168.1.1", family: 4 },
        ]),
    });
    sender.start();
    const act = actions(desk);
    const workflowId = await act.workflow([send("https://shop.example/")]);
    await act.receive();
    const run = await act.run(workflowId, isDone);
    expect(run.journal[0]?.outcome).toEqual({
      kind: "failed",
      code: "PD_WEBHOOK_ADDRESS",
      message: "shop.example is an address within this machine or its network.",
    });
    await sender.close();
  });
});

test("[F5] an answer of 2 GB is cut after 64 KiB, and what of it is kept is little", async () => {
  const chunk = Buffer.alloc(64 * 1024, "x");
  let writtenBytes = 0;
  const cut = Promise.withResolvers<void>();
  const receiver = await startReceiver((_call, response) => {
    response.writeHead(200, { "Content-Length": 2 * 1024 ** 3 });
    const push = () => {
      for (let more = true; more && !response.destroyed;) {
        writtenBytes += chunk.length;
        more = response.write(chunk);
      }
    };
    response.on("drain", push);
    response.on("close", () => cut.resolve());
    push();
  });
  const act = actions(desk);
  await act.allow(receiver);
  const workflowId = await act.workflow([send(receiver.origin)]);
  await act.receive();
  const run = await act.run(workflowId, isDone);
  await cut.promise;
  const [request] = await act.requests();
  expect([told(run), request?.attempts[0]?.status, request?.attempts[0]?.answer.length]).toEqual([
    ["done", "call done"],
    200,
    4_000,
  ]);
  // What lies in the system's buffers between the two ends: some megabytes, never the whole.
  expect(writtenBytes).toBeLessThan(64 * 1024 ** 2);
});
