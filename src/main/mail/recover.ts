import type { Cause } from "#shared/model/cause.ts";
import type { Message } from "#shared/model/message.ts";
import { createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";

/** Documents worked off in one piece. */
const AT_ONCE = 100;

/**
 * Finishes what a crash cut off, before anything else happens: messages whose consequences were not all written, then tickets with events
 * that were not dispatched.
 * @returns how many of each there were.
 */
export async function recover(context: DeskContext): Promise<{ messages: number; tickets: number }> {
  const done = { messages: 0, tickets: 0 };
  for (;;) {
    const count = await context.queue.run(() => recoverMessages(context));
    done.messages += count;
    if (count === 0) break;
  }
  for (;;) {
    const count = await context.queue.run(() => recoverTickets(context));
    done.tickets += count;
    if (count === 0) break;
  }
  return done;
}

async function recoverMessages(context: DeskContext): Promise<number> {
  const unsettled = await context.store.messages.find({
    selector: { settled: false },
    sort: [{ settled: "asc" }, { id: "asc" }],
    limit: AT_ONCE,
  });
  const inOrder = unsettled.toSorted((a, b) => a.atEpochMs - b.atEpochMs || (a.id < b.id ? -1 : 1));
  const batch = createBatch(context);
  await batch.messages.load(inOrder.map(({ id }) => id));
  for (const message of inOrder)
    await applyMessage(context, batch, message, { cause: causeOf(message), isRepetition: true });
  await batch.flush();
  return inOrder.length;
}

/** As it was when the message came: what a repetition writes must not differ from what the crash cut off. */
function causeOf(message: Message): Cause {
  if (message.authorId !== null) return { kind: "user", userId: message.authorId };
  if (message.channelId !== null) return { kind: "channel", channelId: message.channelId };
  return { kind: "import", source: "" };
}

async function recoverTickets(context: DeskContext): Promise<number> {
  const tickets = await context.store.tickets.find({ selector: { hasPending: true }, limit: AT_ONCE });
  const batch = createBatch(context);
  await batch.tickets.load(tickets.map(({ id }) => id));
  for (const ticket of tickets) await batch.resume(ticket);
  await batch.flush();
  return tickets.length;
}
