import { join } from "node:path";
import { countDocuments } from "./desk-rows.ts";
import { startChild } from "./child.ts";
import type { DeviceApi } from "./device-child.ts";
import type { ServerApi } from "./server-child.ts";

export type Sizes = {
  readonly openTickets: number;
  readonly rounds: number;
  readonly changes: number;
  readonly brought: number;
};

/** Joins as often as there are rounds, each time a new device; then two that have what is open change and see. */
export async function measureOurs(folder: string, serverDir: string, documents: number, sizes: Sizes) {
  const server = startChild<ServerApi>("server-child.ts");
  const serverUrl = await server.ask("open", { dataDir: serverDir, databaseUrl: undefined });
  const serverBefore = await server.ask("memory", undefined);

  async function joined(name: string, closedSinceEpochMs: number | null) {
    const device = startChild<DeviceApi>("device-child.ts");
    const dataDir = join(folder, name);
    const figures = await device.ask("join", {
      serverUrl,
      dataDir,
      name,
      scope: { closedSinceEpochMs },
      openTickets: sizes.openTickets,
    });
    return { device, dataDir, figures };
  }

  const rounds: Awaited<ReturnType<typeof joined>>["figures"][] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    const { device, dataDir, figures } = await joined(`all${round}`, null);
    await device.close();
    // The person who joined is one more than were there.
    const there = countDocuments(dataDir);
    if (there < documents) throw new Error(`${there} of ${documents} documents arrived.`);
    rounds.push(figures);
  }
  const [last] = rounds.slice(-1);
  if (last === undefined) throw new Error("There were no rounds.");
  const serverAfter = await server.ask("memory", undefined);

  const [writer, reader] = [await joined("writer", Date.now()), await joined("reader", Date.now())];
  await reader.device.ask("watch", undefined);
  const changeMs: number[] = [];
  for (let at = 0; at < sizes.changes; at += 1) {
    const change = { number: at % sizes.openTickets, subject: `Change ${at}` };
    const fromMs = await writer.device.ask("change", change);
    changeMs.push((await reader.device.ask("seen", change)) - fromMs);
  }
  const halves = await reader.device.ask("halves", undefined);
  const bringMs = await writer.device.ask("bring", { count: sizes.brought });
  await writer.device.close();
  await reader.device.close();
  await server.close();
  return {
    boardMs: rounds.map(({ boardMs }) => boardMs),
    openMs: rounds.map(({ openMs }) => openMs),
    allMs: rounds.map(({ allMs }) => allMs),
    board: last.boardMemory,
    device: last.allMemory,
    serverBefore,
    server: serverAfter,
    changeMs,
    halves,
    bringMs,
  };
}
