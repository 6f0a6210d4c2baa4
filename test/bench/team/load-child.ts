/** Many light clients in one process. Each brings changes at a steady rate, whether or not the last was answered; the ids of the lines that arrive tell who brought them, and when. */
import { createHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { TicketsAnswer, type WireRow } from "#shared/sync/protocol.ts";
import { ticketIdOf } from "../automation/desk-of.ts";
import { stampAt } from "../automation/store-access.ts";
import { nowMs, serveParent } from "./child.ts";
import { openLightClient, type LightClient } from "./light-client.ts";
import { joinedDevice } from "./sign-in.ts";

/** Tickets that each client changes in turn; others change them as well. */
const OWN_TICKETS = 40;
const LINE = /"id":"load-(\d+)-(\d+)-(\d+)"/gu;
/** Nothing new for so long: what is missing by then is lost. */
const GIVE_UP_MS = 20_000;

type Client = {
  readonly index: number;
  readonly link: LightClient;
  readonly userId: string;
  readonly tickets: readonly WireRow["d"][];
  /** By who brought it and as which of theirs. */
  readonly seen: Set<number>;
};
const clients: Client[] = [];
const propagation = createHistogram();
let answered = 0;
let refused = 0;
let doubled = 0;
let lastAtMs = 0;

function arrived(seen: Set<number>, changes: string): void {
  lastAtMs = nowMs();
  for (const [, client, number, atMicros] of changes.matchAll(LINE)) {
    const key = Number(client) * 1e6 + Number(number);
    if (seen.has(key)) doubled += 1;
    seen.add(key);
    propagation.record(Math.max(1, Math.round(lastAtMs * 1000 - Number(atMicros))));
  }
}

async function bring({ index, link, userId, tickets }: Client, number: number): Promise<void> {
  const at = nowMs();
  const stamp = stampAt(Math.floor(at));
  const ticket = tickets[number % tickets.length];
  if (ticket === undefined) throw new Error("It has no tickets.");
  const subject = `Change ${number} of ${index}`;
  const line = {
    id: `load-${index}-${number}-${Math.round(at * 1000)}`,
    ticketId: ticket.id,
    atEpochMs: Math.floor(at),
    stamp,
    cause: { kind: "user", userId },
    body: { type: "ticket.property-changed", property: "subject", from: ticket["subject"], to: subject },
  };
  const changed = { ...ticket, subject, stamps: { ...(ticket["stamps"] as object), subject: stamp } };
  const text = await link.ask({
    ask: "push",
    rows: [
      { c: "tickets", n: number + 1, d: changed },
      { c: "activities", n: number + 1, d: line },
    ],
  });
  answered += 1;
  if (!text.includes('"refused":[]')) refused += 1;
}

const api = {
  async connect({ serverUrl, count, offset, tickets }: ConnectInput) {
    for (let index = offset; index < offset + count; index += 1) {
      const { deviceToken, userId } = await joinedDevice(serverUrl, `light ${index}`);
      const seen = new Set<number>();
      const link = await openLightClient(serverUrl, deviceToken, `light${index}`, (text) => arrived(seen, text));
      const ids = Array.from({ length: OWN_TICKETS }, (_, at) => ticketIdOf((index * 7 + at * 13) % tickets));
      const answer = JSON.parse(await link.ask({ ask: "tickets", ids })) as { answer: unknown };
      const rows = TicketsAnswer.parse(answer.answer).rows.filter(({ c }) => c === "tickets");
      const own = rows.map(({ d: { _meta, _rev, _attachments, _deleted, ...ticket } }) => ticket);
      clients.push({ index, link, userId, tickets: own, seen });
    }
  },
  /** Resolves when all that was brought is answered. */
  async run({ changes, perSecond }: { readonly changes: number; readonly perSecond: number }) {
    const startMs = nowMs();
    const brought: Promise<void>[] = [];
    const one = async (client: Client, place: number) => {
      for (let number = 0; number < changes; number += 1) {
        const dueMs = startMs + ((number + place / clients.length) * 1000) / perSecond;
        await sleep(Math.max(0, dueMs - nowMs()));
        brought.push(bring(client, number));
      }
    };
    await Promise.all(clients.map(one));
    await Promise.all(brought);
    return { seconds: (nowMs() - startMs) / 1000, answered, refused };
  },
  /** Waits for what is on its way; `expected` is what each client should have got. */
  async settle({ expected }: { readonly expected: number }) {
    const missing = () => clients.reduce((sum, { seen }) => sum + expected - seen.size, 0);
    while (missing() > 0 && nowMs() - lastAtMs < GIVE_UP_MS) await sleep(100);
    const ms = (share: number) => propagation.percentile(share) / 1000;
    return { lost: missing(), doubled, seen: propagation.count, medianMs: ms(50), p95Ms: ms(95), p99Ms: ms(99) };
  },
  close() {
    for (const { link } of clients) link.close();
  },
};
export type LoadApi = typeof api;

type ConnectInput = {
  readonly serverUrl: string;
  readonly count: number;
  readonly offset: number;
  readonly tickets: number;
};

serveParent(api);
