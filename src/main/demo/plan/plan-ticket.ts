import type { TicketPriority } from "#shared/model/ticket.ts";
import type { Random } from "../random.ts";
import { fill } from "../texts/fill.ts";
import type { TextPack, Topic } from "../texts/text-pack.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./calendar.ts";
import type { DemoContact } from "./cast.ts";
import { AGENTS, PIPELINES, type DemoAgent, type DemoPipeline } from "./company.ts";
import type { DemoAttachment, DemoEvent, DemoMail } from "./demo-event.ts";
import { slotsOf } from "./slots.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { createTicketTexts, type TicketTexts } from "./ticket-texts.ts";
import { storyOf, MAX_TURNS, type Turn } from "./turns.ts";

export type TicketPlan = {
  readonly name: string;
  readonly contact: DemoContact;
  /** Somebody who appears in one of the threads uninvited (D9). */
  readonly stranger: DemoContact;
  readonly pack: TextPack;
  readonly topic: Topic;
  readonly startEpochMs: number;
  readonly endEpochMs: number;
  /** Messages of the ticket. */
  readonly count: number;
  /** Whether it is still open at the end. */
  readonly isOpen: boolean;
  /** Somebody rang up: the ticket is made by hand and has notes only. */
  readonly byPhone: boolean;
};

/** What happens on one ticket, in order of time, all before the end. */
export function planTicket(plan: TicketPlan, random: Random): DemoEvent[] {
  const pipeline = pipelineOf(plan.topic.channel);
  const agent = random.weighted(AGENTS.map((one) => ({ ...one, weight: one.load[pipeline.channel] })));
  const dialogue = random.pick(plan.topic.dialogues);
  const slots = slotsOf(plan.contact, agent.name, dialogue, plan.startEpochMs, random);
  const texts = createTicketTexts(plan.pack, plan.topic, dialogue, slots, random);
  const draft = createTimeline(plan, random);
  if (plan.byPhone) planCall({ plan, pipeline, agent, texts, slots, draft, random });
  else planThread({ plan, pipeline, agent, texts, slots, draft, random });
  return draft.finish();
}

type Work = {
  readonly plan: TicketPlan;
  readonly pipeline: DemoPipeline;
  readonly agent: DemoAgent;
  readonly texts: TicketTexts;
  readonly slots: ReturnType<typeof slotsOf>;
  readonly draft: Timeline;
  readonly random: Random;
};

function planCall({ plan, pipeline, agent, texts, slots, draft, random }: Work): void {
  const { contact } = plan;
  const base = { ticket: plan.name, agent: agent.key };
  const note = fill(
    "{Rang up|Called} from {city}: {asks to be called back|wants it settled by {soon}|very friendly}. {detail}",
    { ...slots, detail: random.pick(plan.topic.notes) },
    random,
  );
  draft.add(0, {
    ...base,
    type: "create",
    channel: pipeline.channel,
    subject: texts.subject,
    note: fill(note, slots, random),
    contact: { name: contact.name, address: contact.address },
  });
  draft.add(random.integer(1, 9) * MINUTE_MS, {
    ...base,
    type: "edit",
    changes: { owner: agent.key, tags: ["phone", ...plan.topic.tags.slice(0, 1)] },
  });
  for (let index = 1; index < plan.count; index += 1) {
    const text = fill(random.pick(plan.topic.notes), slots, random);
    draft.add(random.integer(1, 30) * HOUR_MS, { ...base, type: "note", text });
  }
  if (!plan.isOpen)
    draft.add(random.integer(1, 40) * HOUR_MS, { ...base, type: "move", stage: closedStage(pipeline, random) });
}

