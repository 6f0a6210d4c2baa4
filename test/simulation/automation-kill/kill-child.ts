/** A desk in a process of its own, which is killed again and again; it ends by itself once nothing is left to be done. */
import { setTimeout as pause } from "node:timers/promises";
import { bringMails, isThrough, openKillDesk, type ChildTask } from "./kill-desk.ts";

const LOOK_MS = 50;

const { dataDir, baseEpochMs, channelId, point } = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const { core, client } = await openKillDesk(dataDir, baseEpochMs, (at) => {
  if (at === point) process.kill(process.pid, "SIGKILL");
});
core.start();
await bringMails(client, channelId);
while (!(await isThrough(core))) await pause(LOOK_MS);
await core.close();
