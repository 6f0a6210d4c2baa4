import type { Stamps } from "../../model/stamps.ts";

/** What merging needs of a document; every property else is plain JSON. */
export type StampedDocument = { readonly id: string; readonly stamps: Stamps };

/** A document seen property by property. */
export type Properties = Readonly<Record<string, unknown>>;

/** Never stamped: identity and the stamps themselves. */
export const UNSTAMPED_PROPERTIES: ReadonlySet<string> = new Set(["id", "stamps"]);

/**
 * Properties that hold a record whose entries merge each by itself, under the entry's own name: a ticket's values, a property's options. An entry that is an array merges by element.
 * The names of their entries are ids, so that they never meet a property's.
 */
export const RECORD_PROPERTIES: ReadonlySet<string> = new Set(["values", "options"]);

/** What a record holds under each name; what is no record holds nothing. */
export function entriesOf(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

export function propertiesOf(document: StampedDocument): Properties {
  return document;
}

/** The stamp of a property's last change; '' where it never got one: earlier than every stamp. */
export function stampOf(stamps: Stamps, entry: string): string {
  return stamps[entry] ?? "";
}

export function laterStamp(a: string, b: string): string {
  return a > b ? a : b;
}
