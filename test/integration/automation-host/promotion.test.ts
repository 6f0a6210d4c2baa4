import { afterEach, beforeEach, expect, test } from "vitest";
import type { Host } from "#main/desk/host/host.ts";
import { LEASE_RENEWAL_MS } from "#main/desk/host/limits.ts";
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

async function server(): Promise<Host> {
  const host = await hostOn(desk.core, time, "server-process");
  hosts.push(host);
  host.start();
  await time.advance(0);
  return host;
}

const isRefused = (code: string) => expect.objectContaining({ code });

test("[H2] a member is made the host while the server is gone; the server stays quiet until it is handed back", async () => {
  const { host } = desk.core.context;
  await host.setMode("member");
  desk.core.start();
  const away = await server();
  expect([away.isHost(), host.isHost()]).toEqual([true, false]);

  expect((await desk.client.desk.promote()).host).toEqual({ mode: "member", isHost: true, hostId: host.deviceId });
  await time.advance(LEASE_RENEWAL_MS);
  expect([host.isHost(), host.isAtHost(), host.fence(), away.isHost(), away.isAtHost(), away.fence()]).toEqual([
    true,
    true,
    1,
    false,
    false,
    null,
  ]);
  await expect(desk.core.context.queue.run(() => away.requireHost())).rejects.toMatchObject({ code: "PD_HOST_LOST" });
  await desk.core.context.queue.run(() => host.requireHost());

  await desk.client.desk.handBack();
  await time.advance(LEASE_RENEWAL_MS);
  expect([host.isHost(), away.isHost(), away.fence()]).toEqual([false, true, 2]);
  await expect(desk.core.context.queue.run(() => host.requireHost())).rejects.toMatchObject({ code: "PD_HOST_LOST" });
});

test("[H2] a promoted machine is the host after a restart too, and each promotion has a higher number", async () => {
  await desk.core.context.host.setMode("member");
  await desk.client.desk.promote();
  desk = await desk.reopen();
  const { host } = desk.core.context;
  await host.setMode("member");
  expect([host.isHost(), host.fence()]).toEqual([true, 1]);
  await desk.client.desk.handBack();
  await desk.client.desk.promote();
  expect(host.fence()).toBe(3);
});

test("[H2] what is no promotion is refused, and says why", async () => {
  await expect(desk.client.desk.promote()).rejects.toEqual(isRefused("PD_HOST_SOLO"));
  await expect(desk.client.desk.handBack()).rejects.toEqual(isRefused("PD_HOST_SOLO"));
  const { host } = desk.core.context;
  await host.setMode("member");
  await expect((await desk.as([])).desk.promote()).rejects.toEqual(isRefused("PD_ACCESS_PERMISSION"));
  host.noteServer(true);
  await expect(desk.client.desk.promote()).rejects.toEqual(isRefused("PD_HOST_SERVER_THERE"));
  await expect(desk.client.desk.handBack()).rejects.toEqual(isRefused("PD_HOST_ALREADY"));
  host.noteServer(false);
  await desk.client.desk.promote();
  await expect(desk.client.desk.promote()).rejects.toEqual(isRefused("PD_HOST_ALREADY"));
});
