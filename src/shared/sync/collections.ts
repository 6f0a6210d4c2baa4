/**
 * What travels between the devices of a team and its server, in the order in which rows of one commit are written where they arrive: what others refer to comes first.
 * Never: this device's own records, accounts, and the evaluations of workflows, which are large, kept for 90 days only and stay where they were made.
 */
export const REPLICATED_COLLECTIONS = [
  "setup",
  "people",
  "tickets",
  "conversations",
  "messages",
  "activities",
  "runs",
  "outbox",
  "inboxItems",
  "webhookRequests",
] as const;
export type ReplicatedCollection = (typeof REPLICATED_COLLECTIONS)[number];

/** The collections whose rows belong to one ticket each and can be found by it: a ticket travels with all of them. */
export const TICKET_COLLECTIONS = ["conversations", "messages", "activities", "runs"] as const;

export function isReplicated(name: string): name is ReplicatedCollection {
  return (REPLICATED_COLLECTIONS as readonly string[]).includes(name);
}
