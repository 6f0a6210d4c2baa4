import { join } from "node:path";
import { percentileOf } from "../storage/measure.ts";
import { startChild } from "./child.ts";
import type { Sizes } from "./measure-ours.ts";
import type { RxdbDeviceApi } from "./rxdb-device-child.ts";
import type { RxdbServerApi } from "./rxdb-server-child.ts";

/** The same rows by RxDB's own replication, and what it makes of commits that write two collections. */
export async function measureRxdb(folder: string, dataDir: string, { changes, openTickets, brought }: Sizes) {
  const server = startChild<RxdbServerApi>("rxdb-server-child.ts");
  const port = await server.ask("open", { folder, dataDir });
  const device = startChild<RxdbDeviceApi>("rxdb-device-child.ts");
  const { allMs, memory } = await device.ask("join", { port, directory: join(folder, "rxdb-device") });
  await device.ask("watch", undefined);
  const gapsMs: number[] = [];
  for (let at = 0; at < changes; at += 1) {
    const change = { number: at % openTickets, subject: `Change ${at}` };
    await server.ask("change", change);
    const [ticketMs, lineMs] = await device.ask("seen", change);
    gapsMs.push(Math.abs(ticketMs - lineMs));
  }
  const before = await server.ask("count", { collection: "people" });
  const bringMs = await device.ask("bring", { count: brought });
  const arrived = (await server.ask("count", { collection: "people" })) - before;
  if (arrived !== brought) throw new Error(`${arrived} of ${brought} documents were brought.`);
  await device.close();
  await server.close();
  return { allMs, memory, bringMs, halves: gapsMs.filter((ms) => ms > 0).length, halfForMs: percentileOf(gapsMs, 0.5) };
}
