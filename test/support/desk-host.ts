import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deskRest } from "./desk-rest.ts";
import type { FromHost, ToHost } from "./desk-host-process.ts";
import { TEST_TOKEN, type TestDesk } from "./desk-process.ts";

export type OpenOptions = {
  /** The language of the person's machine; a browser brings its own. Default: en-GB */
  readonly locale?: string | undefined;
  /** Where the desk lies already; it stays. Default: a new one, which goes with it. */
  readonly dataDir?: string | undefined;
};

/** A process that opens one desk after the other. */
export type DeskHost = {
  /** Why none can be opened on this machine; null where they can. */
  readonly obstacle: string | null;
  /** A new desk in a folder of its own, which goes with it. */
  open(options?: OpenOptions): Promise<TestDesk>;
  /** Lets the process end. @throws where something of a desk keeps it alive */
  close(): Promise<void>;
};

const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Loading the program takes ten times as long as opening a desk, so the desks of a row of tests share a process. They also share a port, one after
 * the other: the page's address stays, and with it what the browser has compiled of the page.
 */
export function startDeskHost(): DeskHost {
  const child = fork(join(import.meta.dirname, "desk-host-process.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const answers = new Map<number, (answer: FromHost) => void>();
  child.on("message", (answer: FromHost) => answers.get(answer.desk)?.(answer));
  child.on("exit", (code, signal) => {
    for (const [desk, answer] of answers)
      answer({ type: "failed", desk, why: `Its process ended: ${signal ?? code}.` });
  });
  let lastDesk = 0;
  let port = 0;

  async function ask<Type extends FromHost["type"]>(
    message: ToHost,
    type: Type,
  ): Promise<Extract<FromHost, { type: Type }>> {
    const answer = await new Promise<FromHost>((done) => {
      answers.set(message.desk, done);
      if (child.connected) child.send(message);
      else done({ type: "failed", desk: message.desk, why: "Its process has ended." });
    });
    answers.delete(message.desk);
    if (answer.type === type) return answer as Extract<FromHost, { type: Type }>;
    throw new Error(`A desk failed: ${answer.type === "failed" ? answer.why : answer.type}`);
  }

  return {
    obstacle: null,
    async open({ dataDir: given } = {}) {
      const dataDir = given ?? (await mkdtemp(join(tmpdir(), "pipedesk-desk-")));
      const desk = (lastDesk += 1);
      const { url } = await ask({ type: "open", desk, dataDir, token: TEST_TOKEN, port }, "opened");
      const { origin } = new URL(url);
      port = Number(new URL(url).port);
      const close = async () => {
        await ask({ type: "close", desk }, "closed");
        if (given === undefined) await rm(dataDir, { recursive: true, force: true });
      };
      return { url, origin, token: TEST_TOKEN, dataDir, rest: deskRest(origin, TEST_TOKEN), close };
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error("The process of the desks ended early.");
      const exited = once(child, "exit");
      child.disconnect();
      const force = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS);
      const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
      clearTimeout(force);
      if (code !== 0)
        throw new Error(`What a desk opened it did not close: its process was ended by ${signal ?? code}.`);
    },
  };
}
