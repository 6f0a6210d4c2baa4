import type { User } from "#shared/model/setup/user.ts";
import type { Automations } from "./automations.ts";
import type { BackgroundWork } from "./background/background-work.ts";
import type { Store } from "#main/store/store.ts";
import type { Host } from "./host/host.ts";
import type { Numbers } from "./numbers/numbers.ts";
import type { FailingSteps } from "./failing-steps.ts";
import type { RunningCounts } from "./running-counts.ts";
import type { SetupCache } from "./setup-cache.ts";
import type { WriteQueue } from "./write-queue.ts";

export type Clock = { nowEpochMs(): number };

export type Log = {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
};

/** What commands, automation and mail share. Built once by `createCore`. */
export type DeskContext = {
  readonly store: Store;
  readonly setup: SetupCache;
  readonly counts: RunningCounts;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: WriteQueue;
  readonly failing: Pick<FailingSteps, "of">;
  /** The next reading of this device's hybrid logical clock: every write takes its own. */
  nextStamp(): string;
  readonly numbers: Numbers;
  /** Whether this process fetches, sends and keeps timers (H2). */
  readonly host: Host;
  readonly automations: Automations;
  readonly background: BackgroundWork;
};

/** Who gives a command. */
export type Actor = { readonly user: User };
