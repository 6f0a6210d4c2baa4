/**
 * What a real desk meets in two days, by REST alone: two channels (one of them seen through a group that puts itself into From), two kinds of forms, somebody else's group, a colleague
 * who passes mail on, a robot that answers everything, copies that gateways deliver late, a person with two addresses, and an archive. The seed decides in which order, at
 * which distances, what comes again, and when the program is started anew. What is wrong with the desk is gathered in words.
 */
import { createRandom } from "#main/demo/random.ts";
import type { IngestResult } from "#shared/contract/channels.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { archiveOf, OLD_OLGA, OLGAS_MAIL, oldMails } from "./archive.ts";
import { openRestDesk, type RestDesk } from "./rest-desk.ts";
import { CORA, type ChannelName, FORM, GROUP_ADDRESS, SALES_ADDRESS, setUp, SUPPORT_ADDRESS } from "./set-up.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A Monday morning, so that business hours pass. */
const START = Date.UTC(2026, 4, 4, 9);

const ROBOT = "orders@robot.example";

export type RobotKind = "with-headers" | "same-subject" | "new-subjects";

/** A conversation that a customer began. */
export type Talk = {
  readonly name: string;
  readonly customer: string;
  /** No machine may answer it: somebody else's list. The desk's own group is the desk's own address (A). */
  readonly mayAnswer: boolean;
  ticketId: string;
};

export type World = {
  readonly desk: RestDesk;
  readonly robot: RobotKind;
  readonly talks: Talk[];
  readonly faults: string[];
  /** Addresses that only stand in the archive. */
  readonly old: ReadonlySet<string>;
  /** Mails that the robot wrote with ever new subjects. */
  readonly robotTalks: Talk[];
};

export type Options = { readonly seed: number; readonly archiveMails: number };

type Step = () => Promise<void>;
type Delivered = { readonly mail: RawMail; readonly channel: ChannelName; readonly result: IngestResult };

export async function play(options: Options): Promise<World> {
  const desk = await openRestDesk(START);
  try {
    return await playOn(desk, options);
  } catch (error) {
    // One that fails is no reason for those after it to fail.
    await desk.close();
    throw error;
  }
}

