import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FromWriter, ToWriter } from "./writer-process.ts";

/** Another process that has the desk open. */
export type Writer = {
  write(prefix: string, commits: number, rows: number): Promise<void>;
  told(): Promise<readonly string[]>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

export async function startWriter(databaseUrl: string): Promise<Writer> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-writer-"));
  const child = fork(join(import.meta.dirname, "writer-process.ts"), [databaseUrl, dataDir], { stdio: "inherit" });
  const opened = await next(child);
  if (opened.type !== "opened") throw new Error(JSON.stringify(opened));
  const ask = async (message: ToWriter): Promise<FromWriter> => {
    const answer = next(child);
    child.send(message);
    const given = await answer;
    if (given.type === "failed") throw new Error(given.why);
    return given;
  };
  return {
    async write(prefix, commits, rows) {
      await ask({ type: "write", prefix, commits, rows });
    },
    async told() {
      const given = await ask({ type: "told" });
      return given.type === "told" ? given.ids : [];
    },
    async kill() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}

function next(child: ChildProcess): Promise<FromWriter> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`The writer ended: ${code}.`));
    child.once("exit", gone);
    child.once("message", (message) => {
      child.off("exit", gone);
      resolve(message as FromWriter);
    });
  });
}
