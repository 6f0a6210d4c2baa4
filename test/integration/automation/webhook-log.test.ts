import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { UserId } from "#shared/model/ids.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { testCertificate } from "../../support/mail/test-certificate.ts";
import { actions, send, startReceiver, statuses } from "./webhooks-fixture.ts";
import { insert } from "../../support/insert.ts";

const DAY_MS = 86_400_000;

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(async () => {
  await desk.close();
});

/** The contract as a user without permissions calls it. */
async function agent(): Promise<DeskClient> {
  const id = UserId.parse("user-agent");
  const user = { id, kind: "user" as const, name: "Agent", address: "a@desk.example", permissions: [], stamps: {} };
  await insert(desk.core.context.store.setup, [{ ...user, createdAtEpochMs: 0 }]);
  return createRouterClient(desk.core.router, { context: { userId: id } });
}

describe("[F5] secrets of webhooks", () => {
  test("are listed by name and never told again", async () => {
    const { webhookRequests } = desk.client;
    const createdAtEpochMs = desk.time.clock.nowEpochMs();
    const made = await webhookRequests.setSecret({ name: "shop" });
    expect(made.secret).toMatch(/^whsec_[\w+/]{43}=$/u);
    expect(await webhookRequests.setSecret({ name: "bank", secret: `whsec_${"A".repeat(32)}` })).toEqual({
      name: "bank",
      createdAtEpochMs,
      secret: null,
    });
    expect(await webhookRequests.secrets({})).toEqual({
      items: [
        { name: "bank", createdAtEpochMs },
        { name: "shop", createdAtEpochMs },
      ],
    });
    expect(await webhookRequests.deleteSecret({ name: "bank" })).toEqual({
      items: [{ name: "shop", createdAtEpochMs }],
    });
    await expect(webhookRequests.deleteSecret({ name: "bank" })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  });

  test.each([
    "short",
    `whsec_${"A".repeat(20)}`,
    `whsec_${"A".repeat(200)}`,
    "whsec_not base64, whatever its length is",
  ])("%j is none", async (secret) => {
    await expect(desk.client.webhookRequests.setSecret({ name: "shop", secret })).rejects.toMatchObject({
      code: "PD_WEBHOOK_SECRET",
    });
    expect(await desk.client.webhookRequests.secrets({})).toEqual({ items: [] });
  });

  test("set at the same time are all kept", async () => {
    const names = Array.from({ length: 20 }, (_, count) => `s${String(count).padStart(2, "0")}`);
    await Promise.all(names.map((name) => desk.client.webhookRequests.setSecret({ name })));
    expect((await desk.client.webhookRequests.secrets({})).items.map(({ name }) => name)).toEqual(names);
  });
});

test("[A3] secrets, allowed receivers and waiting requests are changed only by who may change automations", async () => {
  const { webhookRequests } = await agent();
  const refused = { code: "PD_ACCESS_PERMISSION" };
  await expect(webhookRequests.setSecret({ name: "shop" })).rejects.toMatchObject(refused);
  await expect(webhookRequests.deleteSecret({ name: "shop" })).rejects.toMatchObject(refused);
  await expect(webhookRequests.setHosts({ items: ["127.0.0.1:80"] })).rejects.toMatchObject(refused);
  await expect(webhookRequests.cancel({ id: "wh_none" })).rejects.toMatchObject(refused);
  await expect(webhookRequests.retryNow({ id: "wh_none" })).rejects.toMatchObject(refused);
  expect([await webhookRequests.secrets({}), await webhookRequests.hosts({}), await webhookRequests.list({})]).toEqual([
    { items: [] },
    { items: [] },
    { items: [], nextCursor: null },
  ]);
});

test("[F5] the request log is listed newest first, by workflow, run and state, in pages; what is old is taken out", async () => {
  const receiver = await startReceiver(statuses(200));
  const act = actions(desk);
  await act.allow(receiver);
  const one = await act.workflow([send(receiver.origin)]);
  await act.workflow([send(`${receiver.origin}/two`)]);
  for (const count of [1, 2, 3]) {
    await act.receive({ messageId: `${count}@example.com`, subject: `Subject ${count}` });
    await desk.time.advance(1_000);
  }
  const all = await act.settled(6);
  const { webhookRequests } = desk.client;
  const newestFirst = all.toSorted((a, b) => b.createdAtEpochMs - a.createdAtEpochMs || (a.id < b.id ? 1 : -1));
  expect([all.length, all]).toEqual([6, newestFirst]);
  const pages: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await webhookRequests.list({ cursor, limit: 4 });
    pages.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(all.map(({ id }) => id));
  const [first] = all;
  if (!first) throw new Error("There are requests.");
  expect((await webhookRequests.list({ workflowId: one })).items.map(({ workflowId }) => workflowId)).toEqual([
    one,
    one,
    one,
  ]);
  expect((await webhookRequests.list({ runId: first.runId })).items.map(({ id }) => id)).toEqual([first.id]);
  expect((await webhookRequests.list({ workflowId: one, state: "failed" })).items).toEqual([]);
  expect((await webhookRequests.get({ id: first.id })).attempts.map(({ status, error }) => [status, error])).toEqual([
    [200, ""],
  ]);
  await expect(webhookRequests.get({ id: "wh_none" })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });

  const { dataDir, time, secrets } = desk;
  await desk.core.close();
  await time.sleep(90 * DAY_MS - 2_500);
  desk = await openMailDesk({ dataDir, time, secrets });
  for (let turn = 0; turn < 10; turn += 1) await actions(desk).pass(0);
  const left = (await desk.client.webhookRequests.list({})).items;
  expect(left.map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id));
});

test("[F5] a certificate that nobody vouches for gets nothing", async () => {
  const certificate = await testCertificate();
  let calls = 0;
  const server = createServer(certificate, (_request, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const act = actions(desk);
  await desk.client.webhookRequests.setHosts({ items: [`127.0.0.1:${port}`] });
  await act.workflow([send(`https://127.0.0.1:${port}/`)]);
  await act.receive();
  const { attempts, state } = await act.request((one) => one.attempts.length === 1);
  expect([state, attempts[0]?.status, attempts[0]?.offline, calls]).toEqual(["queued", null, false, 0]);
  expect(attempts[0]?.error).toMatch(/certificate/u);
});