async function playOn(desk: RestDesk, { seed, archiveMails }: Options): Promise<World> {
  const random = createRandom(seed);
  const faults: string[] = [];
  const fault = (text: string) => void faults.push(text);
  const talks: Talk[] = [];
  const robotTalks: Talk[] = [];
  const robot = random.pick(["with-headers", "same-subject", "new-subjects"] as const);
  const delivered: Delivered[] = [];
  const old = oldMails(archiveMails, START, random.fork("archive"));
  const channels = await setUp(desk);
  let mails = 0;
  let answered = 0;

  const now = () => desk.time.clock.nowEpochMs();
  const nextId = (who: string) => `m${(mails += 1)}.${seed}@${who.slice(who.indexOf("@") + 1)}`;
  const mailOf = (mail: Omit<RawMail, "date">): RawMail => ({
    ...mail,
    messageId: mail.messageId ?? nextId(/<(.+)>/u.exec(mail.from)?.[1] ?? mail.from),
    date: new Date(now() - random.integer(1_000, 60_000)),
  });

  async function hand(channel: ChannelName, mail: RawMail): Promise<IngestResult> {
    const id = channels[channel].id;
    const result = await desk.rest.ingest(id, rawMail(mail));
    delivered.push({ mail, channel, result });
    return result;
  }

  /** A customer's first mail: a ticket of its own. */
  async function open(
    name: string,
    customer: string,
    mail: Omit<RawMail, "date">,
    { channel = "support", mayAnswer = true }: { channel?: ChannelName; mayAnswer?: boolean } = {},
  ): Promise<{ talk: Talk; mail: RawMail }> {
    const sent = mailOf(mail);
    const { status, ticketId, reason } = await hand(channel, sent);
    if (ticketId === null) fault(`${name}: no ticket (${status}: ${reason})`);
    else if (talks.some((other) => other.ticketId === ticketId)) fault(`${name}: came to somebody else's ticket`);
    const talk: Talk = { name, customer, mayAnswer, ticketId: ticketId ?? "" };
    talks.push(talk);
    return { talk, mail: sent };
  }

  /** A mail that belongs to a talk: no ticket of its own. */
  async function add(talk: Talk, mail: Omit<RawMail, "date">, channel: ChannelName = "support"): Promise<RawMail> {
    const sent = mailOf(mail);
    const { status, ticketId, reason } = await hand(channel, sent);
    if (ticketId !== talk.ticketId) fault(`${talk.name}: ${mail.subject} went elsewhere (${status}: ${reason})`);
    return sent;
  }

  const ticket = (talk: Talk) => desk.rest.ticket(talk.ticketId);
  async function answer(talk: Talk): Promise<void> {
    const text = `AGENT ${(answered += 1)}`;
    const before = desk.sunk.length;
    await desk.rest.send("POST", `/tickets/${talk.ticketId}/replies`, { text });
    await desk.pass(MINUTE_MS);
    const mine = desk.sunk.slice(before).filter(({ raw }) => raw.includes(text));
    if (mine.length !== 1 || mine[0]?.to.includes(talk.customer) !== true)
      fault(`${talk.name}: an answer went to ${JSON.stringify(mine.map(({ to }) => to))} instead of ${talk.customer}`);
  }
  const lastTo = (address: string) => desk.sunk.findLast(({ to }) => to.includes(address));
  async function close(talk: Talk): Promise<void> {
    const { pipelineId } = await ticket(talk);
    const { stages } = (await desk.rest.pipelines()).find(({ id }) => id === pipelineId) ?? { stages: [] };
    const closed = stages.find(({ kind }) => kind === "closed");
    await desk.rest.move(talk.ticketId, closed?.id ?? "");
  }
  async function expectOpen(talk: Talk, why: string): Promise<void> {
    if ((await ticket(talk)).closedAtEpochMs !== null) fault(`${talk.name}: ${why}, and stays closed`);
  }
  const from = (name: string, address: string) => `${name} <${address}>`;

  function plain(name: string, address: string, channel: ChannelName): Step[] {
    let talk: Talk;
    let first: RawMail;
    return [
      async () => {
        const to = channel === "support" ? SUPPORT_ADDRESS : SALES_ADDRESS;
        const mail = { from: from(name, address), to, subject: `${name} asks`, text: `${name} has a question.` };
        ({ talk, mail: first } = await open(name, address, mail, { channel }));
      },
      async () => {
        // Nobody is there: it belongs to the ticket and sets nothing off.
        const ours = lastTo(address);
        if (ours === undefined || !random.chance(0.5)) return;
        await add(talk, {
          from: from(name, address),
          to: SUPPORT_ADDRESS,
          subject: `Out of office: ${name} asks`,
          text: "I am away.",
          inReplyTo: ours.messageId,
          headers: { "Auto-Submitted": "auto-replied" },
        });
      },
      () => answer(talk),
      async () => {
        if (random.chance(0.5)) await close(talk);
        const parent = lastTo(address)?.messageId ?? first.messageId ?? "";
        const subject = `Re: ${first.subject}`;
        await add(talk, { from: from(name, address), to: SUPPORT_ADDRESS, subject, text: "And?", inReplyTo: parent });
        await expectOpen(talk, "was answered by the customer");
      },
      () => answer(talk),
    ];
  }

  /** Through the desk's own group, which puts itself into From; sometimes with a copy straight to the other channel. */
  function throughGroup(name: string, address: string, withCopy: boolean): Step[] {
    const subject = `${name} wants to buy`;
    const messageId = nextId(address);
    let talk: Talk;
    const rewritten = (): Omit<RawMail, "date"> => ({
      from: `'${name}' via Team <${GROUP_ADDRESS}>`,
      to: GROUP_ADDRESS,
      subject,
      text: `${name} wants two tents.`,
      messageId,
      headers: {
        "Reply-To": from(name, address),
        "X-Original-From": from(name, address),
        "List-ID": "<team.acme.example>",
        Precedence: "list",
        "X-Google-Group-Id": "4711",
      },
    });
    const direct = (): Omit<RawMail, "date"> => ({
      from: from(name, address),
      to: `${GROUP_ADDRESS}, ${SUPPORT_ADDRESS}`,
      subject,
      text: `${name} wants two tents.`,
      messageId,
    });
    if (!withCopy)
      return [
        async () => void ({ talk } = await open(name, address, rewritten(), { channel: "sales", mayAnswer: true })),
        () => answer(talk),
      ];
    // Which of the two is here first is up to the mail servers; both are the desk's own.
    const groupFirst = random.chance(0.5);
    let date: Date | undefined;
    return [
      async () => {
        const first = groupFirst ? rewritten() : direct();
        const opened = await open(name, address, first, {
          channel: groupFirst ? "sales" : "support",
          mayAnswer: true,
        });
        ({ talk } = opened);
        ({ date } = opened.mail);
      },
      async () => {
        const second = { ...(groupFirst ? direct() : rewritten()), ...(date ? { date } : {}) };
        const { status, ticketId } = await hand(groupFirst ? "support" : "sales", second);
        if (ticketId !== talk.ticketId || status !== "duplicate")
          fault(
            `${name}: the copy through the other channel is ${status}, on ${ticketId === talk.ticketId ? "its" : "another"} ticket`,
          );
      },
      () => answer(talk),
    ];
  }

  const forms: Step[] = [
    async () => {
      const who = from("Flo", "flo@visitors.example");
      await open("Flo", "flo@visitors.example", {
        from: "Website <noreply@forms.example>",
        to: SUPPORT_ADDRESS,
        subject: "New message from the website",
        text: "Flo asks for a catalogue.",
        headers: { "Reply-To": who },
      });
    },
    async () => {
      await open("Gina", "gina@visitors.example", {
        from: `Website <${FORM}>`,
        to: SUPPORT_ADDRESS,
        subject: "Contact form",
        text: "Name: Gina Greco\nE-mail: gina@visitors.example\nMessage: Do you repair zips?",
      });
    },
    async () => {
      await open("Gus", "gus@visitors.example", {
        from: `Website <${FORM}>`,
        to: SUPPORT_ADDRESS,
        subject: "Contact form",
        text: "Name: Gus Green\nE-mail: gus@visitors.example\nMessage: Do you rent canoes?",
      });
    },
  ];

  const club: Step[] = [
    async () => {
      await open(
        "Mia",
        "mia@people.example",
        {
          from: "'Mia' via Club <club@lists.example>",
          to: `club@lists.example, ${SUPPORT_ADDRESS}`,
          subject: "Mia asks for her club",
          text: "Do you give a discount to clubs?",
          headers: {
            "Reply-To": "Mia <mia@people.example>",
            "X-Original-From": "Mia <mia@people.example>",
            "List-ID": "<club.lists.example>",
            "List-Post": "<mailto:club@lists.example>",
            Precedence: "list",
          },
        },
        { mayAnswer: false },
      );
    },
    async () => {
      // Not to the desk: no ticket, and nobody is answered.
      const news = mailOf({
        from: "Trade Weekly <news@weekly.example>",
        to: "readers@weekly.example",
        subject: "What hikers buy",
        text: "Merino.",
        headers: { "List-Id": "<readers.weekly.example>", "List-Unsubscribe": "<https://weekly.example/bye>" },
      });
      if ((await hand("support", news)).ticketId !== null) fault("A newsletter became a ticket");
    },
  ];

  function passedOn(name: string, address: string): Step[] {
    let talk: Talk;
    return [
      async () => {
        const block = [
          "Hi team, please see to this.",
          "",
          "---------- Forwarded message ---------",
          `From: ${name} <${address}>`,
          "Date: Mon, 4 May 2026 at 08:00",
          `Subject: ${name} waits`,
          `To: Cora <${CORA}>`,
          "",
          "My parcel has not come.",
        ].join("\n");
        const mail = {
          from: `Cora Colleague <${CORA}>`,
          to: SUPPORT_ADDRESS,
          subject: `Fwd: ${name} waits`,
          text: block,
        };
        ({ talk } = await open(name, address, mail));
      },
      () => answer(talk),
    ];
  }

  /** One person, who writes from another address once the desk knows both. */
  function twoAddresses(): Step[] {
    const [main, other] = ["paul@people.example", "paul.work@firm.example"];
    let talk: Talk;
    return [
      async () => {
        const mail = { from: from("Paul", main), to: SUPPORT_ADDRESS, subject: "Paul asks", text: "Is it blue?" };
        ({ talk } = await open("Paul", main, mail));
        const { primaryContactId } = await ticket(talk);
        await desk.rest.send("PATCH", `/contacts/${primaryContactId}`, { addresses: [main, other] });
      },
      async () => {
        const parent = lastTo(main)?.messageId ?? "";
        await add(talk, {
          from: from("P. W.", other),
          to: SUPPORT_ADDRESS,
          subject: "Re: Paul asks",
          text: "From work now.",
          inReplyTo: parent,
        });
      },
      async () => {
        const mail = { from: from("P. W.", other), to: SALES_ADDRESS, subject: "Paul asks more", text: "And red?" };
        const { talk: second } = await open("Paul again", main, mail, { channel: "sales" });
        const [one, two] = [await ticket(talk), await ticket(second)];
        if (one.primaryContactId !== two.primaryContactId) fault("Paul: his two addresses are two contacts");
      },
    ];
  }

  /** Answers what the desk sends it, within a minute, for as long as something comes. */
  let robotRead = 0;
  async function robotAnswers(): Promise<void> {
    for (let rounds = 0; rounds < 40; rounds += 1) {
      const news = desk.sunk.slice(robotRead).filter(({ to }) => to.includes(ROBOT));
      robotRead = desk.sunk.length;
      if (news.length === 0) return;
      const [talk] = robotTalks;
      for (const { messageId, raw } of news) {
        const subject = /^subject: (.*)$/imu.exec(raw)?.[1] ?? "";
        const common = { from: `Orders <${ROBOT}>`, to: SUPPORT_ADDRESS, text: "We have your message." };
        if (robot === "new-subjects") {
          const mail = { ...common, subject: `Ticket received - ${rounds}.${robotTalks.length}` };
          const { talk: made } = await open(`robot ${robotTalks.length}`, ROBOT, mail);
          talks.pop();
          robotTalks.push(made);
        } else if (talk) {
          const headers = robot === "with-headers" ? { "Auto-Submitted": "auto-replied" } : {};
          const mail = { ...common, subject: `Re: ${subject}`, inReplyTo: messageId, headers };
          await add(talk, mail);
        }
      }
      await desk.pass(random.integer(5_000, 60_000));
    }
    fault("The robot and the desk write to each other without an end");
  }
  const robotBegins: Step[] = [
    async () => {
      const mail = {
        from: `Orders <${ROBOT}>`,
        to: SUPPORT_ADDRESS,
        subject: "Order 1",
        text: "Your order 1 is here.",
      };
      const { talk } = await open("robot", ROBOT, mail);
      talks.pop();
      robotTalks.push(talk);
    },
  ];

  let isImported = false;
  const archive: Step[] = [
    async () => {
      // What is here already stands in such an export too.
      const known = delivered.filter(({ result }) => result.status === "imported").slice(0, 5);
      const before = (await desk.rest.status()).counts.tickets;
      await desk.importFile("old.mbox", archiveOf([...old.mails, ...known.map(({ mail }) => mail)]));
      isImported = true;
      const { job, counts } = await desk.rest.status();
      if (job?.state !== "done") fault(`The import ${job?.state}: ${job?.error}`);
      if (job?.duplicates !== known.length) fault(`${job?.duplicates} of ${known.length} known mails were known`);
      if (counts.tickets - before !== old.tickets) fault(`${counts.tickets - before} of ${old.tickets} old tickets`);
    },
  ];
  const olga: Step[] = [
    async () => {
      if (!isImported) return;
      const mail = { from: OLD_OLGA, to: SUPPORT_ADDRESS, subject: "Re: Olga's stove", text: "It broke again." };
      const { ticketId } = await hand("support", mailOf({ ...mail, inReplyTo: OLGAS_MAIL }));
      if (ticketId === null) fault("Olga: the answer in her old thread has no ticket");
    },
  ];

  /** Something that came comes again: by another channel, marked by a gateway, or just as it was. */
  async function comeAgain(): Promise<void> {
    if (delivered.length === 0) return;
    const { mail, channel, result } = random.pick(delivered);
    const isMarked = random.chance(0.5);
    const copy: RawMail = isMarked
      ? { ...mail, subject: `[EXT] ${mail.subject}`, text: `${mail.text ?? ""}\n\n--\nThis mail was scanned.` }
      : mail;
    const other = random.chance(0.5) ? channel : channel === "support" ? "sales" : "support";
    const again = await desk.rest.ingest(channels[other].id, rawMail(copy));
    if (again.status !== "duplicate" || again.ticketId !== result.ticketId)
      fault(
        `${mail.subject} (${mail.from}) came again by ${other}${isMarked ? ", marked" : ""} and is ${again.status}`,
      );
  }

  const lanes: Step[][] = [
    plain("Anna", "anna@people.example", "support"),
    plain("Bert", "bert@people.example", "sales"),
    plain("Carl", "carl@people.example", "support"),
    throughGroup("Vic", "vic@people.example", false),
    throughGroup("Wim", "wim@people.example", true),
    random.chance(0.5) ? forms : forms.toReversed(),
    club,
    passedOn("Hank", "hank@people.example"),
    twoAddresses(),
    robotBegins,
    [...archive, ...olga],
  ];
  while (lanes.some((lane) => lane.length > 0)) {
    const lane = random.pick(lanes.filter((one) => one.length > 0));
    await lane.shift()?.();
    await desk.pass(random.integer(20_000, random.chance(0.2) ? 5 * HOUR_MS : 20 * MINUTE_MS));
    await robotAnswers();
    if (random.chance(0.25)) await comeAgain();
    if (random.chance(0.06)) await desk.restart();
  }
  // Long enough for the reminder, the warning and the closing.
  for (let day = 0; day < 4; day += 1) await desk.pass(DAY_MS);
  await robotAnswers();
  return { desk, robot, talks, faults, old: old.addresses, robotTalks };
}
