import { DBOS } from "@dbos-inc/dbos-sdk";
import { PgBoss } from "pg-boss";
import { secondsOf } from "../storage/measure.ts";

const MAX_FETCHES = 1_000;

/** So many workflows of so many steps, so many at once. */
export type Load = { readonly workflows: number; readonly steps: number; readonly atOnce: number };

/** Steps a second of DBOS: each is recorded before the next begins. */
export async function measureDbos(systemDatabaseUrl: string, loads: readonly Load[]): Promise<number[]> {
  let done = 0;
  const run = DBOS.registerWorkflow(
    async (steps: number) => {
      for (let at = 0; at < steps; at += 1) await DBOS.runStep(async () => (done += 1), { name: `step ${at}` });
    },
    { name: "bench" },
  );
  DBOS.setConfig({ name: "bench", systemDatabaseUrl, logLevel: "error", enableOTLP: false });
  await DBOS.launch();
  try {
    const rates: number[] = [];
    await run(1);
    for (const { workflows, steps, atOnce } of loads) {
      done = 0;
      const seconds = await secondsOf(() => inTurns(workflows, atOnce, () => run(steps)));
      if (done !== workflows * steps) throw new Error(`DBOS did ${done} steps.`);
      rates.push(done / seconds);
    }
    return rates;
  } finally {
    await DBOS.shutdown();
  }
}

/** Steps a second of pg-boss: each is a job that is fetched, done, and sends the next one in the same way as its workers do. */
export async function measurePgBoss(connectionString: string, loads: readonly Load[]): Promise<number[]> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue("bench");
    const rates: number[] = [];
    for (const { workflows, steps, atOnce } of loads) {
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
    const [job] = await boss.fetch<{ step: number }>("bench");
    if (job) return job;
  }
  throw new Error("pg-boss has no job.");
}

/** So much work in all, so many pieces at once. */
export async function inTurns(count: number, atOnce: number, work: () => Promise<unknown>): Promise<void> {
  let begun = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (begun < count) {
        begun += 1;
        await work();
      }
    }),
  );
}