function planThread(work: Work): void {
  const { plan, pipeline, agent, draft, random } = work;
  const turns = turnsOf(plan, random);
  const base = { ticket: plan.name, agent: agent.key };
  const mails = createThread(work);
  let isEdited = false;
  let isClosed = false;
  const close = () => {
    draft.add(random.integer(1, 50) * MINUTE_MS, { ...base, type: "move", stage: closedStage(pipeline, random) });
    isClosed = true;
  };
  const edit = () => {
    if (isEdited) return;
    isEdited = true;
    draft.add(random.integer(1, 4) * MINUTE_MS, { ...base, type: "edit", changes: changesOf(work) });
  };

  for (const [index, turn] of turns.entries()) {
    if (turn.says === "reopening" && !isClosed) close();
    const waitMs = waitBefore(turn, random);
    if (turn.by === "agent") {
      draft.add(waitMs, { ...base, type: "read" }, "office");
      edit();
      const text = work.texts.textOf(turn, work.slots);
      if (turn.says === "note") draft.add(random.integer(1, 20) * MINUTE_MS, { ...base, type: "note", text });
      else mails.reply(text, random.integer(2, 25) * MINUTE_MS);
      const stage = turn.says === "answer" ? pipeline.answered : turn.says === "resolution" ? pipeline.resolved : null;
      if (stage !== null && !isClosed) draft.add(random.integer(1, 6) * MINUTE_MS, { ...base, type: "move", stage });
    } else {
      mails.receive(turn, waitMs, index === 0);
      // A reply on a closed ticket has reopened it (D6).
      if (turn.by === "customer") isClosed = false;
    }
  }
  if (!plan.isOpen && !isClosed) {
    draft.add(random.integer(1, 20) * HOUR_MS, { ...base, type: "read" }, "office");
    edit();
    close();
  } else if (plan.isOpen && random.chance(0.4)) {
    draft.add(random.integer(3, 90) * MINUTE_MS, { ...base, type: "read" });
    if (random.chance(0.6)) edit();
  }
}

/** An open ticket stands somewhere in the middle of a longer story. */
function turnsOf({ count, isOpen }: TicketPlan, random: Random): Turn[] {
  const whole = isOpen ? Math.min(MAX_TURNS, count + random.integer(1, 4)) : count;
  return storyOf(whole, random).slice(0, count);
}

type Thread = {
  receive(turn: Turn, waitMs: number, isFirst: boolean): void;
  reply(text: string, waitMs: number): void;
};

/** The mails of one ticket: who answers which, and what they quote. */
function createThread({ plan, pipeline, agent, texts, slots, draft, random }: Work): Thread {
  const { contact, pack, topic } = plan;
  let last: { key: string; text: string; writer: string } | null = null;
  let lastReply: string | null = null;
  let number = 0;
  const nextKey = () => `${plan.name}.${(number += 1)}`;

  const mailOf = (turn: Turn, isFirst: boolean): DemoMail => {
    const sender = turn.says === "side" ? plan.stranger : contact;
    const given = turn.says === "side" ? { ...slots, first: contact.first, full: sender.name } : slots;
    const prefixed = `${random.pick(pack.replyPrefixes)}${texts.subject}`;
    const isShort = turn.says === "thanks" || turn.says === "nudge";
    const mail: DemoMail = {
      kind: turn.says === "auto-reply" || turn.says === "bounce" ? turn.says : "person",
      from: { name: sender.name, address: sender.address },
      channel: pipeline.channel,
      subject: isFirst ? texts.subject : prefixed,
      parent:
        turn.says === "auto-reply" || turn.says === "bounce" || turn.says === "side"
          ? (lastReply ?? last?.key ?? null)
          : (last?.key ?? null),
      text: texts.textOf(turn, given),
      quote:
        last !== null && turn.by === "customer" && random.chance(isShort ? 0.55 : 0.8)
          ? { heading: pack.quoteHeading.replace("{writer}", last.writer), text: last.text }
          : null,
      program: sender.program,
      company: sender.company,
      attachments: isFirst ? filesOf(topic, random) : [],
    };
    if (turn.says === "auto-reply")
      return {
        ...mail,
        subject: fill(random.pick(pack.outOfOffice).subject, { subject: texts.subject }, random),
        quote: null,
      };
    if (turn.says === "forward") {
      const text = `${mail.text}\n\n${pack.forwardHeading}\nFrom: ${slots["carrier"] ?? ""} <no-reply@parcels.example>\nSubject: ${slots["tracking"] ?? ""}\n\n${fill(carrierNotice, slots, random)}`;
      return {
        ...mail,
        subject: `${pack.forwardPrefix}${slots["carrier"] ?? ""}: ${slots["tracking"] ?? ""}`,
        text,
        quote: null,
      };
    }
    return mail;
  };

  return {
    receive(turn, waitMs, isFirst) {
      const key = nextKey();
      const mail = mailOf(turn, isFirst);
      draft.add(isFirst ? 0 : waitMs, { type: "mail", key, ticket: plan.name, mail });
      if (turn.by === "customer") last = { key, text: mail.text, writer: contact.name };
    },
    reply(text, waitMs) {
      const key = nextKey();
      draft.add(waitMs, { type: "reply", key, ticket: plan.name, agent: agent.key, text });
      last = { key, text, writer: agent.name };
      lastReply = key;
    },
  };
}

