import { systemTimers } from "#main/desk/timers.ts";
import { SIZE_LIMITS } from "#main/mail/mailbox/limits.ts";
import type { ProbePoint } from "#main/mail/probe.ts";
import { openFetchDesk } from "./fetch-desk.ts";

/** What a desk in a process of its own is told, as JSON in its first argument. */
export type ChildTask = {
  readonly port: number;
  readonly user: string;
  readonly dataDir: string;
  /** Where it ends itself without warning, and at which passing of that point. */
  readonly kill: { readonly point: ProbePoint; readonly passing: number } | null;
};

/** What it prints, a line of JSON each time that its messages or its state changed. */
export type ChildReport = {
  readonly state: string;
  /** Subjects by id. */
  readonly messages: Readonly<Record<string, string>>;
  /** The most that the process had in memory until now. */
  readonly peakMebibytes: number;
};

const task = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
let passings = 0;
const desk = await openFetchDesk({
  port: task.port,
  user: task.user,
  dataDir: task.dataDir,
  // Small, so that a point is passed several times.
  limits: { ...SIZE_LIMITS, batchMessages: 5 },
  real: { clock: { nowEpochMs: () => Date.now() }, timers: systemTimers },
  probe(point) {
    if (point !== task.kill?.point) return;
    passings += 1;
    if (passings === task.kill.passing) process.kill(process.pid, "SIGKILL");
  },
});
await desk.until(async () => {
  const messages = Object.fromEntries((await desk.messages()).map(({ id, subject }) => [id, subject]));
  const peakMebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ state: desk.fetcher.health().state, messages, peakMebibytes } satisfies ChildReport));
  return null;
});
