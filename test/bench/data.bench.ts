import { createRouterClient } from "@orpc/server";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { DataWork } from "#shared/contract/data.ts";
import { restoreBackup } from "#main/data/backup/restore.ts";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import type { BenchRow } from "./bench-row.ts";
import { row } from "./storage/measure.ts";

const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "100000");
const MS = 1_000_000;

/** What is done with a desk's data as a whole, while it is open, and how long others wait meanwhile. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    const results = await mkdtemp(join(tmpdir(), "pipedesk-data-bench-"));
    const rows: BenchRow[] = [];
    try {
      await insertFullDesk(core, TICKETS, Date.now());
      const client = createRouterClient(core.router, { context: { userId: core.owner() } });
      const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        const startedAtMs = performance.now();
        const result = await work();
        delay.disable();
        rows.push(
          row(`${name}, ${TICKETS} tickets`, "s", (performance.now() - startedAtMs) / 1000, null, null),
          row("… the longest that others waited", "ms", delay.max / MS, null, null),
          row("… resident memory then", "MB", process.memoryUsage.rss() / 1024 ** 2, null, null),
        );
        return result;
      };
      const done = async (begun: Promise<{ work: DataWork }>): Promise<DataWork> => {
        await begun;
        for (;;) {
          const { work } = await client.data.work();
          if (work !== null && work.state !== "running") {
            if (work.state !== "done") throw new Error(`${work.what}: ${work.error}`);
            return work;
          }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      await timed("check", () => client.data.check({ online: false }));
      const backup = await timed("backup, read back", () => done(client.data.backUp({ path: `${results}/` })));
      rows.push(row("… its size", "MB", (await stat(backup.path)).size / 1024 ** 2, null, null));
      await timed("put back into an empty folder", () =>
        restoreBackup(backup.path, join(results, "desk"), { nowEpochMs: 0 }),
      );
      await timed("export as JSON Lines", () => done(client.data.export({ path: results, as: "jsonl" })));
      await timed("export as mbox", () => done(client.data.export({ path: results, as: "mbox" })));
      const [contact] = (await client.contacts.list({ limit: 1 })).items;
      if (contact !== undefined) {
        const plan = await timed("plan of an erasure", () => client.data.erasurePlan({ contact: contact.id }));
        await timed("erasing a person, the file written anew", () =>
          done(client.data.erase({ contactId: plan.contactId, confirm: plan.confirm })),
        );
      }
      return rows;
    } finally {
      await core.close();
      await rm(results, { recursive: true, force: true });
    }
  });
}
