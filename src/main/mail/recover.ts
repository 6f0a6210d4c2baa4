import type { Cause } from "#shared/model/cause.ts";
import type { Message } from "#shared/model/message.ts";
import { createBatch, type Batch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { isStoreError } from "#main/store/errors.ts";

/** Documents worked off in one piece. */
const AT_ONCE = 100;

/**
 * Finishes what a crash, or a write that failed, cut off: messages whose consequences were not all written, then tickets with events that
 * were not dispatched. Must run alone: before anything else happens, or inside the queue.
 * @returns how many of each there were.
 */
export async function recover(context: DeskContext): Promise<{ messages: number; tickets: number }> {
  const done = { messages: 0, tickets: 0 };
  for (;;) {
    const count = await recoverMessages(context);
    done.messages += count;
    if (count === 0) break;
  }
  for (;;) {
    const count = await recoverTickets(context);
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
  const failures = new Map<Message, string>();
  for (;;) {
    const batch = createBatch(context);
    await batch.messages.load(inOrder.map(({ id }) => id));
    const failed = await applyAll(context, batch, inOrder, failures);
    if (failed) continue;
    await batch.flush();
    return inOrder.length;
  }
}

/** Applies the messages; one that something fails at is set aside, or the desk would never open again (H6). Returns true then: the others are to be done again. */
async function applyAll(
  context: DeskContext,
  batch: Batch,
  messages: readonly Message[],
  failures: Map<Message, string>,
): Promise<boolean> {
  for (const message of messages) {
    const reason = failures.get(message);
    try {
      if (reason === undefined)
        await applyMessage(context, batch, message, { cause: causeOf(message), isRepetition: true });
      else batch.messages.put({ ...message, settled: true, setAsideReason: reason });
    } catch (error) {
      if (isStoreError(error)) throw error;
      context.log.error("A message could not be handled and is set aside", { messageId: message.id, error });
      failures.set(
        message,
        `The message could not be handled: ${error instanceof Error ? error.message : String(error)}`,
      );
      return true;
    }
  }
  return false;
}

/** As it was when the message came: what a repetition writes must not differ from what the crash cut off. */
function causeOf(message: Message): Cause {
  if (message.outgoing?.cause) return message.outgoing.cause;
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
