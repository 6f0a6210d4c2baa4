import type { Log } from "#main/desk/context.ts";
import type { DeskCore } from "./rpc/desk-core.ts";

/** A core that was opened and must be closed. */
export type OpenCore = DeskCore & {
  /** Fetches and sends mail from now on. */
  start(): void;
  /** The machine slept, or has a network again: what waits tries at once. */
  wake(): void;
  close(): Promise<void>;
};

/** Opens the desk in a folder. The commands get it handed in, so that tests run them over a core of their own. */
export type OpenDesk<Core extends OpenCore = OpenCore> = (options: { dataDir: string; log: Log }) => Promise<Core>;
