import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";

/** Mails that are made up and arrive while the desk is used. */
export type MailSimulator = {
  /** Does nothing where it runs already. */
  start(): void;
  /** No mail arrives after it is done; waits for the one that is arriving. */
  stop(): Promise<void>;
};

export type DemoRequest = {
  /** When the demo's story ends: now. */
  readonly endEpochMs: number;
  readonly signal?: AbortSignal;
  /** Messages so far and in all. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
};

/** A demo desk, as the core knows it: a host hands one in, or its desks have none. */
export type Demo = {
  /** About how many messages it will hold, for the progress before the first of them. */
  readonly messages: number;
  /** Fills an empty desk. Throws what commands throw; AbortError where `signal` says stop, and what was made until then stays. */
  make(context: DeskContext, request: DemoRequest): Promise<void>;
  simulator(context: DeskContext, timers: Timers): MailSimulator;
};
