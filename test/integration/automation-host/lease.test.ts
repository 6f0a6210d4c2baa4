import { afterEach, beforeEach, expect, test } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Host } from "#main/desk/host/host.ts";
import { LEASE_MS, LEASE_RENEWAL_MS } from "#main/desk/host/limits.ts";
import { hostOn } from "../../support/host-on.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let time: VirtualTime;
const hosts: Host[] = [];
beforeEach(async () => {
  desk = await openTestDesk();
  time = createVirtualTime(desk.clock.nowEpochMs);
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  await desk.close();
});

async function begin(name: string, options: Parameters<typeof hostOn>[3] = {}): Promise<Host> {
  const host = await hostOn(desk.core, time, name, options);
  hosts.push(host);
  host.start();
  await time.advance(0);
  return host;
}

/** Whether a transaction that acts outside would be committed. */
async function mayAct(host: Host): Promise<boolean> {
  try {
    await desk.core.context.queue.run(() => host.requireHost());
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "PD_HOST_LOST") return false;
    throw error;
  }
}

const lease = async () => (await desk.core.context.store.local.get("host-lease"))?.value;

test("[H2] a solo desk is its own host and keeps no lease", async () => {
  const { host } = desk.core.context;
  desk.core.start();
  expect([host.mode(), host.isHost(), host.isAtHost(), host.fence(), await lease()]).toEqual([
    "solo",
    true,
    true,
    null,
    undefined,
  ]);
});

test("[H2] of two processes over one database one is the host, as long as it shows that it is there", async () => {
  const [a, b] = [await begin("a"), await begin("b")];
  await time.advance(10 * LEASE_MS);
  expect([a.isHost(), b.isHost(), a.fence(), b.fence()]).toEqual([true, false, 1, null]);
  expect([a.isAtHost(), b.isAtHost()]).toEqual([true, true]);
  expect([await mayAct(a), await mayAct(b)]).toEqual([true, false]);
});

test("[H2] one that ends hands the lease on, under a higher number", async () => {
  const [a, b] = [await begin("a"), await begin("b")];
  await a.close();
  await time.advance(LEASE_RENEWAL_MS);
  expect([b.isHost(), b.fence()]).toEqual([true, 2]);
});

/** A process whose clock and timers stand still while another's go on: a laptop that sleeps, a machine that is paused. */
async function asleep(name: string): Promise<{ readonly host: Host; readonly own: VirtualTime }> {
  const own = createVirtualTime(time.clock.nowEpochMs());
  const host = await hostOn(desk.core, own, name);
  hosts.push(host);
  host.start();
  await own.advance(0);
  return { host, own };
}

test("[H2] one that slept can't act any more once another has taken over, and learns of it by trying", async () => {
  const { host: a } = await asleep("a");
  expect([a.isHost(), a.fence()]).toEqual([true, 1]);
  const b = await begin("b");
  await time.advance(LEASE_MS + LEASE_RENEWAL_MS);
  expect([b.isHost(), b.fence()]).toEqual([true, 2]);

  // It believes to be it still, and has slept in the middle of what it did.
  const told: boolean[] = [];
  a.changes.subscribe((is) => told.push(is));
  expect([a.isHost(), await mayAct(a)]).toEqual([true, false]);
  await Promise.resolve();
  expect([a.isHost(), a.fence(), told]).toEqual([false, null, [false]]);
});

test("[H2] one that slept while nobody took over goes on under its number", async () => {
  const { host: a, own } = await asleep("a");
  await own.sleep(100 * LEASE_MS);
  a.wake();
  await own.advance(0);
  expect([a.isHost(), a.fence(), await mayAct(a)]).toEqual([true, 1, true]);
});

test("[H2] what is written together with a check of a lost lease is not written", async () => {
  const { host: a } = await asleep("a");
  await begin("b");
  await time.advance(LEASE_MS + LEASE_RENEWAL_MS);
  const { queue, store, clock } = desk.core.context;
  const acted = queue.run(async () => {
    await store.local.write([
      { previous: null, next: { id: "acted", value: 1, updatedAtEpochMs: clock.nowEpochMs() } },
    ]);
    await a.requireHost();
  });
  await expect(acted).rejects.toMatchObject({ code: "PD_HOST_LOST" });
  expect(await store.local.get("acted")).toBeNull();
});

test("[H2] a clock a day ahead takes no lease that is kept alive", async () => {
  await begin("a");
  const ahead = { nowEpochMs: () => time.clock.nowEpochMs() + 86_400_000 };
  const b = await begin("b", { clock: ahead });
  await time.advance(4 * LEASE_MS);
  expect(b.isHost()).toBe(false);
});

test("[H2] a clock that was set back waits anew, and takes what stands still all the same", async () => {
  const { host: a } = await asleep("a");
  let shiftMs = 0;
  const b = await begin("b", { clock: { nowEpochMs: () => time.clock.nowEpochMs() + shiftMs } });
  await time.advance(LEASE_RENEWAL_MS);
  shiftMs = -86_400_000;
  await time.advance(LEASE_MS + 2 * LEASE_RENEWAL_MS);
  expect([b.isHost(), await mayAct(a)]).toEqual([true, false]);
});

test("[H2] what a desk is in no team it is again after a restart, and another mode may be forced", async () => {
  await desk.core.context.host.setMode("member");
  expect([desk.core.context.host.isHost(), desk.core.context.host.isAtHost()]).toEqual([false, false]);
  desk = await desk.reopen();
  expect(desk.core.context.host.mode()).toBe("solo");
  expect((await hostOn(desk.core, time, "c")).mode()).toBe("server");
});

test("[H2] a mode whose transaction is rolled back is none", async () => {
  const { host, store } = desk.core.context;
  const failing = store.transaction(async () => {
    await host.setMode("member");
    throw new TypeError("cut off");
  });
  await expect(failing).rejects.toThrow("cut off");
  expect(host.mode()).toBe("solo");
});
