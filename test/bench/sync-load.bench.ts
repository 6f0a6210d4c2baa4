import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import type { BenchRow } from "./bench-row.ts";
import { loadPeer } from "./peers/peer.ts";
import { row } from "./storage/measure.ts";
import { startChild, type Memory } from "./team/child.ts";
import type { LoadApi } from "./team/load-child.ts";
import type { ServerApi } from "./team/server-child.ts";

const CLIENTS = 50;
const PROCESSES = 2;
const TICKETS = 2000;
/** `PIPEDESK_BENCH_SECONDS=10` for a quick look. */
const SECONDS = Number(process.env["PIPEDESK_BENCH_SECONDS"] ?? "120");
const PER_SECOND = Number(process.env["PIPEDESK_BENCH_CHANGES"] ?? "10");
/** `PIPEDESK_BENCH_DATABASE=postgres`: the server's desk lies there. */
const IS_ON_POSTGRES = process.env["PIPEDESK_BENCH_DATABASE"] === "postgres";
/** What connecting left behind is let go of by then. */
const REST_MS = 3_000;

/** Fifty clients that all change tickets and see what the others change, against one server process. The clients are light: they are WebSockets with tokens of their own in two processes, and parse nothing. */
export async function measure(): Promise<BenchRow[]> {
  if (!IS_ON_POSTGRES) return inFolder((folder) => measureLoad(folder, undefined));
  const peer = await loadPeer(() => import("./peers/postgres.ts"));
  if (peer === null) return [];
  const postgres = await peer.startPostgres();
  try {
    const url = await postgres.database("desk");
    return await inFolder((folder) => measureLoad(folder, url));
  } finally {
    await postgres.close();
  }
}

async function measureLoad(folder: string, databaseUrl: string | undefined): Promise<BenchRow[]> {
  const dataDir = join(folder, "server");
  const core = await openCore(dataDir, {}, databaseUrl);
  await insertFullDesk(core, TICKETS, Date.now());
  await core.close();
  const server = startChild<ServerApi>("server-child.ts");
  const serverUrl = await server.ask("open", { dataDir, databaseUrl });
  const loads = Array.from({ length: PROCESSES }, () => startChild<LoadApi>("load-child.ts"));
  const [first] = loads;
  // What the first client makes the server load is nobody's.
  await first?.ask("connect", { serverUrl, count: 1, offset: 0, tickets: TICKETS });
  await sleep(REST_MS);
  const alone = await server.ask("memory", undefined);
  const count = CLIENTS / PROCESSES;
  for (const [at, load] of loads.entries()) {
    const offset = Math.max(at * count, 1);
    await load.ask("connect", { serverUrl, count: (at + 1) * count - offset, offset, tickets: TICKETS });
  }
  if ((await server.ask("connections", undefined)) !== CLIENTS) throw new Error("Not all clients are connected.");
  await sleep(REST_MS);
  const idle = await server.ask("memory", undefined);

  const changes = SECONDS * PER_SECOND;
  const running = Promise.all(loads.map((load) => load.ask("run", { changes, perSecond: PER_SECOND })));
  await sleep((SECONDS * 1000) / 6);
  const early = await server.ask("memory", undefined);
  await sleep((SECONDS * 1000) / 3);
  const middle = await server.ask("memory", undefined);
  const ran = await running;
  const late = await server.ask("memory", undefined);
  const expected = (CLIENTS - 1) * changes;
  const settled = await Promise.all(loads.map((load) => load.ask("settle", { expected })));
  await sleep(REST_MS);
  const after = await server.ask("memory", undefined);
  for (const load of loads) await load.close();
  await server.close();

  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const worst = (of: (one: (typeof settled)[number]) => number) => Math.max(...settled.map(of));
  const each = (of: (memory: Memory) => number) => ((of(idle) - of(alone)) * 1000) / (CLIENTS - 1);
  const answered = sum(ran.map((one) => one.answered));
  const rate = answered / Math.max(...ran.map(({ seconds }) => seconds));
  const database = IS_ON_POSTGRES ? " on PostgreSQL" : "";
  const name = `${CLIENTS} clients${database}, ${PER_SECOND} changes/s each for ${SECONDS} s`;
  const idleHeap = ["idle, as many clients", idle.heapMb] as const;
  const isFlat = ["< 1.2 × peer", (_: number, ratio: number) => ratio < 1.2] as const;
  const isBelow = (limit: number) => (value: number) => value < limit;
  return [
    row(
      `${name}: changes that were taken`,
      "changes/s",
      rate,
      ["offered", CLIENTS * PER_SECOND],
      ["≥ 0.97 × peer", (_, ratio) => ratio >= 0.97],
    ),
    row("… refused", "changes", sum(ran.map(({ refused }) => refused)), null, ["0", (value) => value === 0]),
    row(
      "… seen by the other clients",
      "lines",
      sum(settled.map(({ seen }) => seen)),
      ["brought × 49", expected * CLIENTS],
      null,
    ),
    row("… lost", "lines", sum(settled.map(({ lost }) => lost)), null, ["0", (value) => value === 0]),
    row("… seen twice", "lines", sum(settled.map(({ doubled }) => doubled)), null, null),
    row(
      "… until another client has it, median",
      "ms",
      worst(({ medianMs }) => medianMs),
      null,
      null,
    ),
    row(
      "… p95",
      "ms",
      worst(({ p95Ms }) => p95Ms),
      null,
      ["< 300 ms", isBelow(300)],
    ),
    row(
      "… p99",
      "ms",
      worst(({ p99Ms }) => p99Ms),
      null,
      null,
    ),
    row("… heap of the server, after a sixth", "MB", early.heapMb, idleHeap, null),
    row("… in the middle", "MB", middle.heapMb, idleHeap, null),
    row("… at the end", "MB", late.heapMb, ["in the middle", middle.heapMb], isFlat),
    row("… some seconds later", "MB", after.heapMb, idleHeap, null),
    row("… resident memory of the server, after a sixth", "MB", early.residentMb, ["idle", idle.residentMb], null),
    row("… in the middle", "MB", middle.residentMb, ["idle", idle.residentMb], null),
    row("… at the end", "MB", late.residentMb, ["in the middle", middle.residentMb], isFlat),
    row(
      "heap of an idle client at the server",
      "kB",
      each(({ heapMb }) => heapMb),
      null,
      ["< 1000 kB", isBelow(1000)],
    ),
    row(
      "resident memory of an idle client at the server",
      "kB",
      each(({ residentMb }) => residentMb),
      null,
      ["< 1000 kB", isBelow(1000)],
    ),
  ];
}
