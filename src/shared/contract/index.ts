import type { ContractRouterClient } from "@orpc/contract";
import { activities } from "./activities.ts";
import { channels } from "./channels.ts";
import { conversations, messages, uploads } from "./conversations.ts";
import { desk } from "./desk.ts";
import { notifications, outbox } from "./outbox.ts";
import { contacts, users } from "./people.ts";
import { pipelines } from "./pipelines.ts";
import { search } from "./search.ts";
import { tickets } from "./tickets.ts";
import { workflows } from "./workflows.ts";

/** The one contract between the core and everything that talks to it: RPC over WebSocket and MessagePort, REST under /api/v1. */
export const contract = {
  desk,
  tickets,
  pipelines,
  workflows,
  channels,
  contacts,
  users,
  conversations,
  messages,
  uploads,
  outbox,
  notifications,
  activities,
  search,
};
export type Contract = typeof contract;
export type DeskClient = ContractRouterClient<Contract>;
