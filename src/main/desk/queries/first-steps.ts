import { acknowledges } from "#shared/automation/acknowledges.ts";
import type { FirstSteps } from "#shared/contract/first-steps.ts";
import type { ConversationId, TicketId, UserId } from "#shared/model/ids.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";
import type { OutboxItem, OutboxState } from "#shared/model/outbox-item.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { DeskContext } from "../context.ts";
import { findFirstSteps } from "../first-steps.ts";

/** Rows that are looked at, newest first: on a new desk all there are, on an old one enough to find what just happened. */
const LOOKED_AT = 100;
const NEEDS_PERSON: ReadonlySet<OutboxState> = new Set(["held", "failed", "unsure"]);
const ALIVE: readonly OutboxState[] = ["sent", "queued", "sending", "held", "failed", "unsure"];

/** How far the person's way to the first automated answer is gone, by what the desk's documents tell. */
export async function firstSteps(
  context: DeskContext,
  userId: UserId,
  mailboxes: readonly ChannelHealth[],
): Promise<FirstSteps> {
  const { setup } = context;
  const record = await findFirstSteps(context, userId);
  const sinceEpochMs = record?.sinceEpochMs ?? 0;
  const isDemo = setup.require("settings", SETTINGS_ID).startedAs === "demo";
  const hasMailbox = setup.all("channel").some(({ mailbox }) => mailbox !== null);
  const receipts = setup.all("workflow").filter(({ definition }) => acknowledges(definition));
  const receipt = receipts.find(({ enabled }) => enabled) ?? receipts[0] ?? null;
  const answered = await firstAnswer(context, new Set(receipts.map(({ id }) => id as string)), sinceEpochMs);
  const cameIn = await newestFromMail(context, sinceEpochMs);
  const answer =
    answered === null
      ? "none"
      : // The demo's mailboxes are invented: what it writes stands on the ticket, and goes nowhere.
        answered.state === "sent" || !hasMailbox
        ? "sent"
        : NEEDS_PERSON.has(answered.state)
          ? "needs-person"
          : "waiting";
  const wasReached = mailboxes.some((one) => one.lastConnectedAtEpochMs !== null || one.lastMessageAtEpochMs !== null);
  return {
    isShown: record?.isShown ?? false,
    done: {
      // Of a team another machine may fetch the mail, and this one knows nothing of its connections.
      mailbox: isDemo || wasReached || (hasMailbox && !context.host.isHost()),
      receipt: receipt?.enabled === true,
      mail: cameIn !== null || answered !== null,
      answer: answer === "sent",
      why: record?.askedWhy ?? false,
    },
    receiptWorkflowId: receipt?.id ?? null,
    ticketId: answered?.ticketId ?? cameIn,
    conversationId: cameIn === null && answered === null ? await newestWithoutTicket(context, sinceEpochMs) : null,
    answer,
  };
}

/** The mail of a receipt that came furthest; null where none was written. */
async function firstAnswer(
  { store }: DeskContext,
  receiptIds: ReadonlySet<string>,
  sinceEpochMs: number,
): Promise<OutboxItem | null> {
  for (const state of ALIVE) {
    const items = await store.outbox.find({
      selector: { state, createdAtEpochMs: { $gte: sinceEpochMs } },
      sort: [{ createdAtEpochMs: "desc" }],
      limit: LOOKED_AT,
    });
    const automatic = items.filter((item) => item.automatic && item.test !== true && item.ticketId !== null);
    const mails = await store.messages.getMany(automatic.map(({ messageId }) => messageId));
    const found = automatic.find(({ messageId }) => {
      const cause = mails.get(messageId)?.outgoing?.cause;
      return cause?.kind === "workflow" && receiptIds.has(cause.workflowId);
    });
    if (found !== undefined) return found;
  }
  return null;
}

/** The newest ticket that a mail or a form made since then. */
async function newestFromMail({ store }: DeskContext, sinceEpochMs: number): Promise<TicketId | null> {
  const active = await store.tickets.find({
    selector: { lastActivityAtEpochMs: { $gte: sinceEpochMs } },
    sort: [{ lastActivityAtEpochMs: "desc" }],
    limit: LOOKED_AT,
  });
  const made = active.filter(({ source, createdAtEpochMs }) => source !== "manual" && createdAtEpochMs >= sinceEpochMs);
  return made[0]?.id ?? null;
}

async function newestWithoutTicket({ store }: DeskContext, sinceEpochMs: number): Promise<ConversationId | null> {
  const newest = await store.conversations.find({
    selector: { lastMessageAtEpochMs: { $gte: sinceEpochMs } },
    sort: [{ lastMessageAtEpochMs: "desc" }],
    limit: LOOKED_AT,
  });
  return newest.find(({ ticketId }) => ticketId === null)?.id ?? null;
}
