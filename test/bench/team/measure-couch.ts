import { join } from "node:path";
import { loadPeer } from "../peers/peer.ts";
import { startChild } from "./child.ts";
import type { CouchDeviceApi } from "./couch-device-child.ts";
import type { CouchServerApi } from "./couch-server-child.ts";
import type { Sizes } from "./measure-ours.ts";

/** The same with PouchDB on LevelDB and a server that speaks CouchDB's protocol. @returns null where they are not installed */
export async function measureCouch(folder: string, dataDir: string, { changes, openTickets }: Sizes) {
  if ((await loadPeer(() => import("../peers/couch.ts"))) === null) return null;
  const server = startChild<CouchServerApi>("couch-server-child.ts");
  const url = await server.ask("open", { folder, dataDir });
  const joined = async (name: string) => {
    const device = startChild<CouchDeviceApi>("couch-device-child.ts");
    return { device, figures: await device.ask("join", { path: join(folder, name), url }) };
  };
  const [writer, reader] = [await joined("pouch-writer"), await joined("pouch-reader")];
  for (const { device } of [writer, reader]) await device.ask("watch", undefined);
  const changeMs: number[] = [];
  for (let at = 0; at < changes; at += 1) {
    const change = { number: at % openTickets, subject: `Change ${at}` };
    const fromMs = await writer.device.ask("change", change);
    changeMs.push((await reader.device.ask("seen", change)) - fromMs);
  }
  const figures = {
    allMs: Math.min(writer.figures.allMs, reader.figures.allMs),
    device: reader.figures.memory,
    server: await server.ask("memory", undefined),
    changeMs,
  };
  await writer.device.close();
  await reader.device.close();
  await server.close();
  return figures;
}
