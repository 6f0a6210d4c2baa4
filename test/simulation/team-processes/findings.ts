/** What is wrong with the desks of a team in the end; nothing where nothing is. */
import type { Message } from "#shared/model/message.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { areRivals } from "#shared/rules/rivals/base.ts";
import type { SmtpSink } from "../../support/mail/smtp-sink.ts";
import type { SunkCall } from "../automation-kill/webhook-sink.ts";
import type { Copied } from "./child-messages.ts";

export type Ended = {
  readonly server: Copied;
  readonly devices: readonly Copied[];
  /** Tickets, notes and replies that a device has said are safe. */
  readonly acknowledged: readonly string[];
  readonly mails: SmtpSink["mails"];
  readonly calls: readonly SunkCall[];
  /** Subjects of mails that customers sent. */
  readonly received: readonly string[];
};

type Found = (collection: string) => Record<string, unknown>[];

export function findingsOf(ended: Ended): string[] {
  const server = new Map(ended.server);
  const all: Found = (collection) =>
    ended.server
      .filter(([key]) => key.startsWith(`${collection}/`))
      .map(([, text]) => JSON.parse(text) as Record<string, unknown>);
  return [
    ...ended.devices.flatMap((copied, index) => differences(`device ${index}`, new Map(copied), server)),
    ...ended.acknowledged.filter((key) => !server.has(key)).map((key) => `${key} was acknowledged and is lost`),
    ...ofNumbers(all("tickets") as unknown as Ticket[], ended.received),
    ...ofHistory(all("tickets") as unknown as Ticket[], all("activities") as unknown as Activity[]),
    ...ofMails(all("outbox") as unknown as OutboxItem[], all("messages") as unknown as Message[], ended.mails),
    ...ofRuns(all("runs") as unknown as Run[], all("messages") as unknown as Message[]),
    ...ofCalls(all("webhookRequests") as { id: string; state: string }[], ended.calls),
  ];
}

export function differences(name: string, found: Map<string, string>, expected: Map<string, string>): string[] {
  return Array.from(new Set([...found.keys(), ...expected.keys()]))
    .filter((key) => found.get(key) !== expected.get(key))
    .map((key) => `${name}: ${key}\n  has ${found.get(key) ?? "nothing"}\n  not ${expected.get(key) ?? "nothing"}`);
}

function ofNumbers(tickets: readonly Ticket[], received: readonly string[]): string[] {
  const numbers = tickets.map(({ number }) => number);
  return [
    ...(numbers.includes(null) ? ["a ticket has no final number"] : []),
    ...(new Set(numbers).size < numbers.length ? [`two tickets have one number: ${numbers.join()}`] : []),
    ...received.flatMap((subject) => {
      const count = tickets.filter((ticket) => ticket.subject === subject).length;
      return count === 1 ? [] : [`the mail "${subject}" made ${count} tickets`];
    }),
  ];
}

/** A ticket is where its history says. */
function ofHistory(tickets: readonly Ticket[], activities: readonly Activity[]): string[] {
  return tickets.flatMap(({ id, stageId }) => {
    const says = activities.some(
      ({ ticketId, body }) =>
        ticketId === id &&
        ((body.type === "ticket.stage-changed" && body.to.stageId === stageId) ||
          (body.type === "ticket.created" && body.at.stageId === stageId)),
    );
    return says ? [] : [`${id} is in ${stageId}, and its history doesn't say why`];
  });
}

function ofMails(outbox: readonly OutboxItem[], messages: readonly Message[], mails: SmtpSink["mails"]): string[] {
  const rfcIds = new Map(messages.map(({ id, rfcMessageId }) => [id as string, rfcMessageId]));
  const known = new Set<string>();
  const found = outbox.flatMap(({ messageId, state }) => {
    const rfcId = (rfcIds.get(messageId) ?? "").replaceAll(/[<>]/gu, "");
    known.add(rfcId);
    const count = mails.filter((mail) => mail.messageId === rfcId).length;
    if (state === "sent") return count === 1 ? [] : [`a mail that was sent reached its server ${count} times`];
    if (state === "unsure") return count <= 1 ? [] : [`an unsure mail reached its server ${count} times`];
    return count === 0 ? [] : [`a mail that is ${state} reached its server ${count} times`];
  });
  const strange = mails.filter(({ messageId }) => !known.has(messageId));
  return [...found, ...strange.map(({ messageId }) => `a mail was sent that nobody knows: ${messageId}`)];
}

/** Of changes that were made apart one acts; each that acts mails once. */
function ofRuns(runs: readonly Run[], messages: readonly Message[]): string[] {
  const acting = runs.filter(({ supersededBy, base }) => supersededBy === undefined && base !== undefined);
  const rivals = acting.flatMap((one, index) =>
    acting
      .slice(index + 1)
      .filter(
        (other) =>
          other.ticketId === one.ticketId && other.workflowId === one.workflowId && areRivals(one.base, other.base),
      )
      .map((other) => `the runs ${one.id} and ${other.id} are rivals, and both act`),
  );
  const written = runs.flatMap(({ id }) => {
    const count = messages.filter(
      ({ outgoing }) => outgoing?.cause?.kind === "workflow" && outgoing.cause.runId === id,
    ).length;
    return count <= 1 ? [] : [`the run ${id} wrote ${count} mails`];
  });
  return [...rivals, ...written];
}

/** A request may come twice, under one id by which its receiver knows it. */
function ofCalls(requests: readonly { id: string; state: string }[], calls: readonly SunkCall[]): string[] {
  const called = new Set(calls.map(({ id }) => id));
  const known = new Set(requests.map(({ id }) => id));
  return [
    ...requests.flatMap(({ id, state }) =>
      state === "delivered" && !called.has(id) ? [`the request ${id} is delivered and never came`] : [],
    ),
    ...Array.from(called).flatMap((id) => (known.has(id) ? [] : [`a request came that nobody knows: ${id}`])),
  ];
}
