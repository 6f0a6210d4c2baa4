/**
 * What workflows may look at (F3): the catalogue of properties, each with its type. Editor, validator and evaluation read this one table; a
 * property that is not here is an error when the workflow is saved and unknown when an old one runs.
 */
import { typeOfPropertyId, type PropertyValueType } from "../../model/setup/property.ts";
import { SLA_STATES } from "../../model/sla.ts";
import { TicketPriority, SourceKind } from "../../model/ticket.ts";

export type PropertyType =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  /** Epoch milliseconds. */
  | { readonly kind: "date" }
  | { readonly kind: "flag" }
  /** One of a fixed list, or a document's id. */
  | { readonly kind: "choice"; readonly values: readonly string[] | ReferenceKind }
  /** Some of them: tags, followers. */
  | { readonly kind: "set"; readonly values: "free" | ReferenceKind };

/** Documents that a value names by id; whether they are there is checked where the desk is known. */
export type ReferenceKind =
  | "pipeline"
  | "stage"
  | "user"
  | "channel"
  | "contact"
  | "company"
  | "team"
  | "workflow"
  | "mail-template"
  | "property"
  | "property-option";

const text = { kind: "text" } as const;
const number = { kind: "number" } as const;
const date = { kind: "date" } as const;
const flag = { kind: "flag" } as const;
const choice = <const Values extends readonly string[] | ReferenceKind>(values: Values) =>
  ({ kind: "choice", values }) as const;
const set = <const Values extends "free" | ReferenceKind>(values: Values) => ({ kind: "set", values }) as const;

export const PROPERTIES = {
  ticket: {
    subject: text,
    number,
    priority: choice(TicketPriority.options),
    pipelineId: choice("pipeline"),
    stageId: choice("stage"),
    stageKind: choice(["open", "closed"]),
    ownerId: choice("user"),
    source: choice(SourceKind.options),
    channelId: choice("channel"),
    tags: set("free"),
    followerIds: set("user"),
    dueAtEpochMs: date,
    snoozedUntilEpochMs: date,
    closedAtEpochMs: date,
    createdAtEpochMs: date,
    stageEnteredAtEpochMs: date,
    lastActivityAtEpochMs: date,
    lastCustomerMessageAtEpochMs: date,
    lastAgentMessageAtEpochMs: date,
    timeToCloseMs: number,
    messageCount: number,
    unread: flag,
    wasReopened: flag,
    slaState: choice(SLA_STATES),
  },
  contact: {
    name: text,
    address: text,
    domain: text,
    phone: text,
    companyId: choice("company"),
    createdAtEpochMs: date,
    lastMessageAtEpochMs: date,
    /** E4 */
    marketingContact: flag,
    unsubscribed: flag,
  },
  company: { name: text, createdAtEpochMs: date },
  thread: {
    subject: text,
    kind: choice(["thread", "side"]),
    messageCount: number,
    forwarded: flag,
    createdAtEpochMs: date,
    lastMessageAtEpochMs: date,
  },
  message: {
    subject: text,
    text: text,
    fromName: text,
    fromAddress: text,
    fromDomain: text,
    direction: choice(["incoming", "outgoing", "internal"]),
    hasAttachments: flag,
    automatic: flag,
    atEpochMs: date,
  },
} as const satisfies Record<string, Readonly<Record<string, PropertyType>>>;

/** How workflows see the desk's own properties, by their types: as what they know already. */
const OF_OWN: Readonly<Record<PropertyValueType, PropertyType>> = {
  text,
  "long-text": text,
  number,
  date,
  choice: choice("property-option"),
  choices: set("property-option"),
  checkbox: flag,
  user: choice("user"),
  url: text,
};

export type PropertyObject = keyof typeof PROPERTIES;

/** Type of `object.property`; null where there is no such property. One of the desk's own says its type in its id; whether the desk has it, only the desk knows. */
export function propertyType(object: string, property: string): PropertyType | null {
  const own = object === "ticket" ? typeOfPropertyId(property) : null;
  if (own !== null) return OF_OWN[own];
  const ofObject: Readonly<Record<string, PropertyType>> | undefined = Object.hasOwn(PROPERTIES, object)
    ? PROPERTIES[object as PropertyObject]
    : undefined;
  return ofObject && Object.hasOwn(ofObject, property) ? (ofObject[property] ?? null) : null;
}

/** What the values of a property name; null for those that are plain values. */
export function referenceKindOf(object: string, property: string): ReferenceKind | null {
  const type = propertyType(object, property);
  if (type === null || (type.kind !== "choice" && type.kind !== "set")) return null;
  return typeof type.values === "string" && type.values !== "free" ? type.values : null;
}
