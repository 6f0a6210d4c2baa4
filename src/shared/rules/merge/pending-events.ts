import { canonicalJson, compareValues } from "./canonical-json.ts";

/**
 * Events that wait in two copies of a document, each once, oldest first. An event that one copy has already handed to the dispatcher comes
 * back: its second time does nothing, because everything that follows from an event has an id derived from the event's.
 */
export function unitePending(a: unknown, b: unknown): unknown[] {
  const byId = new Map<string, unknown>();
  for (const event of [...arrayOf(a), ...arrayOf(b)]) {
    const id = textOf(event, "id") ?? canonicalJson(event);
    // One id is one event; should two differ all the same, every device must keep the same one.
    if (!byId.has(id) || compareValues(event, byId.get(id)) > 0) byId.set(id, event);
  }
  return [...byId]
    .toSorted(([idOfA, eventA], [idOfB, eventB]) => compareValues(sortKey(eventA, idOfA), sortKey(eventB, idOfB)))
    .map(([, event]) => event);
}

function sortKey(event: unknown, id: string): string[] {
  return [textOf(event, "stamp") ?? "", id];
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(event: unknown, property: "id" | "stamp"): string | undefined {
  if (typeof event !== "object" || event === null) return undefined;
  const value: unknown = Reflect.get(event, property);
  return typeof value === "string" ? value : undefined;
}
