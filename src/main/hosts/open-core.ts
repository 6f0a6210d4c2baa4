import type { AccountsService } from "#main/accounts/accounts-service.ts";
import type { DeskContext, Log } from "#main/desk/context.ts";
import type { SyncServer } from "#main/sync/server/sync-server.ts";
import type { DeskCore } from "./rpc/desk-core.ts";

/** A core that was opened and must be closed. */
export type OpenCore = DeskCore & {
  /** Fetches and sends mail from now on. */
  start(): void;
  /** The machine slept, or has a network again: what waits tries at once. */
  wake(): void;
  /** What devices replicate with; null, or absent: the desk is no team's server. */
  readonly syncServer?: SyncServer | null;
  close(): Promise<void>;
};

/** Opens the desk in a folder. The commands get it handed in, so that tests run them over a core of their own. */
export type OpenDesk<Core extends OpenCore = OpenCore> = (options: {
  dataDir: string;
  log: Log;
  /** `postgres://…`: where the desk lies; its folder holds only what belongs to this process. Default: in its folder. */
  databaseUrl?: string | undefined;
  /** The desk is a team's. */
  role?: "server";
  /** On a server: builds the accounts of its team. Default: the desk is of no team. */
  createAccounts?: (context: DeskContext) => () => AccountsService | undefined;
  /** Called when the desk is to be closed and opened again, since this machine joined a team or is in one no more. Default: that waits for the next start. */
  reopen?: () => void;
}) => Promise<Core>;
