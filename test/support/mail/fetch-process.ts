import { once } from "node:events";
import { createInterface } from "node:readline";
import { startProgram } from "../programs.ts";
import type { ChildReport, ChildTask } from "./fetch-child.ts";

export type FetchProcess = {
  /** Resolves with the first report for which this holds; rejects when the process ends before. */
  until(holds: (report: ChildReport) => boolean): Promise<ChildReport>;
  /** The signal that ended it; null where it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  close(): Promise<void>;
};

/** A desk with one fetched mailbox, in a process of its own. */
export function startFetchProcess(task: ChildTask): FetchProcess {
  const child = startProgram("fetch", [JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error("The desk's process has no stdout.");
  const lines = createInterface({ input: child.stdout });
  const reports: ChildReport[] = [];
  const watchers = new Set<() => void>();
  const tell = () => watchers.forEach((watch) => watch());
  lines.on("line", (line) => {
    reports.push(JSON.parse(line) as ChildReport);
    tell();
  });
  let hasEnded = false;
  const ended = once(child, "close").then(([, signal]) => {
    hasEnded = true;
    lines.close();
    tell();
    return signal as NodeJS.Signals | null;
  });
  return {
    ended,
    until: (holds) =>
      new Promise((done, fail) => {
        const watch = () => {
          const found = reports.find(holds);
          if (!found && !hasEnded) return;
          watchers.delete(watch);
          if (found) done(found);
          else fail(new Error(`The desk's process ended; its last report was ${JSON.stringify(reports.at(-1))}`));
        };
        watchers.add(watch);
        watch();
      }),
    async close() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
