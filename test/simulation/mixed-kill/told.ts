/** What a desk holds, document by document, without what differs between two runs of one load: moments, stamps, numbers, and ids, which are named by what they are of. */
import type { DeskDump } from "../../support/desk-dump.ts";

type Document = DeskDump[string][number];
type Value = Document[string];

/** What a run that was killed may have in another way, and what depends on moments. */
const LEFT_OUT = new Set([
  "id",
  "number",
  "stamp",
  "stamps",
  "basisStamp",
  "fingerprint",
  "notBeforeEpochMs",
  "retryAtEpochMs",
  "sendingSinceEpochMs",
  "sentAtEpochMs",
  "lastFailure",
  "attempts",
  "durationMs",
]);

/** A moment, as opposed to any other number that these desks hold. */
const FIRST_MOMENT = Date.UTC(2000, 0, 1);
const MADE_ID = /\b[a-z]{1,12}_[0-9a-z_-]{16,}\b/giu;
const RECEIVER = /127\.0\.0\.1:\d+/gu;

/** Compared document by document; `setup` is made before anything is killed, `local` says how far this process was. */
const COMPARED = [
  "tickets",
  "people",
  "conversations",
  "messages",
  "activities",
  "runs",
  "outbox",
  "inboxItems",
  "webhookRequests",
] as const;

/** What lanes and the archive bring comes to a ticket in an order of its own. */
const IN_ORDER = ["user", "channel", "import"];

export type Told = { readonly [Name in (typeof COMPARED)[number]]: readonly string[] } & {
  /** Why workflows did not enrol tickets; the last of them may be lost with the process, as the specification allows. */
  readonly evaluations: readonly string[];
  /** Of each ticket what people and mails did, in the order of its timeline. */
  readonly timelines: readonly string[];
};

/** @param folder where the archive lies that the load imports */
export function tellDesk(dump: DeskDump, folder: string): Told {
  const nameOf = namesIn(dump);
  const plain = (text: string): string => {
    const name = nameOf.get(text);
    if (name !== undefined) return name;
    return text
      .replaceAll(MADE_ID, (id) => nameOf.get(id) ?? "an id")
      .replaceAll(RECEIVER, "the receiver")
      .replaceAll(folder, "");
  };
  const clean = (value: Value | undefined, key: string): Value => {
    if (typeof value === "string") return plain(value);
    if (typeof value === "number") return value > FIRST_MOMENT || key === "timeToCloseMs" ? "a moment" : value;
    if (Array.isArray(value)) {
      const all = value.map((one) => clean(one, key));
      // Order says something in a journal and in references, but those differ in more than their order.
      return key === "journal" ? all : all.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
    }
    if (value === undefined || value === null || typeof value !== "object") return value ?? null;
    const kept = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
    return Object.fromEntries(
      kept.map(([name, inner]) => [name, clean(inner, name)]).toSorted(([a], [b]) => compare(String(a), String(b))),
    ) as Document;
  };
  const tell = (name: string) =>
    (dump[name] ?? [])
      .filter((document) => !isOfSending(document))
      .map((document) => JSON.stringify(clean(asExpected(name, document), "")))
      .toSorted(compare);
  return {
    ...(Object.fromEntries(COMPARED.map((name) => [name, tell(name)])) as Record<(typeof COMPARED)[number], string[]>),
    evaluations: tell("evaluations"),
    timelines: timelinesOf(dump, (body) => JSON.stringify(clean(body, ""))),
  };
}

function timelinesOf({ tickets = [], activities = [] }: DeskDump, tell: (body: Value | undefined) => string): string[] {
  const inOrder = activities
    .filter(({ cause }) => IN_ORDER.includes(String((cause as Document)["kind"])))
    .toSorted((a, b) => compare(String(a["stamp"]), String(b["stamp"])));
  return tickets
    .map(({ id, subject }) =>
      [subject, ...inOrder.filter(({ ticketId }) => ticketId === id).map(({ body }) => tell(body))].join("\n"),
    )
    .toSorted(compare);
}

/** Each id, and each Message-ID that the desk made, with what it is of. */
function namesIn(dump: DeskDump): Map<string, string> {
  const names = new Map<string, string>();
  const text = (value: Value | undefined) => (typeof value === "string" ? value : "");
  const at = (id: Value | undefined) => names.get(text(id)) ?? "nothing";
  const all = (name: string) => dump[name] ?? [];
  for (const document of all("setup"))
    names.set(text(document["id"]), `${text(document["kind"])} ${text(document["name"])}`);
  for (const { id, subject } of all("tickets")) names.set(text(id), `ticket "${text(subject)}"`);
  for (const { id, address, kind } of all("people")) names.set(text(id), `${text(kind)} ${text(address)}`);
  for (const { id, subject, kind } of all("conversations")) names.set(text(id), `${text(kind)} "${text(subject)}"`);
  for (const message of all("messages")) {
    const name = `${text(message["direction"])} ${text(message["kind"])} "${text(message["subject"])}" ${text(message["text"])}`;
    names.set(text(message["id"]), name);
    if (message["direction"] === "outgoing") names.set(text(message["rfcMessageId"]), `Message-ID of ${name}`);
  }
  for (const { id, ticketId, body } of all("activities"))
    names.set(text(id), `${text((body as Document)["type"])} of ${at(ticketId)}`);
  for (const { id, workflowId, ticketId } of all("runs"))
    names.set(text(id), `run of ${at(workflowId)} with ${at(ticketId)}`);
  for (const { id, stepId, runId } of all("webhookRequests"))
    names.set(text(id), `request of ${text(stepId)} in ${at(runId)}`);
  for (const { id, messageId } of all("outbox")) names.set(text(id), `place of ${at(messageId)}`);
  return names;
}

/** A mail that may have been sent is one that was: whether it was, the receiver says. */
function asExpected(name: string, document: Document): Document {
  return name === "outbox" && document["state"] === "unsure" ? { ...document, state: "sent" } : document;
}

/** A notification that a mail may have been sent, or that the server could not be reached. */
function isOfSending({ topic }: Document): boolean {
  return typeof topic === "string" && (topic.startsWith("mail-") || topic.startsWith("channel-"));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
