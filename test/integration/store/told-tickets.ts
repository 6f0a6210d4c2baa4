import type { DeskDump } from "../../support/desk-dump.ts";

/** What a person would see of the tickets whose subjects bear that name, without what differs from one to the next. */
export function tellAll(dump: DeskDump): (name: string) => unknown[] {
  const of = (name: string) => dump[name] ?? [];
  const ofTicket = (name: string, id: unknown) => of(name).filter(({ ticketId }) => ticketId === id);
  const sorted = (lines: readonly string[]) => lines.toSorted((a, b) => (a < b ? -1 : 1));
  return (name) => {
    const plain = (value: unknown) =>
      JSON.stringify(value)
        .replaceAll(new RegExp(`${name}(?!\\d)`, "giu"), "NAME")
        .replaceAll(/"[a-z]+_[0-9a-z_-]{16,}"/giu, '"ID"')
        .replaceAll(/\b\d{13}\b/gu, "MOMENT");
    const tickets = of("tickets").filter(({ subject }) => new RegExp(`\\b${name}(?!\\d)`, "u").test(String(subject)));
    return tickets
      .map((ticket) => ({
        ticket: plain([
          ticket["subject"],
          ticket["stageId"],
          ticket["priority"],
          ticket["tags"],
          ticket["messageCount"],
          ticket["unread"],
          ticket["snippet"],
          ticket["wasReopened"],
          (ticket["links"] as object[]).length,
          (ticket["contactIds"] as string[]).length,
          "mergedIntoTicketId" in ticket,
        ]),
        conversations: sorted(
          ofTicket("conversations", ticket["id"]).map(({ subject, messageCount }) => plain([subject, messageCount])),
        ),
        messages: sorted(
          ofTicket("messages", ticket["id"]).map(({ kind, direction, subject, text, to }) =>
            plain([kind, direction, subject, text, to]),
          ),
        ),
        history: sorted(
          ofTicket("activities", ticket["id"]).map(({ cause, body }) =>
            plain([cause, body]).replaceAll(/user-(?:bea|carl|dan)/gu, "USER"),
          ),
        ),
        runs: sorted(
          ofTicket("runs", ticket["id"]).map(({ status, journal }) =>
            plain([
              status,
              (journal as { stepId: string; outcome: { kind: string } }[]).map(({ stepId, outcome }) => [
                stepId,
                outcome.kind,
              ]),
            ]),
          ),
        ),
        outbox: sorted(ofTicket("outbox", ticket["id"]).map(({ state, automatic }) => plain([state, automatic]))),
        items: sorted(
          ofTicket("inboxItems", ticket["id"]).map(({ kind, title, topic, about }) =>
            plain([kind, title, topic, about]),
          ),
        ),
        requests: sorted(
          ofTicket("webhookRequests", ticket["id"]).map(({ state, reported }) => plain([state, reported])),
        ),
      }))
      .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1));
  };
}
