import { writeEvent } from "#main/mail/outbox/item-writes.ts";
import { createRouterClient } from "@orpc/server";
import type { GalleryKey } from "#shared/automation/gallery/names.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { TicketView } from "#shared/contract/views.ts";
import { TicketId, UserId, type WorkflowId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { INBOUND, STAGES } from "../../support/test-desk.ts";
import { insert } from "../../support/insert.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Nine to five from Monday to Friday, whatever this machine's zone is. */
const NINE_TO_FIVE = [{ fromMinute: 540, toMinute: 1020 }];
export const HOURS = {
  timeZone: "UTC",
  week: [NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, [], []],
  holidays: ["2026-05-06"],
};

/** The mail service looks at its mailboxes this often: in weeks of virtual time a hundred thousand times, and there are no mailboxes. */
const MAIL_HEARTBEAT_MS = 5000;

function withoutHeartbeat(time: VirtualTime): VirtualTime {
  const { timers } = time;
  const after: VirtualTime["timers"]["after"] = (delayMs, work) =>
    delayMs === MAIL_HEARTBEAT_MS ? () => undefined : timers.after(delayMs, work);
  return { ...time, timers: { after } };
}

/** A desk with ready workflows on it, on a Monday at ten. */
export type GalleryDesk = {
  readonly desk: MailDesk;
  readonly client: DeskClient;
  readonly owner: UserId;
  readonly nowEpochMs: number;
  /** Makes a ready workflow and switches it on. */
  add(key: GalleryKey, parameters?: Record<string, unknown>): Promise<WorkflowId>;
  user(name: string): Promise<UserId>;
  receive(mail?: Partial<RawMail>): Promise<TicketId>;
  /** The customer's answer to the first mail of a ticket. */
  answer(text?: string): Promise<TicketId>;
  /** Ours. */
  reply(id: TicketId): Promise<void>;
  close(id: TicketId): Promise<void>;
  pass(durationMs: number): Promise<void>;
  /** The mails that wait have left. */
  leave(): Promise<void>;
  ticket(id: TicketId): Promise<TicketView>;
  /** Subjects of the mails that workflows wrote to the customer. */
  mails(id: TicketId): Promise<string[]>;
  /** Titles of what a user was notified of, oldest first. */
  told(userId?: UserId): Promise<string[]>;
  tasks(): Promise<string[]>;
  /** Status and steps of each run, newest first. */
  runs(id: WorkflowId): Promise<string[][]>;
  end(): Promise<void>;
};

export async function openGalleryDesk(): Promise<GalleryDesk> {
  const desk = await openMailDesk({ time: withoutHeartbeat(createVirtualTime(Date.UTC(2026, 4, 4, 10))) });
  const { client, core, time } = desk;
  let received = 0;
  const now = () => time.clock.nowEpochMs();
  const pass = async (durationMs: number) => {
    await time.advance(durationMs);
    await core.context.queue.idle();
  };
  const receive = async (mail: Partial<RawMail> = {}) => {
    received += 1;
    const raw = rawMail({
      from: "Anna Rossi <anna@example.com>",
      to: "help@desk.example",
      subject: "Boots",
      text: "They leak.",
      messageId: `mail-${received}@example.com`,
      date: new Date(now()),
      ...mail,
    });
    const { ticketId } = await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
    await pass(0);
    return TicketId.parse(ticketId);
  };
  return {
    desk,
    client,
    owner: core.owner(),
    get nowEpochMs() {
      return now();
    },
    async add(key, parameters = {}) {
      const { id, enabled } = await client.gallery.add({ key, parameters: parameters as Record<string, never> });
      if (enabled) throw new Error("A ready workflow is switched off until a person looked at it.");
      await client.workflows.update({ id, enabled: true });
      return id;
    },
    async user(name) {
      const user: User = {
        id: UserId.parse(`user-${name.toLowerCase()}`),
        kind: "user",
        name,
        address: `${name.toLowerCase()}@desk.example`,
        permissions: [],
        createdAtEpochMs: now(),
        stamps: {},
      };
      await insert(core.context.store.setup, [user]);
      return user.id;
    },
    receive,
    answer: (text = "And now?") => receive({ text, inReplyTo: "mail-1@example.com" }),
    async reply(id) {
      // Nobody answers in the moment in which a mail comes in.
      await pass(MINUTE_MS);
      await client.tickets.reply({ id, text: "Which size?" });
      await pass(0);
    },
    async close(id) {
      await client.tickets.move({ id, stageId: STAGES.closed });
      await pass(0);
    },
    pass,
    async leave() {
      for (const { id } of await core.context.store.outbox.find({ selector: { state: "queued" } })) {
        await writeEvent(core.context, id, { type: "began", atEpochMs: now() });
        await writeEvent(core.context, id, { type: "accepted", atEpochMs: now(), refused: [], sentCopy: "none" });
      }
      await pass(0);
    },
    ticket: (id) => client.tickets.get({ id }),
    async mails(id) {
      const { messages } = await client.tickets.open({ id });
      return messages
        .filter(({ direction, authorId }) => direction === "outgoing" && authorId === null)
        .map(({ subject }) => subject);
    },
    async told(userId = core.owner()) {
      const asUser: DeskClient = createRouterClient(core.router, { context: { userId } });
      const { items } = await asUser.notifications.list({});
      return items
        .filter(({ topic }) => topic === "workflow-message")
        .map(({ about }) => about)
        .toReversed();
    },
    async tasks() {
      return (await client.tasks.list({ of: "everybody" })).items.map(({ title }) => title);
    },
    async runs(id) {
      const { items } = await client.workflows.runs({ id });
      return items.map(({ status, journal }) => [
        status,
        ...journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`),
      ]);
    },
    end: () => desk.close(),
  };
}
