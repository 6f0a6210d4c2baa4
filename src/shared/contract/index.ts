import type { ContractRouterClient } from "@orpc/contract";
import { accounts } from "./accounts.ts";
import { activities } from "./activities.ts";
import { attention } from "./attention.ts";
import { automations } from "./automations.ts";
import { channels } from "./channels.ts";
import { conversations, messages, uploads } from "./conversations.ts";
import { data } from "./data.ts";
import { desk } from "./desk.ts";
import { membership } from "./membership.ts";
import { notifications, outbox } from "./outbox.ts";
import { contactFiles } from "./contact-files.ts";
import { contacts, users } from "./people.ts";
import { pipelines } from "./pipelines.ts";
import { properties } from "./properties.ts";
import { reports } from "./reports.ts";
import { findTickets, views } from "./saved-views.ts";
import { search } from "./search.ts";
import { tickets } from "./tickets.ts";
import { workflows } from "./workflows.ts";
import { workflowExplanations } from "./workflow-explanations.ts";
import { enrolment } from "./enrolment.ts";
import { historyOffers } from "./history-offers.ts";
import { workflowFiles } from "./workflow-files.ts";
import { webhookRequests } from "./webhook-requests.ts";
import { tasks } from "./tasks.ts";
import { snippets } from "./snippets.ts";
import { stepComments } from "./step-comments.ts";
import { macros } from "./macros.ts";
import { mailTemplates } from "./mail-templates.ts";
import { slaPolicies, workCalendars } from "./sla.ts";
import { teams } from "./teams.ts";
import { gallery } from "./gallery.ts";
import { firstSteps } from "./first-steps.ts";

/** The one contract between the core and everything that talks to it: RPC over WebSocket and MessagePort, REST under /api/v1. */
export const contract = {
  desk,
  firstSteps,
  tickets: { ...tickets, find: findTickets },
  views,
  pipelines,
  /** Under one name: whoever works with a workflow needs all of it. */
  workflows: { ...workflows, ...workflowExplanations, ...enrolment, ...workflowFiles },
  historyOffers,
  automations,
  attention,
  webhookRequests,
  tasks,
  stepComments,
  mailTemplates,
  snippets,
  macros,
  teams,
  properties,
  slaPolicies,
  workCalendars,
  gallery,
  channels,
  contacts,
  contactFiles,
  users,
  accounts,
  membership,
  data,
  conversations,
  messages,
  uploads,
  outbox,
  notifications,
  activities,
  reports,
  search,
};
export type Contract = typeof contract;
export type DeskClient = ContractRouterClient<Contract>;
