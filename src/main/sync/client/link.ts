import type { ServerNews, SyncQuestion } from "#shared/sync/protocol.ts";

/** An open connection to the server, whatever carries it. */
export type SyncLink = {
  /**
   * The answer as it came, not yet looked at.
   * @throws PD_SYNC_OFFLINE where none came, PD_SYNC_NOT_THE_SERVER where somebody else gave one, or the error that the server told
   */
  ask(question: SyncQuestion): Promise<unknown>;
  /** Ends it; what is being asked fails with PD_SYNC_OFFLINE. */
  close(): void;
};

export type LinkListener = {
  readonly news: (news: ServerNews) => void;
  /** It is over; not called after `close`. */
  readonly lost: () => void;
};

/**
 * Opens one.
 * @throws PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, PD_SYNC_REVOKED
 */
export type OpenLink = (listener: LinkListener, signal: AbortSignal) => Promise<SyncLink>;
