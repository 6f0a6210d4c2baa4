import type { SearchHit } from "#shared/contract/search.ts";
import type { TicketId } from "#shared/model/ids.ts";

/** What a search found among tickets that lie with the team's server alone; `offline`: it could not be asked. */
export type FoundOlder = readonly SearchHit[] | "offline";

/** What is searched for. */
export type OlderAsked = {
  readonly q: string;
  readonly kind?: SearchHit["kind"] | undefined;
  readonly timeZone?: string | undefined;
};

/** Of a device of a team that has not everything: what of the rest its server gives while it can be reached. */
export type WithServer = {
  /**
   * Fetches a ticket that is not here, with all that belongs to it, and keeps it.
   * @returns whether it is here now
   * @throws PD_SYNC_OFFLINE where it may lie with the server, which can't be reached
   */
  fetchTicket(id: TicketId): Promise<boolean>;
  /** Null: everything is here. Never throws for the network's sake. */
  searchOlder(asked: OlderAsked, limit: number): Promise<FoundOlder | null>;
};
