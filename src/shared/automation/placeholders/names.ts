/**
 * The catalogue of placeholders (F6): what a template may name, with its type. The picker offers it, `checkTemplate` checks against it, and the scope
 * that is rendered has these names and no others. All of F3's properties are in it under their own names, and readable ones beside them.
 */
import { PROPERTIES, type PropertyType } from "../filters/properties.ts";

/** `json`: whatever another program sent; any name may follow. */
export type PlaceholderType = "text" | "number" | "date" | "flag" | "list" | "json";

export type Placeholder = {
  /** As it stands in a template: `contact.firstname`. */
  readonly name: string;
  readonly type: PlaceholderType;
  /** False for names that say with an id or in milliseconds what another says readably. */
  readonly offered: boolean;
};

/** Names beside the properties that filters look at. */
const READABLE = {
  ticket: {
    id: "text",
    stage: "text",
    pipeline: "text",
    channel: "text",
    "owner.name": "text",
    "owner.firstname": "text",
    "owner.address": "text",
    createdAt: "date",
    closedAt: "date",
    dueAt: "date",
    stageEnteredAt: "date",
    lastActivityAt: "date",
    lastCustomerMessageAt: "date",
    lastAgentMessageAt: "date",
  },
  contact: {
    id: "text",
    firstname: "text",
    lastname: "text",
    createdAt: "date",
    lastMessageAt: "date",
  },
  company: { id: "text", createdAt: "date" },
  thread: { createdAt: "date", lastMessageAt: "date" },
  message: { at: "date" },
  desk: { name: "text" },
  workflow: { name: "text" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, PlaceholderType>>>>;

/** What an incoming webhook brought, and the moment of rendering. */
const ALONE = { webhook: "json", now: "date" } as const satisfies Readonly<Record<string, PlaceholderType>>;

const LESS_READABLE_PATTERN = /(?:EpochMs|Ids?)$/u;

function typeOf({ kind }: PropertyType): PlaceholderType {
  if (kind === "choice") return "text";
  return kind === "set" ? "list" : kind;
}

function all(): Placeholder[] {
  const properties = Object.entries(PROPERTIES).flatMap(([object, ofObject]) =>
    Object.entries(ofObject as Readonly<Record<string, PropertyType>>).map(([property, type]) => ({
      name: `${object}.${property}`,
      type: typeOf(type),
      offered: !LESS_READABLE_PATTERN.test(property),
    })),
  );
  const readable = Object.entries(READABLE).flatMap(([object, names]) =>
    Object.entries(names as Readonly<Record<string, PlaceholderType>>).map(([name, type]) => ({
      name: `${object}.${name}`,
      type,
      offered: name !== "id",
    })),
  );
  const alone = Object.entries(ALONE).map(([name, type]) => ({ name, type, offered: true }));
  return [...properties, ...readable, ...alone];
}

export const PLACEHOLDERS: readonly Placeholder[] = all();

const byName: ReadonlyMap<string, Placeholder> = new Map(
  PLACEHOLDERS.map((placeholder) => [placeholder.name, placeholder]),
);

/** Names that Liquid itself has for values of a type. */
const OF_TYPE: Readonly<Record<PlaceholderType, readonly string[]>> = {
  text: ["size"],
  list: ["size", "first", "last"],
  number: [],
  date: [],
  flag: [],
  json: [],
};

/** Where the desk's own properties of a ticket stand, each under its key: `ticket.properties.order_number`. */
export const OWN_PROPERTIES = "properties";

/** The key of the desk's own property that a path names; null where it names none. */
export function ownKeyOf([object, properties, key]: readonly unknown[]): string | null {
  return object === "ticket" && properties === OWN_PROPERTIES && typeof key === "string" ? key : null;
}

/** The placeholder that a path in a template names, `["ticket", "tags", "size"]` too; null where there is none. */
export function placeholderOf(path: readonly (string | number)[]): Placeholder | null {
  // What it holds only the desk knows: a list of words, a number, a day.
  const key = ownKeyOf(path);
  if (key !== null) return { name: `ticket.${OWN_PROPERTIES}.${key}`, type: "json", offered: false };
  for (let length = path.length; length > 0; length -= 1) {
    const placeholder = byName.get(path.slice(0, length).join("."));
    if (!placeholder) continue;
    if (placeholder.type === "json" || length === path.length) return placeholder;
    const [rest, ...more] = path.slice(length);
    const isIndex = typeof rest === "number" && placeholder.type === "list";
    const isOfType = typeof rest === "string" && OF_TYPE[placeholder.type].includes(rest);
    return more.length === 0 && (isIndex || isOfType) ? placeholder : null;
  }
  return null;
}
