import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { Blame } from "./blame.ts";
import type { Cursors } from "./cursor.ts";
import type { HealthKeeper } from "./health.ts";
import type { SizeLimits } from "./limits.ts";
import type { Session } from "./session.ts";
import type { TakeInDeps } from "./take-in.ts";

/** What fetching works with while one connection lasts. */
export type FetchDeps = TakeInDeps & {
  readonly session: Session;
  readonly mailbox: Mailbox;
  readonly cursors: Cursors;
  readonly blame: Blame;
  readonly health: HealthKeeper;
  readonly limits: SizeLimits;
  /** Fires when the work shall end: what was fetched is still taken in, no more is fetched. */
  readonly signal: AbortSignal;
  /** Told on the diagnostics page. */
  readonly note: (text: string) => void;
};
