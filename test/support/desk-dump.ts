/**
 * All documents of a desk in a form in which two desks, or one desk before and after something, can be compared one by one.
 *
 * What may differ is taken out or named anew: the store's own fields, the flags by which an earlier version found its halves again, stamps that were
 * given while the desk was opened, and ids that were made then: these are named by what their documents say, so that a desk that makes its ids another
 * way compares equal as long as it makes the same documents.
 */
import { createHash } from "node:crypto";
import { parseStamp } from "#shared/rules/clock/stamp.ts";
import type { CollectionName } from "#main/store/collections.ts";
import type { Store } from "#main/store/store.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Collection → documents, in the order of their normalised text. */
export type DeskDump = Record<string, JsonObject[]>;

const DUMPED = [
  "tickets",
  "people",
  "conversations",
  "messages",
  "activities",
  "runs",
  "outbox",
  "inboxItems",
  "webhookRequests",
  "evaluations",
  "setup",
  "local",
] as const satisfies readonly CollectionName[];

/** How earlier versions found what was cut off, which a later one has none of; and what later ones keep beside it, which the earlier one never had. */
const DROPPED: Readonly<Record<string, readonly string[]>> = {
  tickets: ["pending", "hasPending", "merge"],
  messages: ["settled", "mergedFrom"],
  conversations: ["mergedFrom"],
  inboxItems: ["mergedFrom"],
  people: ["addresses", "notes"],
  // When a note of this device was made: of no matter to what it says.
  local: ["updatedAtEpochMs"],
};

/** A letter or a word, then digits and small letters that nobody thought of: `e_3f…`, `run_01hx…`. */
const MADE_ID = /^[a-z]{1,12}_[0-9a-z_-]{16,}$/iu;
/** The Message-ID of a mail that the desk wrote: it names the message, and is signed. */
const OWN_MESSAGE_ID = /^pd\.([a-z]{1,12}_[0-9a-z]{16,})\.[0-9a-f]+@/u;
/** References reach over so many documents: a run names its event, which names its message, which names its ticket. */
const ROUNDS = 4;
const LABEL_DIGITS = 10;

export async function dumpDesk(store: Store): Promise<DeskDump> {
  const dump: DeskDump = {};
  for (const name of DUMPED) {
    const repository = store[name] as unknown as { find(query: { selector: object }): Promise<JsonObject[]> };
    const dropped = DROPPED[name] ?? [];
    dump[name] = (await repository.find({ selector: {} })).map((document) =>
      withoutStamps(
        withoutAddresses(
          Object.fromEntries(
            Object.entries(document).filter(([key]) => !key.startsWith("_") && !dropped.includes(key)),
          ),
        ),
        dropped,
      ),
    );
  }
  return dump;
}

/** A webhook told of a contact what there was of them. */
function withoutAddresses(document: JsonObject): JsonObject {
  const { body } = document;
  if (typeof body !== "string" || !body.startsWith('{"')) return document;
  const told = JSON.parse(body) as { data?: { contact?: { addresses?: Json } | null } };
  delete told.data?.contact?.addresses;
  return { ...document, body: JSON.stringify(told) };
}

function withoutStamps(document: JsonObject, names: readonly string[]): JsonObject {
  const { stamps } = document;
  if (typeof stamps !== "object" || stamps === null || Array.isArray(stamps)) return document;
  return { ...document, stamps: Object.fromEntries(Object.entries(stamps).filter(([key]) => !names.includes(key))) };
}

/**
 * @param knownIds ids that stay as they are
 * @param openedAtEpochMs stamps from then on were given by the opening
 * @param lastTicketNumber tickets beyond it got their numbers from the opening; which of them got which is of no matter
 */
export function normaliseDump(
  dump: DeskDump,
  {
    knownIds,
    openedAtEpochMs,
    lastTicketNumber,
  }: {
    readonly knownIds: ReadonlySet<string>;
    readonly openedAtEpochMs: number;
    readonly lastTicketNumber: number;
  },
): DeskDump {
  const documents = Object.values(dump).flat();
  const ids = new Set(documents.map(({ id }) => String(id)));
  const labels = new Map<string, string>();
  const isNew = (text: string) => !knownIds.has(text) && (MADE_ID.test(text) || ids.has(text));
  const isNewNumber = (key: string, value: Json) =>
    key === "number" && typeof value === "number" && value > lastTicketNumber;
  const labelOf = (id: string) => labels.get(id) ?? `${/^[a-z]+/iu.exec(id)?.[0] ?? ""}-new`;
  const named = (value: Json): Json => {
    if (typeof value === "string") {
      if (isNew(value)) return labelOf(value);
      if (value.startsWith('{"')) return JSON.stringify(named(JSON.parse(value) as Json));
      const sent = OWN_MESSAGE_ID.exec(value)?.[1];
      if (sent !== undefined && isNew(sent)) return `pd.${labelOf(sent)}`;
      const stamp = parseStamp(value);
      return stamp && stamp.epochMs >= openedAtEpochMs ? "<stamp of the opening>" : value;
    }
    if (Array.isArray(value)) return value.map(named);
    if (value === null || typeof value !== "object") return value;
    // A record's names may be ids too.
    const entries = Object.entries(value).map(
      ([key, inner]) => [isNew(key) ? labelOf(key) : key, isNewNumber(key, inner) ? "<next>" : named(inner)] as const,
    );
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = documents
      .filter(({ id }) => isNew(String(id)))
      .map(({ id, ...said }): [string, string] => {
        const digest = createHash("sha256")
          .update(JSON.stringify(named(said)))
          .digest("hex");
        return [String(id), `${/^[a-z]+/iu.exec(String(id))?.[0] ?? ""}-new-${digest.slice(0, LABEL_DIGITS)}`];
      });
    for (const [id, label] of next) labels.set(id, label);
  }
  return Object.fromEntries(
    Object.entries(dump).map(([name, all]) => [
      name,
      all
        .map((document) => named(document) as JsonObject)
        .map((document): [string, JsonObject] => [JSON.stringify(document), document])
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, document]) => document),
    ]),
  );
}
