import { DBOS } from "@dbos-inc/dbos-sdk";
import { secondsOf } from "../storage/measure.ts";
import { inTurns, type Load } from "./load.ts";

/** Steps a second of DBOS, one figure a load: each step is recorded before the next begins. */
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
    for (const { workflows, steps, atOnce, prepare } of loads) {
      prepare();
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
