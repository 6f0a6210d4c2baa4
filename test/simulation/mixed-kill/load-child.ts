/** A desk in a process of its own, which does a load and is killed meanwhile; it ends by itself once the load is through. */
import { openKillDesk } from "../automation-kill/kill-desk.ts";
import { createLoad } from "./load.ts";
import { runLoad, type LoadPlaces } from "./run-load.ts";

/** What the process is told, as JSON in its first argument. */
export type LifeTask = LoadPlaces & {
  readonly dataDir: string;
  readonly loadSeed: number;
  /** When the clocks of all its lives began. */
  readonly baseEpochMs: number;
};

const task = JSON.parse(process.argv[2] ?? "{}") as LifeTask;
process.stdout.write("opening\n");
const desk = await openKillDesk(task.dataDir, task.baseEpochMs);
process.stdout.write("open\n");
desk.core.start();
await runLoad(desk, createLoad(task.loadSeed), task, () => process.stdout.write("operation\n"));
await desk.core.close();
