import type { Observable } from "rxjs";
import { z } from "zod";

/**
 * `solo`: in no team, its own host. `member`: a device of a team, no host unless an administrator makes it one. `server`: a process of the team's server, host while it holds the lease.
 */
export const HostMode = z.enum(["solo", "member", "server"]);
export type HostMode = z.infer<typeof HostMode>;

/**
 * Whether this process does what only one may do (H2): fetch and send mail, keep timers, send webhooks. Everything that acts so outside asks `requireHost` in the transaction that says that
 * it is going to; `isHost` is for what may be asked often and need not be exact.
 */
export type Host = {
  mode(): HostMode;
  /** What this desk's database is called in a team. */
  readonly deviceId: string;
  isHost(): boolean;
  /**
   * Whether what is written here is at the host: on it, or on another process over the same database. Runs that wait go on here when something happens; elsewhere they wait until
   * the host learns of it.
   */
  isAtHost(): boolean;
  /** The number under which it is the host: larger than that of every host before. Null where it is none, or the desk is solo. */
  fence(): number | null;
  /** Whether it is the host from now on. */
  readonly changes: Observable<boolean>;
  /**
   * Inside a transaction: where it resolves and the transaction is committed, this process was the host at the commit. Costs nothing on a solo desk.
   * @throws PD_HOST_LOST
   */
  requireHost(): Promise<void>;
  /** Whether the team's server answers: whoever speaks with it says so. Promoting a machine is refused while it does. */
  noteServer(isThere: boolean): void;
  isServerThere(): boolean;
  /** Becomes so at once, as part of the caller's transaction or in one of its own; what it is at the next start its place in the team says. */
  setMode(mode: HostMode): Promise<void>;
  start(): void;
  /** The machine slept: whether it still is the host is found out now. */
  wake(): void;
  /** Gives the lease back, so that another takes it at once. */
  close(): Promise<void>;
};
