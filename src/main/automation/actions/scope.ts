import { OWN_PROPERTIES, PLACEHOLDERS, type Placeholder } from "#shared/automation/placeholders/names.ts";
import { MAX_PLACEHOLDER_CHARACTERS } from "#shared/automation/placeholders/limits.ts";
import type { TemplateScope } from "#shared/automation/placeholders/render-template.ts";
import { firstNameOf, lastNameOf } from "#shared/automation/placeholders/person-name.ts";
import { ZonedDate } from "#shared/automation/placeholders/zoned-date.ts";
import type { OwnValue, Property } from "#shared/model/setup/property.ts";
import { optionsOf } from "#shared/rules/properties/options.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { provisionalMark } from "#main/desk/numbers/provisional-mark.ts";
import { factsOf } from "../facts.ts";
import type { ActionContext } from "./action.ts";

/** What placeholders are filled from, beside the ticket. */
export type ScopeContext = Pick<ActionContext, "surroundings" | "setup" | "nowEpochMs"> & {
  readonly run: Pick<ActionContext["run"], "data">;
  readonly workflow: Pick<ActionContext["workflow"], "name">;
};

/** Everything that the catalogue names, and nothing else, as it is for this ticket now. */
export function scopeOf(ticket: Ticket, context: ScopeContext, timeZone: string): TemplateScope {
  const facts = factsOf(context.setup, ticket, context.surroundings, context.nowEpochMs);
  const readable = readableNames(ticket, context);
  const scope = emptyObject();
  for (const placeholder of PLACEHOLDERS) {
    const { name } = placeholder;
    const [object = "", ...property] = name.split(".");
    const value = Object.hasOwn(readable, name) ? readable[name] : facts.value(object, property.join("."));
    put(scope, name, valueOf(placeholder, value, timeZone));
  }
  for (const property of context.setup.all("property")) {
    const value = ticket.values?.[property.id];
    const said = value === undefined ? null : shownValue(property, value, context.setup);
    put(scope, `ticket.${OWN_PROPERTIES}.${property.key}`, said);
  }
  return scope;
}

/** As a reader of a mail would have it said. */
function shownValue({ type, options }: Property, value: OwnValue, setup: ActionContext["setup"]): unknown {
  switch (type) {
    case "choice":
      return options[String(value)]?.name ?? null;
    case "choices":
      return optionsOf({ options }).flatMap(({ id, name }) => (Array.isArray(value) && value.includes(id) ? name : []));
    case "user":
      return setup.find("user", String(value))?.name ?? null;
    // A day is the same day wherever its reader is.
    case "date":
      return typeof value === "number" ? new ZonedDate(value, "UTC") : null;
    case "text":
    case "long-text":
    case "number":
    case "checkbox":
    case "url":
      return value;
  }
}

function readableNames(
  ticket: Ticket,
  { surroundings, run, setup, workflow, nowEpochMs }: ScopeContext,
): Readonly<Record<string, unknown>> {
  const { contact, company, thread, message } = surroundings;
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  const owner = ticket.ownerId === null ? null : setup.find("user", ticket.ownerId);
  return {
    "ticket.number": ticket.number ?? provisionalMark(ticket),
    "ticket.stage": pipeline && stageOf(pipeline, ticket.stageId)?.name,
    "ticket.pipeline": pipeline?.name,
    "ticket.channel": ticket.channelId === null ? null : setup.find("channel", ticket.channelId)?.name,
    "ticket.owner.name": owner?.name,
    "ticket.owner.firstname": owner && firstNameOf(owner.name),
    "ticket.owner.address": owner?.address,
    "ticket.createdAt": ticket.createdAtEpochMs,
    "ticket.closedAt": ticket.closedAtEpochMs,
    "ticket.dueAt": ticket.dueAtEpochMs,
    "ticket.stageEnteredAt": ticket.stageEnteredAtEpochMs,
    "ticket.lastActivityAt": ticket.lastActivityAtEpochMs,
    "ticket.lastCustomerMessageAt": ticket.lastCustomerMessageAtEpochMs,
    "ticket.lastAgentMessageAt": ticket.lastAgentMessageAtEpochMs,
    "contact.firstname": contact && firstNameOf(contact.name),
    "contact.lastname": contact && lastNameOf(contact.name),
    "contact.createdAt": contact?.createdAtEpochMs,
    "contact.lastMessageAt": contact?.lastMessageAtEpochMs,
    "company.createdAt": company?.createdAtEpochMs,
    "thread.createdAt": thread?.createdAtEpochMs,
    "thread.lastMessageAt": thread?.lastMessageAtEpochMs,
    "message.at": message?.atEpochMs,
    "desk.name": setup.find("settings", SETTINGS_ID)?.deskName,
    "workflow.name": workflow.name,
    webhook: run.data,
    now: nowEpochMs,
  };
}

/** An empty text is nothing, so that a template's `if` sees what its reader would. */
function valueOf({ type }: Placeholder, value: unknown, timeZone: string): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (type === "date") return typeof value === "number" ? new ZonedDate(value, timeZone) : null;
  return typeof value === "string" ? value.slice(0, MAX_PLACEHOLDER_CHARACTERS) : value;
}

type Scope = Record<string, unknown>;

/** Without a prototype: a template finds only what was put there. */
function emptyObject(): Scope {
  return Object.create(null) as Scope;
}

function put(scope: Scope, name: string, value: unknown): void {
  const path = name.split(".");
  const last = path.pop() ?? "";
  let object = scope;
  for (const part of path) object = (object[part] ??= emptyObject()) as Scope;
  object[last] = value;
}
