import type { OutboxItemView, NotificationView } from "#shared/contract/outbox.ts";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { HistoryOffer } from "#shared/contract/history-offers.ts";
import type { SunkMail } from "../../support/mail/smtp-sink.ts";
import type { Talk, World } from "./scenario.ts";
import { USERS } from "./set-up.ts";

const MINUTE_MS = 60_000;

/** Of the desk at the end: what is not as the rules have it, in words. */
export async function faultsOf(world: World): Promise<string[]> {
  const { desk, talks, robotTalks, faults, old } = world;
  const found = [...faults];
  const { rest, sunk } = desk;
  const automatic = sunk.filter(({ raw }) => !raw.includes("AGENT "));
  const customers = new Set(
    [...talks, ...robotTalks].filter(({ mayAnswer }) => mayAnswer).map(({ customer }) => customer),
  );

  // No machine, form, list, own address or person of the past gets mail that nobody wrote.
  for (const { to, raw } of automatic)
    for (const address of to)
      if (!customers.has(address) && !USERS.includes(address))
        found.push(`${subjectOf(raw)} went to ${address}${old.has(address) ? ", who is of the past" : ""}`);

  if (!sunk.some(({ raw }) => subjectOf(raw).startsWith("WARN "))) found.push("Nobody was warned of the closing");

  const outbox = await all<OutboxItemView>(world, "/outbox");
  const held = outbox.filter(({ state }) => state === "held");
  for (const talk of talks) await checkTalk(talk);
  for (const talk of robotTalks) {
    const number = await numberOf(talk);
    const acks = acksOf(automatic, number).length + held.filter(({ ticketNumber }) => ticketNumber === number).length;
    if (acks !== 1) found.push(`${talk.name}: ${acks} acknowledgements, held ones included`);
  }
  checkCaps();
  await checkArchive();
  await checkExplained();
  return found;

  async function numberOf({ ticketId }: Talk): Promise<number> {
    return (await rest.ticket(ticketId)).number ?? 0;
  }

  /** Acknowledged once, or where no machine may answer not at all; to the customer. */
  async function checkTalk(talk: Talk): Promise<void> {
    if (talk.ticketId === "") return;
    const acks = acksOf(automatic, await numberOf(talk));
    const wanted = talk.mayAnswer ? 1 : 0;
    if (acks.length !== wanted) found.push(`${talk.name}: acknowledged ${acks.length} times instead of ${wanted}`);
    for (const { to } of acks)
      if (to.join() !== talk.customer) found.push(`${talk.name}: the acknowledgement went to ${to.join()}`);
  }

  /** What is held is held for a cap, and somebody was told. */
  function checkCaps(): void {
    const sentAt = outbox
      .filter((item) => item.automatic && item.state === "sent")
      .flatMap(({ to, sentAtEpochMs }) => to.map(({ address }) => ({ address, at: sentAtEpochMs ?? 0 })));
    for (const { address, at } of sentAt) {
      const inTen = sentAt.filter((one) => one.address === address && one.at <= at && one.at > at - 10 * MINUTE_MS);
      const isRobot = robotTalks.some(({ customer }) => customer === address);
      if (isRobot && inTen.length > 3) found.push(`${address} got ${inTen.length} automatic mails in ten minutes`);
    }
    for (const { hold, subject } of held) if (hold?.kind !== "cap") found.push(`${subject} is held for ${hold?.kind}`);
    const unsent = outbox.filter(({ state }) => state !== "sent" && state !== "held");
    for (const { subject, state } of unsent) found.push(`${subject} is ${state} at the end`);
  }

  async function checkArchive(): Promise<void> {
    const notices = await all<NotificationView>(world, "/notifications");
    const offers = notices.filter(({ topic }) => topic === "history-offer");
    if (offers.length !== 1) found.push(`The offer of the archive was told ${offers.length} times`);
    if (held.length > 0 !== notices.some(({ topic }) => topic === "mail-held"))
      found.push(`${held.length} mails are held, and that is ${held.length > 0 ? "not " : ""}told`);
    for (const { topic, about } of notices)
      if (/Old matter/u.test(about)) found.push(`${topic} tells of the past: ${about}`);
    const { items } = await rest.send<{ items: HistoryOffer[] }>("GET", "/history-offers");
    const received = items.flatMap(({ workflows }) => workflows).find(({ mailsCustomers }) => mailsCustomers);
    if (received === undefined || received.enrolled > 0) found.push("The offer of the archive is not as it came in");
  }

  /** Every change leads back to a person, a mail's channel, an import or a time; every automatic mail to the step that wrote it. */
  async function checkExplained(): Promise<void> {
    const tickets = (await all<TicketCard>(world, "/tickets")).filter(({ subject }) => !/Old matter/u.test(subject));
    for (const { id, number, subject } of tickets) {
      const whys = await all<WhyEntry>(world, `/tickets/${id}/why`);
      const ends = whys.map(({ chain }) => chain.at(-1)?.kind);
      if (ends.length === 0 || ends.some((kind) => kind === undefined || kind === "step" || kind === "rule"))
        found.push(`${subject}: a change leads back to nothing (${ends.join()})`);
      const mails = whys.filter(({ activity }) => isMail(activity.body)).length;
      const written = outbox.filter((item) => item.automatic && item.ticketNumber === number).length;
      if (written > mails) found.push(`${subject}: ${written} automatic mails, ${mails} explained`);
    }
  }
}

const isMail = (body: { readonly type: string; readonly action?: string }) =>
  body.type === "workflow.acted" && (body.action === "mail" || body.action === "internal-mail");
const subjectOf = (raw: string) => /^subject: (.*)$/imu.exec(raw)?.[1] ?? "";
const acksOf = (mails: readonly SunkMail[], number: number) =>
  mails.filter(({ raw }) => new RegExp(`\\bACK ${number}\\b`, "u").test(subjectOf(raw)));

async function all<Item>({ desk }: World, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Item[]; nextCursor: string | null } = await desk.rest.send("GET", `${path}?limit=200${query}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
