import { createRouterClient } from "@orpc/server";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { MessageView } from "#shared/contract/views.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { StepId, TicketId, UserId, type WorkflowId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { User } from "#shared/model/setup/user.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { INBOUND } from "../../support/test-desk.ts";
import { insert } from "../../support/insert.ts";

type Steps = WorkflowDefinition["steps"];
type StepOf<Type extends Steps[number]["type"]> = Extract<Steps[number], { type: Type }>;

export const NOBODY: StepOf<"notify">["to"] = { userIds: [], teamIds: [], owner: false, followers: false };

/** The fixture gives each step its own. */
const ANY_ID = StepId.parse("one");

export function toCustomer(
  subject: string,
  body: string,
  given: { readonly html?: boolean; readonly marketing?: boolean; readonly all?: boolean } = {},
): StepOf<"send-email"> {
  const { html = false, marketing = false, all = false } = given;
  const mail = { kind: "custom" as const, subject, body, html, marketing };
  return { id: ANY_ID, type: "send-email", to: all ? "all-contacts" : "primary-contact", mail };
}

export function template(templateId: string): StepOf<"send-email"> {
  return { id: ANY_ID, type: "send-email", to: "primary-contact", mail: { kind: "template", templateId } };
}

export function toColleagues(
  to: Partial<StepOf<"notify">["to"]>,
  addresses: string[] = [],
  subject = "{{ ticket.subject }} is waiting",
): StepOf<"send-internal-email"> {
  const body = "Ticket {{ ticket.number }} of {{ contact.name }}: {{ message.text }}";
  return { id: ANY_ID, type: "send-internal-email", to: { ...NOBODY, ...to }, addresses, subject, body };
}

export function tell(to: Partial<StepOf<"notify">["to"]>): StepOf<"notify"> {
  return {
    id: ANY_ID,
    type: "notify",
    to: { ...NOBODY, ...to },
    title: "Look: {{ ticket.subject }}",
    text: "By {{ contact.name }}",
  };
}

export function note(text: string): StepOf<"add-note"> {
  return { id: ANY_ID, type: "add-note", text };
}

/** A desk whose workflows write mail; nothing leaves it. */
export type MailFixture = {
  readonly desk: () => MailDesk;
  workflow(steps: Steps, changes?: Partial<WorkflowDefinition>): Promise<WorkflowId>;
  receive(mail?: Partial<RawMail>): Promise<TicketId>;
  user(name: string, address?: string): Promise<User>;
  runs(id: WorkflowId): Promise<RunView[]>;
  /** What became of the first step of the first run. */
  outcome(id: WorkflowId): Promise<unknown>;
  /** Mails that workflows wrote on the ticket, oldest first. */
  mails(id: TicketId): Promise<MessageView[]>;
  outbox(): Promise<OutboxItem[]>;
  /** As `topic: about / detail`. */
  notifications(userId: string): Promise<string[]>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function openMailFixture(): Promise<MailFixture> {
  let desk = await openMailDesk();
  let received = 0;
  const store = () => desk.core.context.store;
  const fixture: MailFixture = {
    desk: () => desk,
    async workflow(steps, changes = {}) {
      const definition: WorkflowDefinition = {
        version: 2,
        triggers: [{ id: "t1", type: "ticket-created" }],
        filter: { match: "all", parts: [] },
        reenrolment: { kind: "never" },
        unenrolment: { on: [], filter: null },
        sources: ["email", "manual"],
        businessHours: null,
        steps: steps.map((one, position) => ({ ...one, id: StepId.parse(`step-${position + 1}`) })),
        ...changes,
      };
      return (await desk.client.workflows.create({ name: "Writes", enabled: true, definition })).id;
    },
    async receive(mail = {}) {
      received += 1;
      const raw = rawMail({
        from: "Anna Rossi <anna@example.com>",
        to: "help@desk.example",
        subject: "Boots",
        text: "They leak.",
        messageId: `mail-${received}@example.com`,
        ...mail,
      });
      const { ticketId } = await desk.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
      return TicketId.parse(ticketId);
    },
    async user(name, address = `${name.toLowerCase()}@desk.example`) {
      const user: User = {
        id: UserId.parse(`user-${name.toLowerCase()}`),
        kind: "user",
        name,
        address,
        permissions: [],
        createdAtEpochMs: desk.time.clock.nowEpochMs(),
        stamps: {},
      };
      await insert(store().setup, [user]);
      return user;
    },
    runs: async (id) => (await desk.client.workflows.runs({ id })).items,
    async outcome(id) {
      return (await fixture.runs(id))[0]?.journal[0]?.outcome;
    },
    async mails(id) {
      const { messages } = await desk.client.tickets.open({ id });
      return messages.filter(({ direction, authorId }) => direction === "outgoing" && authorId === null);
    },
    outbox: () => store().outbox.find({ selector: {}, sort: [{ id: "asc" }] }),
    async notifications(userId) {
      const client = createRouterClient(desk.core.router, { context: { userId: UserId.parse(userId) } });
      const { items } = await client.notifications.list({});
      return items.map(({ topic, about, detail }) => `${topic}: ${about} / ${detail}`);
    },
    async restart() {
      const { dataDir, time, secrets } = desk;
      await desk.core.close();
      desk = await openMailDesk({ dataDir, time, secrets });
    },
    close: () => desk.close(),
  };
  return fixture;
}
