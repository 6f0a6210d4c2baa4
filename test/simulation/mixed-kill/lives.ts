/** One life of the process that does a load, and when it ends. */
import { once } from "node:events";
import { watch } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { filter, merge, skip, Subject, take, type Observable } from "rxjs";
import { startProgram } from "../../support/programs.ts";
import type { Random } from "#main/demo/random.ts";
import type { LifeTask } from "./load-child.ts";

/** From an open desk to the end of a load, about, and to where a new process has opened it. */
const [LOAD_MS, OPENING_MS] = [2_500, 500];
/** From the first words of a mail or a request to where its answer is written, about; and how many there are in a load at least. */
const [SENDING_MS, MAX_SENT] = [6, 8];
/** Between two writes of one piece of work, about; and how often a load's log is seen to grow, about: a few times for each page. */
const [WRITE_MS, MAX_WRITES] = [2, 3_000];
/** Of an operation among others that wait for the same queue; and how many there are in a load, about. */
const [OPERATION_MS, MAX_OPERATIONS] = [30, 30];
/** What hangs is ended. */
const LAST_LIFE_MS = 60_000;

/** The process says `opening`, `open`, and each `operation` that begins; its log grows with each `write`; a receiver sees the `mail` or `request` begin. `count`: the how manieth of them in this life. */
const SAID = ["opening", "open", "operation"] as const;
export type Moment = (typeof SAID)[number] | "write" | "mail" | "request";
export type Kill = { readonly after: Moment; readonly count: number; readonly delayMs: number };

/** Most kills come where something is being written or leaves the machine: such moments are short, and a load has many that are none of them. */
export function planKill(random: Random): Kill {
  const after = random.weighted([
    { moment: "opening", weight: 2 },
    { moment: "open", weight: 3 },
    { moment: "operation", weight: 3 },
    { moment: "write", weight: 9 },
    { moment: "mail", weight: 4 },
    { moment: "request", weight: 3 },
  ] as const).moment;
  if (after === "opening") return { after, count: 1, delayMs: random.integer(0, OPENING_MS) };
  if (after === "open") return { after, count: 1, delayMs: random.integer(0, LOAD_MS) };
  if (after === "operation")
    return { after, count: random.integer(1, MAX_OPERATIONS), delayMs: random.integer(0, OPERATION_MS) };
  // As many among the first hundred as among the next thousands: a later life has less to do.
  if (after === "write")
    return { after, count: Math.ceil(MAX_WRITES ** random.next()), delayMs: random.integer(0, WRITE_MS) };
  return { after, count: random.integer(1, MAX_SENT), delayMs: random.integer(0, SENDING_MS) };
}

/** @returns how it ended: killed, by itself, or with an error */
export async function live(
  task: LifeTask,
  kill: Kill | null,
  seen: Observable<Moment>,
): Promise<"killed" | "through" | "failed"> {
  const child = startProgram("mixed-load", [JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const cancel = new AbortController();
  const killAfter = (delayMs: number) =>
    void pause(delayMs, undefined, { signal: cancel.signal }).then(
      () => child.kill("SIGKILL"),
      () => undefined,
    );
  const said = new Subject<Moment>();
  const watcher = watch(task.dataDir, (_event, name) => {
    if (name?.endsWith("-wal")) said.next("write");
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n")) for (const moment of SAID) if (line === moment) said.next(moment);
  });
  const moments = merge(seen, said).pipe(filter((moment) => moment === kill?.after));
  const subscription = moments
    .pipe(skip((kill?.count ?? 1) - 1), take(1))
    .subscribe(() => killAfter(kill?.delayMs ?? 0));
  killAfter(LAST_LIFE_MS);
  const [code, signal] = await ended;
  cancel.abort();
  watcher.close();
  subscription.unsubscribe();
  return signal === "SIGKILL" ? "killed" : code === 0 ? "through" : "failed";
}
