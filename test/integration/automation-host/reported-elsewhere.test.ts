/** Kinds of faults that other schedulers and senders were reported with, tried on ours. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Host } from "#main/desk/host/host.ts";
import { LEASE_MS, LEASE_RENEWAL_MS } from "#main/desk/host/limits.ts";
import { createWhileHost, type Part } from "#main/desk/host/while-host.ts";
import { hostOn } from "../../support/host-on.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { openTestDesk, SILENT, type TestDesk } from "../../support/test-desk.ts";
import { HOUR_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";

describe("processes over one database", () => {
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

  async function begin(name: string): Promise<Host> {
    const host = await hostOn(desk.core, time, name);
    hosts.push(host);
    host.start();
    return host;
  }

  test("[H2] of many that begin at once exactly one is the host, whoever ends (jaseci-labs/jac 7617, dkron 75)", async () => {
    for (let at = 0; at < 8; at += 1) await begin(`p${at}`);
    const fences: (number | null)[] = [];
    while (hosts.length > 1) {
      await time.advance(LEASE_MS);
      const acting = hosts.filter((host) => host.isHost());
      expect(acting.length).toBe(1);
      const [one] = acting;
      if (!one) throw new Error("There is no host.");
      fences.push(one.fence());
      await one.close();
      hosts.splice(hosts.indexOf(one), 1);
    }
    expect(fences).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("[H2] a renewal that hangs or fails makes no second host, and the first goes on when the database is back (kubernetes 44887)", async () => {
    const [a, b] = [await begin("a"), await begin("b")];
    await time.advance(0);
    const { local } = desk.core.context.store;
    const write = local.write.bind(local);
    Object.assign(local, { write: () => Promise.reject(new TypeError("The database is away.")) });
    await time.advance(LEASE_RENEWAL_MS);
    expect([a.isHost(), b.isHost()]).toEqual([false, false]);
    Object.assign(local, { write });
    await time.advance(LEASE_RENEWAL_MS);
    expect([a.isHost(), a.fence(), b.isHost()]).toEqual([true, 1, false]);
  });

  test("[H2] one that is the host again works again, with each part once (dkron 998, mesos/chronos 371)", async () => {
    const a = await begin("a");
    await time.advance(0);
    const log: string[] = [];
    let made = 0;
    const part = (): Part => {
      made += 1;
      const name = `part ${made}`;
      return {
        start: () => void log.push(`${name} begins`),
        wake: () => undefined,
        close: async () => void log.push(`${name} ends`),
      };
    };
    const whileHost = createWhileHost(a, SILENT, [part]);
    whileHost.start();
    const { store, clock } = desk.core.context;
    const name = async (hostId: string, fence: number) => {
      const [previous = null] = await store.setup.find({ selector: { id: "host-record" } });
      await store.setup.write([
        {
          previous,
          next: { id: "host-record", kind: "host-record", hostId, fence, atEpochMs: clock.nowEpochMs(), stamps: {} },
        },
      ]);
      await time.advance(LEASE_RENEWAL_MS);
    };
    await name("laptop", 1);
    await name("server", 2);
    await name("laptop", 3);
    await name("server", 4);
    await whileHost.close();
    expect(log).toEqual([
      "part 1 begins",
      "part 1 ends",
      "part 2 begins",
      "part 2 ends",
      "part 3 begins",
      "part 3 ends",
    ]);
  });
});

describe("a machine that stops being the host and begins again", () => {
  let desk: TimedDesk;
  beforeEach(async () => {
    desk = await openTimedDesk();
  });
  afterEach(() => desk.close());

  test("[H2] does what came due meanwhile once, however often it changed (mesos/chronos 371 and 411, OctopusDeploy 6374)", async () => {
    const waiting = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
    const daily = await desk.workflow({
      triggers: [{ id: "t1", type: "schedule", cron: "0 * * * *", timeZone: "UTC", businessHours: false }],
      reenrolment: { kind: "always" },
    });
    await desk.receive({ messageId: "first@example.com" });
    const { host } = desk.mail.core.context;
    for (let turn = 0; turn < 3; turn += 1) {
      await host.setMode("member");
      await desk.settle();
      await desk.pass(2 * HOUR_MS);
      await host.setMode("solo");
      await desk.settle();
      await desk.pass(0);
    }
    // Of times that were missed the latest is made good, once each time that it is the host again.
    expect([(await desk.runs(waiting)).map(({ status }) => status), (await desk.runs(daily)).length]).toEqual([
      ["done"],
      3,
    ]);
  });
});
