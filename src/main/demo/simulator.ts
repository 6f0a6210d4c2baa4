/**
 * Lets the demo desk live: every few seconds a customer writes, for the first time or in a thread that is open. The mails are real ones
 * and come in as any mail does; only their writers are invented.
 */
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { SIMULATOR_MAX_PAUSE_MS, SIMULATOR_MIN_PAUSE_MS } from "./limits.ts";
import { writeMail } from "./mail/write-mail.ts";
import { makeCast, type DemoContact } from "./plan/cast.ts";
import { AGENTS } from "./plan/company.ts";
import type { DemoMail } from "./plan/demo-event.ts";
import { filesOf } from "./plan/plan-ticket.ts";
import { slotsOf } from "./plan/slots.ts";
import { createTicketTexts } from "./plan/ticket-texts.ts";
import { createRandom, type Random } from "./random.ts";
import { packFor } from "./texts/packs.ts";
import type { DemoChannel, TextPack } from "./texts/text-pack.ts";

/** A thread on an open ticket in which a customer may write next. */
export type OpenThread = {
  readonly channel: DemoChannel;
  readonly language: TextPack["language"];
  readonly contact: { readonly name: string; readonly address: string };
  readonly subject: string;
  /** The newest mail of the thread; ids without angle brackets. */
  readonly last: {
    readonly messageId: string;
    readonly references: readonly string[];
    readonly dateEpochMs: number;
    readonly text: string;
    readonly writer: string;
    readonly isFromDesk: boolean;
  };
};

export type SimulatorOptions = {
  readonly seed: number;
  readonly clock: Clock;
  readonly timer: Timers;
  /** Newest first; asked before each mail. */
  openThreads(): Promise<readonly OpenThread[]>;
  /** Hands one raw mail to the mailbox. */
  deliver(channel: DemoChannel, raw: Uint8Array): Promise<void>;
  /** A mail that could not be delivered is told here, and the next one comes all the same. */
  onError(error: unknown): void;
};

export type Simulator = {
  readonly running: boolean;
  /** Does nothing on a running simulator. */
  start(): void;
  /** No mail arrives after it is done; waits for the one that is arriving. */
  stop(): Promise<void>;
};

const CONTACTS = 600;
const NEW_SHARE = 0.45;

export function createSimulator(options: SimulatorOptions): Simulator {
  const random = createRandom(options.seed).fork("simulator");
  const cast = makeCast(CONTACTS, createRandom(options.seed).fork("cast"));
  let cancel: (() => void) | null = null;
  /** Counted up by every start: what a stopped round left unfinished does not go on in the next one. */
  let round = 0;
  let arriving: Promise<void> = Promise.resolve();
  let count = 0;

  const writeOne = async () => {
    const threads = random.chance(NEW_SHARE) ? [] : await options.openThreads();
    const nowEpochMs = options.clock.nowEpochMs();
    const { mail, parent } =
      threads.length === 0
        ? newMail(random.pick(cast), nowEpochMs, random)
        : replyIn(pickRecent(threads, random), random);
    count += 1;
    const domain = mail.from.address.slice(mail.from.address.lastIndexOf("@") + 1);
    const messageId = `live.${nowEpochMs.toString(36)}.${count}@${domain}`;
    await options.deliver(mail.channel, writeMail(mail, { messageId, parent }, nowEpochMs));
  };

  const schedule = (mine: number) => {
    cancel = options.timer.after(random.integer(SIMULATOR_MIN_PAUSE_MS, SIMULATOR_MAX_PAUSE_MS), () => {
      arriving = writeOne()
        .catch((error: unknown) => options.onError(error))
        .then(() => {
          if (cancel !== null && round === mine) schedule(mine);
        });
    });
  };

  return {
    get running() {
      return cancel !== null;
    },
    start() {
      if (cancel !== null) return;
      round += 1;
      schedule(round);
    },
    async stop() {
      cancel?.();
      cancel = null;
      await arriving;
    },
  };
}

type Written = { readonly mail: DemoMail; readonly parent: OpenThread["last"] | null };

function newMail(contact: DemoContact, nowEpochMs: number, random: Random): Written {
  const pack = packFor(contact.language);
  const isTrader = contact.company !== "";
  const topic = random.weighted(pack.topics.filter(({ channel }) => (channel === "trade") === isTrader));
  const dialogue = random.pick(topic.dialogues);
  const slots = slotsOf(contact, random.pick(AGENTS).name, dialogue, nowEpochMs, random);
  const texts = createTicketTexts(pack, topic, dialogue, slots, random);
  const { name, address, program, company } = contact;
  return {
    mail: {
      kind: "person",
      from: { name, address },
      channel: topic.channel,
      subject: texts.subject,
      parent: null,
      text: texts.textOf({ by: "customer", says: "ask" }, slots),
      quote: null,
      program,
      company,
      attachments: filesOf(topic, random),
    },
    parent: null,
  };
}

/** After an answer people say thanks or that it did not help; without one they ask where it is. */
function replyIn(thread: OpenThread, random: Random): Written {
  const pack = packFor(thread.language);
  const [topic] = pack.topics.filter(({ channel }) => channel === thread.channel);
  const dialogue = topic?.dialogues[0];
  if (topic === undefined || dialogue === undefined)
    throw new RangeError(`The demo has no texts for ${thread.channel}.`);
  const [first = "", ...rest] = thread.contact.name.split(" ");
  const contact: DemoContact = {
    first,
    last: rest.join(" "),
    name: thread.contact.name,
    address: thread.contact.address,
    city: "Belluno",
    language: thread.language,
    program: random.pick(["webmail", "phone", "plain"]),
    company: "",
  };
  const slots = slotsOf(
    contact,
    thread.last.isFromDesk ? thread.last.writer : "Altavia",
    dialogue,
    thread.last.dateEpochMs,
    random,
  );
  const says = thread.last.isFromDesk ? random.pick(["thanks", "thanks", "reopening"] as const) : "nudge";
  const text = createTicketTexts(pack, topic, dialogue, slots, random).textOf({ by: "customer", says }, slots);
  return {
    mail: {
      kind: "person",
      from: thread.contact,
      channel: thread.channel,
      subject: `${random.pick(pack.replyPrefixes)}${thread.subject}`,
      parent: thread.last.messageId,
      text,
      quote: random.chance(0.7)
        ? { heading: pack.quoteHeading.replace("{writer}", thread.last.writer), text: thread.last.text }
        : null,
      program: contact.program,
      company: "",
      attachments: [],
    },
    parent: thread.last,
  };
}

/** The newer a thread, the likelier. */
function pickRecent(threads: readonly OpenThread[], random: Random): OpenThread {
  return threads[Math.floor(random.next() ** 2 * threads.length)] ?? random.pick(threads);
}
