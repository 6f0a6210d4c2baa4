/**
 * The demo desk's half year as a script: who writes what when, and what the agents do. Pure: the same seed and end give the same script on
 * every machine; the numbers of tickets and messages are exact.
 */
import { createRandom, type Random } from "../random.ts";
import { packFor } from "../texts/packs.ts";
import type { DemoChannel, Topic } from "../texts/text-pack.ts";
import { DAY_MS, firstMailTimes } from "./calendar.ts";
import { makeCast, type DemoContact } from "./cast.ts";
import { isMessage, type DemoEvent } from "./demo-event.ts";
import { planInbox } from "./plan-inbox.ts";
import { planTicket } from "./plan-ticket.ts";
import { MAX_TURNS } from "./turns.ts";

export type DemoPlanOptions = {
  /** When the half year ends: the moment at which somebody looks at the desk. */
  readonly endEpochMs: number;
  readonly tickets: number;
  /** Mails, replies and notes together; at least as many as tickets, at most twelve times as many. */
  readonly messages: number;
};

/** One customer in three tickets or so. */
const TICKETS_A_CONTACT = 10 / 3;
/** One message in so many is automatic and makes no ticket. */
const MESSAGES_AN_INBOX_MAIL = 120;
const PHONE_SHARE = 0.02;

/** In order of time. Throws RangeError for numbers that no plan can meet. */
export function planDemo(seed: number, { endEpochMs, tickets, messages }: DemoPlanOptions): DemoEvent[] {
  if (messages < tickets || messages > tickets * 12)
    throw new RangeError(`No plan has ${tickets} tickets and ${messages} messages.`);
  const random = createRandom(seed);
  const cast = makeCast(Math.max(10, Math.round(tickets / TICKETS_A_CONTACT)), random.fork("cast"));
  const inboxMails = Math.min(messages - tickets, Math.round(messages / MESSAGES_AN_INBOX_MAIL));
  const times = firstMailTimes(tickets, endEpochMs, random.fork("times"));
  const drafts = draftTickets(times, endEpochMs, cast, random.fork("tickets"));
  fitCounts(drafts, messages - inboxMails, random.fork("counts"));

  const events = drafts.flatMap((draft, index) => {
    const name = `t${String(index + 1).padStart(5, "0")}`;
    return planTicket({ ...draft, name, endEpochMs }, random.fork(name));
  });
  events.push(...planInbox(inboxMails, endEpochMs, random.fork("inbox")));
  return inOrder(events);
}

/** The messages of a plan, counted. */
export function countMessages(events: readonly DemoEvent[]): number {
  return events.filter(isMessage).length;
}

type TicketDraft = {
  readonly contact: DemoContact;
  readonly stranger: DemoContact;
  readonly pack: ReturnType<typeof packFor>;
  readonly topic: Topic;
  readonly startEpochMs: number;
  readonly isOpen: boolean;
  readonly byPhone: boolean;
  readonly maxCount: number;
  count: number;
};

const LENGTHS = [7, 18, 21, 19, 13, 9, 5, 4, 2, 1, 1].map((weight, index) => ({ weight, count: index + 1 }));

function draftTickets(
  times: readonly number[],
  endEpochMs: number,
  cast: readonly DemoContact[],
  random: Random,
): TicketDraft[] {
  return times.map((startEpochMs, index) => {
    const ageMs = endEpochMs - startEpochMs;
    const isOpen = random.chance(openShare(ageMs));
    const contact = contactFor(index, cast, random);
    const pack = packFor(contact.language);
    const byPhone = !isOpen && random.chance(PHONE_SHARE);
    const maxCount = byPhone ? 3 : Math.min(MAX_TURNS, 1 + Math.floor(ageMs / (0.3 * DAY_MS)));
    return {
      contact,
      stranger: random.pick(cast),
      pack,
      topic: random.weighted(topicsFor(contact, pack.topics)),
      startEpochMs,
      isOpen,
      byPhone,
      maxCount,
      count: Math.min(maxCount, random.weighted(LENGTHS).count),
    };
  });
}

/** Young tickets are open, old ones closed, and a few are forgotten. */
function openShare(ageMs: number): number {
  const days = ageMs / DAY_MS;
  if (days < 1) return 0.94;
  if (days < 3) return 0.72;
  if (days < 7) return 0.45;
  if (days < 14) return 0.22;
  return days < 45 ? 0.06 : 0.012;
}

/** Everybody writes once, then the faithful again: the lower the number, the more often. */
function contactFor(index: number, cast: readonly DemoContact[], random: Random): DemoContact {
  const position = index < cast.length ? (index * 7919) % cast.length : Math.floor(random.next() ** 1.7 * cast.length);
  return cast[position] ?? random.pick(cast);
}

/** Traders write to the trade desk, private customers never do. */
function topicsFor(contact: DemoContact, topics: readonly Topic[]): Topic[] {
  const wanted: readonly DemoChannel[] = contact.company === "" ? ["support", "returns"] : ["trade"];
  return topics.filter(({ channel }) => wanted.includes(channel));
}

/** Makes the stories longer or shorter, one message at a time, until they add up. */
function fitCounts(drafts: TicketDraft[], wanted: number, random: Random): void {
  let missing = wanted - drafts.reduce((sum, { count }) => sum + count, 0);
  const grows = (draft: TicketDraft) => draft.count < draft.maxCount;
  const shrinks = (draft: TicketDraft) => draft.count > 1;
  while (missing !== 0) {
    const step = Math.sign(missing);
    const candidates = drafts.filter(step > 0 ? grows : shrinks);
    if (candidates.length === 0) throw new RangeError("The stories cannot be made to add up.");
    // A round touches each at most once, so that the lengths stay as varied as they were.
    for (let turns = Math.min(Math.abs(missing), Math.ceil(candidates.length / 4)); turns > 0; turns -= 1) {
      const draft = random.pick(candidates);
      if (!(step > 0 ? grows(draft) : shrinks(draft))) continue;
      draft.count += step;
      missing -= step;
    }
  }
}

/** By time; what happens at one moment keeps the order of its ticket. */
function inOrder(events: readonly DemoEvent[]): DemoEvent[] {
  return events.toSorted((a, b) => a.atEpochMs - b.atEpochMs);
}
