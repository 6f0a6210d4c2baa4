/**
 * A mixed load from a seed. It goes in lanes: what is in one lane happens in its order, the lanes go on at the same time. No two lanes touch one ticket, and what
 * workflows do by themselves to a ticket commutes with what its lane does: so the desk that comes out is the same in whatever order the lanes and the timers come.
 */
import { createRandom, type Random } from "#main/demo/random.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { STAGES } from "../../support/test-desk.ts";

/** One thing that somebody does. `ticket` is the lane's own name for it. */
export type Operation =
  | { readonly kind: "mail"; readonly ticket: string; readonly raw: string; readonly twice: boolean }
  | {
      readonly kind: "note" | "reply" | "reply-later" | "take-back" | "task";
      readonly ticket: string;
      readonly text: string;
    }
  | { readonly kind: "due"; readonly ticket: string; readonly dueAtEpochMs: number }
  | { readonly kind: "move"; readonly ticket: string; readonly stageId: (typeof STAGES)[keyof typeof STAGES] }
  /** Until nothing goes on by itself on any ticket of the lane. */
  | { readonly kind: "settle" }
  | { readonly kind: "merge"; readonly ticket: string; readonly into: string };

export type Lane = { readonly name: string; readonly operations: readonly Operation[] };

export type Load = {
  readonly lanes: readonly Lane[];
  /** Old mails that are imported meanwhile, as an mbox file. */
  readonly archive: string;
};

/** In the subject, each sets off a workflow: see `workflows.ts`. */
export const WORDS = { busy: "Busy!", quiet: "Quiet!", kinds: "Kinds!", twin: "Twin!", archive: "Archive!" } as const;

const DUE_EPOCH_MS = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;

export function createLoad(seed: number): Load {
  const random = createRandom(seed).fork("load");
  const lanes = [
    ...Array.from({ length: random.integer(2, 4) }, (_, at) => busyLane(`busy-${at}`, random)),
    ...Array.from({ length: random.integer(1, 2) }, (_, at) => mergeLane(`merge-${at}`, random)),
    twinLane("twin", random),
    quietLane("quiet"),
    kindsLane("kinds"),
  ];
  return { lanes, archive: archiveOf(random.integer(12, 30), random) };
}

function busyLane(name: string, random: Random): Lane {
  const mails = mailsOf(name);
  const ticket = "a";
  const operations: Operation[] = [mails.first(ticket, `${WORDS.busy} ${name}`)];
  const said = (what: string) => `${what} ${operations.length} of ${name}`;
  for (let count = random.integer(5, 9); count > 0; count -= 1) {
    const kind = random.pick(["mail", "mail", "note", "reply", "reply", "taken-back", "task", "due", "move"]);
    if (kind === "mail") operations.push(mails.answer(ticket, random.chance(0.3)));
    else if (kind === "note" || kind === "reply" || kind === "task")
      operations.push({ kind, ticket, text: said(kind) });
    else if (kind === "due")
      operations.push({ kind, ticket, dueAtEpochMs: DUE_EPOCH_MS + operations.length * HOUR_MS });
    else if (kind === "move") operations.push({ kind, ticket, stageId: random.pick(Object.values(STAGES)) });
    else {
      const text = said("later");
      operations.push({ kind: "reply-later", ticket, text }, { kind: "take-back", ticket, text });
    }
  }
  return { name, operations };
}

function mergeLane(name: string, random: Random): Lane {
  const mails = mailsOf(name);
  const operations: Operation[] = [
    mails.first("a", `First of ${name}`),
    mails.first("b", `${WORDS.busy} second of ${name}`),
  ];
  for (let count = random.integer(2, 4); count > 0; count -= 1) {
    operations.push(mails.answer("b", false), { kind: "note", ticket: "b", text: `Note ${count} of ${name}` });
  }
  operations.push(
    { kind: "reply", ticket: "b", text: `Answer of ${name}` },
    { kind: "task", ticket: "b", text: `Task of ${name}` },
    { kind: "settle" },
    { kind: "merge", ticket: "b", into: "a" },
    mails.answer("b", true),
    { kind: "note", ticket: "a", text: `Last note of ${name}` },
  );
  return { name, operations };
}

/** A workflow merges the second ticket. */
function twinLane(name: string, random: Random): Lane {
  const mails = mailsOf(name);
  return {
    name,
    operations: [
      mails.first("a", `First of ${name}`),
      { kind: "note", ticket: "a", text: `Note of ${name}` },
      mails.first("b", `${WORDS.twin} second of ${name}`),
      mails.answer("b", random.chance(0.5)),
      { kind: "reply", ticket: "a", text: `Answer of ${name}` },
    ],
  };
}

function quietLane(name: string): Lane {
  const mails = mailsOf(name);
  return {
    name,
    operations: [
      mails.first("a", `${WORDS.quiet} one of ${name}`),
      mails.first("b", `${WORDS.quiet} two of ${name}`),
      { kind: "settle" },
      mails.answer("a", true),
    ],
  };
}

function kindsLane(name: string): Lane {
  const mails = mailsOf(name);
  return {
    name,
    operations: [
      mails.first("a", `First of ${name}`),
      mails.first("b", `${WORDS.kinds} one of ${name}`),
      { kind: "note", ticket: "b", text: `Note of ${name}` },
      mails.first("c", `${WORDS.kinds} two of ${name}`),
    ],
  };
}

/** The mails of a lane's one customer. */
function mailsOf(lane: string) {
  const firsts = new Map<string, { subject: string; messageId: string }>();
  let count = 0;
  const raw = (subject: string, messageId: string, inReplyTo?: string) =>
    rawMail({
      from: `Customer of ${lane} <${lane}@example.com>`,
      to: "support@desk.example",
      subject,
      text: `Mail ${count} of ${lane}: they leak.`,
      messageId,
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
    });
  const nextId = () => `${lane}-${(count += 1)}@example.com`;
  return {
    first(ticket: string, subject: string): Operation {
      const messageId = nextId();
      firsts.set(ticket, { subject, messageId });
      return { kind: "mail", ticket, raw: raw(subject, messageId), twice: false };
    },
    answer(ticket: string, twice: boolean): Operation {
      const first = firsts.get(ticket);
      if (!first) throw new TypeError(`Nothing to answer on ${ticket}.`);
      return { kind: "mail", ticket, raw: raw(`Re: ${first.subject}`, nextId(), first.messageId), twice };
    },
  };
}

const THREAD = 3;

function archiveOf(count: number, random: Random): string {
  const mails = Array.from({ length: count }, (_, number) => {
    const [thread, turn] = [Math.floor(number / THREAD), number % THREAD];
    const subject = `${WORDS.archive} ${thread}`;
    return rawMail({
      from: `Old customer ${thread} <old-${thread}@example.com>`,
      to: "support@desk.example",
      subject: turn === 0 ? subject : `Re: ${subject}`,
      messageId: `archive-${thread}-${turn}@example.com`,
      ...(turn === 0 ? {} : { inReplyTo: `archive-${thread}-${turn - 1}@example.com` }),
      date: new Date(Date.UTC(2025, 0, 1) + number * HOUR_MS),
      text: `Long ago, ${"word ".repeat(random.integer(5, 80))}`,
    });
  });
  return mails.map((mail) => `From archive Wed Jan  1 00:00:00 2025\r\n${mail}\r\n`).join("");
}
