import { PgBoss } from "pg-boss";
import { secondsOf } from "../storage/measure.ts";
import { inTurns, type Load } from "./load.ts";

const MAX_FETCHES = 1_000;

/** Steps a second of pg-boss: each is a job that is fetched, done, and sends the next one in the same way as its workers do. */
export async function measurePgBoss(connectionString: string, loads: readonly Load[]): Promise<number[]> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue("bench");
    const rates: number[] = [];
    for (const { workflows, steps, atOnce, prepare } of loads) {
      prepare();
      let done = 0;
      const one = async () => {
        await boss.send("bench", { step: 1 });
        for (let at = 1; at <= steps; at += 1) {
          const job = await next(boss);
          done += 1;
          if (job.data.step < steps) await boss.send("bench", { step: job.data.step + 1 });
          await boss.complete("bench", job.id);
        }
      };
      const seconds = await secondsOf(() => inTurns(workflows, atOnce, one));
      rates.push(done / seconds);
    }
    return rates;
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** What was sent in this very millisecond may not be there yet. */
async function next(boss: PgBoss): Promise<{ readonly id: string; readonly data: { readonly step: number } }> {
  for (let attempt = 0; attempt < MAX_FETCHES; attempt += 1) {
    const [job] = await boss.fetch("bench");
    if (job) return job;
  }
  throw new Error("pg-boss has no job.");
}
