import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { rawMail } from "../support/raw-mail.ts";
import { INBOUND } from "../support/test-desk.ts";
import { activeWorkflows } from "./automation/active-workflows.ts";
import { createCommands } from "./automation/commands-of.ts";
import { inFolder, insertTickets, insertWorkflows, openCore } from "./automation/desk-of.ts";
import { measureDurableSteps } from "./automation/durable-runs.ts";
import type { BenchRow } from "./bench-row.ts";
import { openFlushes, skipped, type Flushes } from "./disk/flushes.ts";
import { writeArchive } from "./mail-archive.ts";
import { latenciesOf, row } from "./storage/measure.ts";

const TICKETS = 2_000;
const COMMANDS = 320;
const MAILS = 2_000;
/** What is written later is written within this time, and counts. */
const AFTERWARDS_MS = 2_000;
type Budget = readonly [words: string, isMet: (value: number) => boolean];
const ONE: Budget = ["≤ 1.1", (value) => value <= 1.1];
const A_TENTH: Budget = ["≤ 0.1", (value) => value <= 0.1];

type Counted = (name: string, pieces: number, budget: Budget, work: () => Promise<unknown>) => Promise<void>;

/** How often the disk is asked to keep what it was given: what a commit costs wherever flushing is slow. */
export async function measure(): Promise<BenchRow[]> {
  const flushes = openFlushes();
  if (typeof flushes === "string") return [skipped("flushes of the disk", "flushes", flushes)];
  const rows: BenchRow[] = [await inFolder(flushTime)];
  const counted = countedInto(flushes, rows);
  await inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertTickets(core, TICKETS, Date.now());
    await insertWorkflows(core, activeWorkflows(100));
    const commands = createCommands(core, TICKETS);
    await commands.rate(10, 1);
    await counted("a command", COMMANDS, ONE, () => commands.rate(COMMANDS, 1));
    await counted("a command, 64 waiting at once", COMMANDS, A_TENTH, () => commands.rate(COMMANDS, 64));
    await commands.check();
    const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
    await counted("a mail that arrives alone", 100, ONE, async () => {
      for (let number = 0; number < 100; number += 1) await client.channels.ingest(arrival(number));
    });
    const archive = await writeArchive(dataDir, { mails: MAILS, from: 0 });
    await counted("a mail of an archive", MAILS, A_TENTH, async () => {
      const request = { paths: [archive], ownAddresses: [] };
      for await (const line of core.importMail(request))
        if (line.status !== "imported") throw new Error(`A mail was not imported: ${line.reason}`);
    });
    await core.close();
  });
  await measureDurableSteps({ workflows: 40, steps: 5, atOnce: 1 }, (work) => counted("a due run", 200, ONE, work));
  await measureDurableSteps({ workflows: 80, steps: 5, atOnce: 40 }, (work) =>
    counted("a due run, 40 due at once", 400, A_TENTH, work),
  );
  return rows;
}

/** What a flush of this disk takes: without it no other figure says much. */
async function flushTime(folder: string): Promise<BenchRow> {
  const file = await open(join(folder, "flushed"), "w");
  const page = Buffer.alloc(4_096, 1);
  const { medianMs } = await latenciesOf(200, async () => {
    await file.write(page);
    await file.datasync();
  });
  await file.close();
  return row("one flush of this disk, median", "ms", medianMs, null, null);
}

function countedInto(flushes: Flushes, rows: BenchRow[]): Counted {
  return async (name, pieces, budget, work) => {
    const before = flushes.count();
    await work();
    await sleep(AFTERWARDS_MS);
    rows.push(row(`flushes of the disk for ${name}`, "flushes", (flushes.count() - before) / pieces, null, budget));
  };
}

function arrival(number: number): Parameters<DeskClient["channels"]["ingest"]>[0] {
  const raw = rawMail({
    from: `Anna <anna${number}@example.com>`,
    to: "help@desk.example",
    subject: `Boots ${number}`,
    messageId: `arrival-${number}@example.com`,
    text: "They leak.",
  });
  return { params: { id: INBOUND }, body: new Blob([raw]) };
}
