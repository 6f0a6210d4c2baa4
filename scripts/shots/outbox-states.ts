import { changeItem } from "#main/desk/outgoing/change-item.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { MessageId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { PictureDesk } from "./demo-desk.ts";

type Facts = {
  readonly nowEpochMs: number;
  readonly card: TicketCard;
  /** The last mail that came in on the ticket. */
  readonly newestId: MessageId;
};

/** An answer of the picture, and what became of it. */
type Answer = {
  readonly text: string;
  readonly sendInMs?: number;
  readonly become?: (facts: Facts) => Partial<OutboxItem>;
};

const DAY_MS = 86_400_000;
const SHOWN_MS = 3 * 60_000;
const WRITTEN_EVERY_MS = 60_000;

/** The list shows the last one at the top. */
const ANSWERS: readonly Answer[] = [
  {
    text: "Thank you for telling us. It is noted, and nothing more is needed from you.",
    become: ({ nowEpochMs, card, newestId }) => ({
      state: "sent",
      attempts: 1,
      sentAtEpochMs: nowEpochMs - SHOWN_MS,
      returned: [
        {
          address: card.contactAddress,
          status: "5.1.1",
          hard: true,
          messageId: newestId,
          atEpochMs: nowEpochMs,
        },
      ],
    }),
  },
  {
    text: "I have passed this on to my colleagues and will write again tomorrow.",
    become: ({ nowEpochMs }) => ({
      state: "unsure",
      attempts: 1,
      sendingSinceEpochMs: nowEpochMs - SHOWN_MS,
      lastFailure: { code: "disconnected", detail: "", atEpochMs: nowEpochMs - SHOWN_MS },
    }),
  },
  {
    text: "Here are the documents that you asked for.",
    become: ({ nowEpochMs }) => ({
      state: "failed",
      attempts: 1,
      lastFailure: {
        code: "too-large",
        detail: "552 5.3.4 Message size exceeds fixed limit",
        atEpochMs: nowEpochMs - SHOWN_MS,
      },
    }),
  },
  {
    text: "We are looking into it and will write again on Friday.",
    become: ({ newestId }) => ({
      state: "held",
      hold: { kind: "stale", newMessageIds: [newestId], stageChanged: true },
    }),
  },
  { text: "Good morning! A short reminder that we are waiting for your answer.", sendInMs: DAY_MS },
  { text: "You are right, and we are sorry. We put it in order today." },
];

/** Writes answers on the demo's tickets and gives them the states that only servers and time would. Sends nothing: the desk's mail isn't started. */
export async function fillOutbox({ client, core }: PictureDesk): Promise<void> {
  const nowEpochMs = core.context.clock.nowEpochMs();
  const cards = (await client.tickets.list({ limit: 200 })).items.filter(
    ({ tags, contactAddress, subject }) => tags.includes("en") && contactAddress !== "" && subject.length < 60,
  );
  for (const [index, { text, sendInMs, become }] of ANSWERS.entries()) {
    const card = cards[index];
    if (card === undefined) throw new Error("The demo desk has too few tickets for the picture.");
    const { messages } = await client.tickets.open({ id: card.id });
    const newestId = messages.findLast(({ direction }) => direction === "incoming")?.id;
    if (newestId === undefined) throw new Error("A ticket of the demo desk has no mail of its contact.");
    const later = sendInMs === undefined ? {} : { sendAtEpochMs: nowEpochMs + sendInMs };
    const { delivery } = await client.tickets.reply({ id: card.id, text, ...later });
    if (delivery === null) throw new Error("An answer of the picture is not in the outbox.");
    // Written one after the other, although the clock stands still: the list keeps its order.
    const createdAtEpochMs = nowEpochMs - (ANSWERS.length - index) * WRITTEN_EVERY_MS;
    const changes = { createdAtEpochMs, ...become?.({ nowEpochMs, card, newestId }) };
    await changeItem(core.context, delivery.id, async (_batch, item) => ({ ...item, ...changes }));
  }
}
