import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startProgram, type ProgramName } from "../../support/programs.ts";
import type { FromChild, ToChild } from "./child-messages.ts";

type WithoutId<Message> = Message extends unknown ? Omit<Message, "id"> : never;
export type Question = WithoutId<ToChild>;

/** The process was killed before it answered: whether it did what it was asked, nobody knows. */
export class Killed extends Error {}

/** A process of the team over all its lives. */
export type Child = {
  readonly isUp: boolean;
  readonly setUpUrl: string | null;
  /** @throws Killed; Error with what the process said went wrong */
  ask<Answer>(question: Question): Promise<Answer>;
  kill(): Promise<void>;
  /** Starts it where it is not running; resolves once it answers. */
  start(): Promise<void>;
  /** As a machine that falls asleep. */
  sleep(): void;
  wakeUp(): void;
};

const START_TIMEOUT_MS = 30_000;

export async function startChild(program: ProgramName, task: object): Promise<Child> {
  let child: ChildProcess | null = null;
  let starting: Promise<void> | null = null;
  let setUpUrl: string | null = null;
  let lastId = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();

  async function begin(): Promise<void> {
    const made = startProgram(program, [JSON.stringify(task)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child = made;
    const open = Promise.withResolvers<void>();
    const deadline = setTimeout(() => open.reject(new Error(`${program} did not start.`)), START_TIMEOUT_MS);
    made.on("message", (message: FromChild) => {
      if (message.type === "open") {
        ({ setUpUrl } = message);
        open.resolve();
        return;
      }
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === "answer") asked?.resolve(message.value);
      else asked?.reject(new Error(`${program}: ${message.code ?? ""} ${message.why}`));
    });
    made.once("exit", (code, signal) => {
      if (child === made) child = null;
      const gone = signal === "SIGKILL" ? new Killed() : new Error(`${program} ended by itself (${code}).`);
      open.reject(gone);
      for (const asked of waiting.values()) asked.reject(gone);
      waiting.clear();
    });
    try {
      await open.promise;
    } finally {
      clearTimeout(deadline);
    }
  }

  const opened: Child = {
    get isUp() {
      return child !== null;
    },
    get setUpUrl() {
      return setUpUrl;
    },
    ask<Answer>(question: Question) {
      const asked = Promise.withResolvers<unknown>();
      lastId += 1;
      if (child === null) return Promise.reject(new Killed());
      waiting.set(lastId, asked);
      const id = lastId;
      child.send({ ...question, id }, (error) => {
        // It ended just now.
        if (error === null) return;
        waiting.delete(id);
        asked.reject(new Killed());
      });
      return asked.promise as Promise<Answer>;
    },
    async kill() {
      const ending = child;
      if (ending === null) return;
      const ended = once(ending, "exit");
      ending.kill("SIGKILL");
      await ended;
    },
    async start() {
      while (child === null || starting !== null) {
        starting ??= begin().finally(() => (starting = null));
        // Killed before it was open: once more.
        await starting.catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
      }
    },
    sleep: () => void child?.kill("SIGSTOP"),
    wakeUp: () => void child?.kill("SIGCONT"),
  };
  await opened.start();
  return opened;
}
