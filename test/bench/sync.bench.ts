import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import { withoutPeer } from "./peers/peer.ts";
import { percentileOf, percentilesOf, row } from "./storage/measure.ts";
import { countDocuments, insertPlainly } from "./team/desk-rows.ts";
import { measureCouch } from "./team/measure-couch.ts";
import { measureOurs, type Sizes } from "./team/measure-ours.ts";
import { measureRxdb } from "./team/measure-rxdb.ts";

/** `PIPEDESK_BENCH_DOCUMENTS=10000` for a quick look. */
const DOCUMENTS = Number(process.env["PIPEDESK_BENCH_DOCUMENTS"] ?? "100000");
/** A ticket has a conversation, a mail and two lines of history; ten have one contact. */
const DOCUMENTS_PER_TICKET = 5.1;

const TICKETS = Math.round(DOCUMENTS / DOCUMENTS_PER_TICKET);
const SIZES: Sizes = {
  openTickets: Math.min(1000, Math.floor(TICKETS / 2)),
  /** The best counts: the others measure what else the machine did. */
  rounds: Number(process.env["PIPEDESK_BENCH_ROUNDS"] ?? "3"),
  changes: 300,
  brought: 3000,
};

/** A device joins a team, and what one changes is seen by another: server and devices are processes, between them a WebSocket over loopback. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    // Read by all: what is measured changes copies.
    const dataDir = join(folder, "desk");
    const core = await openCore(dataDir);
    await insertFullDesk(core, TICKETS, Date.now(), SIZES.openTickets);
    await core.close();
    const documents = countDocuments(dataDir);
    const serverDir = join(folder, "server");
    await cp(dataDir, serverDir, { recursive: true });
    const ours = await measureOurs(folder, serverDir, documents, SIZES);
    const plainMs = Math.min(
      ...(await inTurn(SIZES.rounds, async (at) => (await insertPlainly(dataDir, join(folder, `plain-${at}`))) * 1000)),
    );
    const rxdb = await measureRxdb(folder, dataDir, SIZES);
    const couch = await measureCouch(folder, dataDir, SIZES);
    const best = (times: readonly number[]) => Math.min(...times);
    const median = (times: readonly number[]) => percentileOf(times, 0.5);
    const all = `all of ${documents} documents after joining`;
    const seen = percentilesOf(ours.changeMs);
    const besideCouch = (made: BenchRow) => (couch === null ? withoutPeer(made, "PouchDB and express-pouchdb") : made);
    const couchSeen = couch && percentilesOf(couch.changeMs);
    const visible = "a change on one device is seen on another";
    const under300 = ["< 300 ms", (value: number) => value < 300] as const;
    return [
      row("joining until the first page of each column", "ms", best(ours.boardMs), null, [
        "< 3000 ms",
        (ms) => ms < 3000,
      ]),
      row(`… until all ${SIZES.openTickets} open tickets and what belongs to them`, "ms", best(ours.openMs), null, [
        "< 3000 ms",
        (ms) => ms < 3000,
      ]),
      row("… median", "ms", median(ours.openMs), null, null),
      row(
        all,
        "ms",
        best(ours.allMs),
        ["the same rows into node:sqlite", plainMs],
        ["< 30000 ms", (ms) => ms < 30_000],
      ),
      row("… median", "ms", median(ours.allMs), null, null),
      besideCouch(row(all, "ms", best(ours.allMs), couch && ["PouchDB and express-pouchdb", couch.allMs], null)),
      row(all, "ms", best(ours.allMs), ["RxDB's replication, our storage", rxdb.allMs], null),
      besideCouch(
        row("… heap of the device then", "MB", ours.device.heapMb, couch && ["PouchDB", couch.device.heapMb], null),
      ),
      row("… heap of the device with the open tickets alone", "MB", ours.board.heapMb, null, null),
      besideCouch(
        row("… most memory of the device", "MB", ours.device.peakMb, couch && ["PouchDB", couch.device.peakMb], null),
      ),
      besideCouch(
        row(
          "… most memory of the server",
          "MB",
          ours.server.peakMb,
          couch && ["express-pouchdb", couch.server.peakMb],
          null,
        ),
      ),
      row("… the server's before anybody joined", "MB", ours.serverBefore.peakMb, null, null),
      besideCouch(
        row(`${visible}, median`, "ms", seen.medianMs, couchSeen && ["PouchDB, live", couchSeen.medianMs], null),
      ),
      besideCouch(row(`${visible}, p95`, "ms", seen.p95Ms, couchSeen && ["PouchDB, live", couchSeen.p95Ms], under300)),
      row(`bring ${SIZES.brought} new documents`, "ms", ours.bringMs, ["RxDB's replication", rxdb.bringMs], null),
      row(
        `of ${SIZES.changes} commits, seen without the history line they hold`,
        "commits",
        ours.halves,
        ["RxDB's replication", rxdb.halves],
        ["0", (value) => value === 0],
      ),
      row("… for how long, median", "ms", 0, ["RxDB's replication", rxdb.halfForMs], null),
    ];
  });
}

async function inTurn<Result>(count: number, work: (at: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < count; at += 1) results.push(await work(at));
  return results;
}
