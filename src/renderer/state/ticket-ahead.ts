/**
 * Asks for a ticket while its card is being pressed, so that its record is there, or on its way, when the screen that shows it is made. Keeps one at
 * a time, for a moment, and only as long as the live feed tells nothing of that ticket: what was read before a change is not shown after it.
 */
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { TICKET_AHEAD_MS } from "./limits.ts";

export type TicketRecord = Awaited<ReturnType<DeskClient["tickets"]["open"]>>;

export type TicketAhead = {
  ask(id: TicketId): void;
  /** What has been read of the ticket; undefined where nothing has been, or no longer holds. */
  peek(id: TicketId): TicketRecord | undefined;
  /** The answer that is there or on its way, once; undefined where the ticket has to be asked for. */
  take(id: TicketId): Promise<TicketRecord> | undefined;
  /** Must hear every entry of the live feed. */
  onEntry(entry: LiveEntry): void;
};

type Asked = {
  readonly id: TicketId;
  readonly atEpochMs: number;
  readonly answer: Promise<TicketRecord>;
  record: TicketRecord | undefined;
};

export function createTicketAhead(client: Pick<DeskClient, "tickets">, now: () => number): TicketAhead {
  let asked: Asked | null = null;
  const current = (id: TicketId): Asked | null =>
    asked?.id === id && now() - asked.atEpochMs < TICKET_AHEAD_MS ? asked : null;

  return {
    ask(id) {
      if (current(id) !== null) return;
      const fresh: Asked = { id, atEpochMs: now(), answer: client.tickets.open({ id }), record: undefined };
      asked = fresh;
      fresh.answer.then(
        (record) => (fresh.record = record),
        // Whoever takes it is told; where nobody does, nobody misses it.
        () => undefined,
      );
    },
    peek: (id) => current(id)?.record,
    take(id) {
      const taken = current(id);
      asked = null;
      return taken?.answer;
    },
    onEntry(entry) {
      if (asked !== null && (entry.type === "hello" || tellsOf(entry, asked.id))) asked = null;
    },
  };
}

function tellsOf(entry: Extract<LiveEntry, { type: "changes" }>, id: TicketId): boolean {
  const { tickets, messages, activities, conversations } = entry;
  return (
    tickets.some((ticket) => ticket.id === id) ||
    [messages, activities, conversations].some((told) => told.some(({ ticketId }) => ticketId === id))
  );
}