const carrierNotice =
  "{Your parcel {tracking} could not be delivered. We will try again on the next working day.|Ihre Sendung {tracking} / your parcel {tracking}: delivery attempted, recipient absent.|Spedizione {tracking}: in giacenza presso la filiale di {city}.}";

function changesOf({ plan, agent, random }: Work) {
  const priority: TicketPriority | null = random.weighted([
    { weight: 24, priority: null },
    { weight: 18, priority: "low" as const },
    { weight: 36, priority: "medium" as const },
    { weight: 16, priority: "high" as const },
    { weight: 6, priority: "urgent" as const },
  ]).priority;
  const tags = [
    ...plan.topic.tags.filter(() => random.chance(0.8)),
    plan.contact.language,
    ...(random.chance(0.04) ? ["VIP"] : []),
    ...(random.chance(0.05) ? ["goodwill"] : []),
  ];
  const dueAtEpochMs = random.chance(plan.isOpen ? 0.45 : 0.2)
    ? plan.startEpochMs + random.integer(1, 9) * DAY_MS
    : null;
  return {
    owner: agent.key,
    ...(priority === null ? {} : { priority }),
    tags,
    ...(dueAtEpochMs === null ? {} : { dueAtEpochMs: Math.floor(dueAtEpochMs / HOUR_MS) * HOUR_MS }),
  };
}

/** What the first mail of a topic may bring. */
export function filesOf(topic: Topic, random: Random): DemoAttachment[] {
  if (random.chance(topic.photoShare)) {
    const first = random.integer(1000, 9900);
    return Array.from({ length: random.chance(0.3) ? 2 : 1 }, (_, index) => ({
      kind: "photo" as const,
      name: random.chance(0.5) ? `IMG_${first + index}.png` : `photo-${first + index}.png`,
      seed: first + index,
    }));
  }
  if (topic.channel === "trade" && random.chance(0.35)) {
    const table = random.chance(0.5);
    return [
      {
        kind: table ? "table" : "document",
        name: table ? "order.csv" : "purchase order (signed).pdf",
        seed: random.integer(1, 9999),
      },
    ];
  }
  return random.chance(0.02) ? [{ kind: "track", name: "tour.gpx", seed: random.integer(1, 9999) }] : [];
}

function waitBefore(turn: Turn, random: Random): number {
  switch (turn.says) {
    case "nudge":
      return random.integer(30, 110) * HOUR_MS;
    case "reopening":
      return random.integer(20, 200) * HOUR_MS;
    case "resolution":
      return random.integer(1, 50) * HOUR_MS;
    case "auto-reply":
    case "bounce":
      return random.integer(1, 3) * MINUTE_MS;
    default:
      // Most answer within hours, some take days.
      return Math.floor((0.15 + 60 * random.next() ** 4) * HOUR_MS);
  }
}

function closedStage(pipeline: DemoPipeline, random: Random): string {
  const [usual, other] = pipeline.closed;
  return other !== undefined && random.chance(0.12) ? other : (usual ?? "closed");
}

function pipelineOf(channel: DemoPipeline["channel"]): DemoPipeline {
  const pipeline = PIPELINES.find((one) => one.channel === channel);
  if (pipeline === undefined) throw new RangeError(`The demo has no pipeline for ${channel}.`);
  return pipeline;
}
