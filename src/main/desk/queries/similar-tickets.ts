import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import type { SimilarSolved } from "#shared/contract/similar.ts";
import { TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { similarTickets } from "#main/store/search/index.ts";
import type { ReadContext } from "../read-context.ts";
import { requireTicket } from "./require-ticket.ts";

/** More than these nobody reads beside a ticket. */
const MAX_SHOWN = 5;
/** Less in common is chance: a name, a product. */
const LEAST_LIKENESS = 0.3;
/** Tickets that are looked at: most of what is like a request may still be open. */
const MAX_LOOKED_AT = 50;
/** Behind a row of automatic mails, which D7 caps. */
const MAX_MAILS = 20;

/** Closed tickets whose requests were like this one's, each with the last answer that a person wrote there. @throws PD_DESK_NOT_FOUND */
export async function similarSolved(
  { store, setup }: ReadContext,
  { id }: { readonly id: TicketId },
): Promise<{ items: SimilarSolved[] }> {
  const ticket = await requireTicket({ store }, id);
  const [first] = await store.messages.find({
    selector: { ticketId: id, direction: "incoming" },
    sort: [{ atEpochMs: "asc" }, { id: "asc" }],
    limit: 1,
  });
  const like = (await similarTickets(store.sql, { subject: ticket.subject, text: first?.visibleText ?? "" }))
    .filter(({ ticketId, likeness }) => ticketId !== id && likeness >= LEAST_LIKENESS)
    .slice(0, MAX_LOOKED_AT);
  const tickets = await store.tickets.getMany(like.map(({ ticketId }) => ticketId));
  const items: SimilarSolved[] = [];
  for (const { ticketId } of like) {
    const found = tickets.get(ticketId);
    if (!found || isOutOfTheWay(found) || items.length === MAX_SHOWN) continue;
    const pipeline = setup.find("pipeline", found.pipelineId);
    if ((pipeline && stageOf(pipeline, found.stageId)?.kind) !== "closed") continue;
    const mails = await store.messages.find({
      selector: { ticketId: found.id, direction: "outgoing" },
      sort: [{ atEpochMs: "desc" }, { id: "desc" }],
      limit: MAX_MAILS,
    });
    const answer = mails.find(isAnswer);
    items.push({
      id: TicketId.parse(ticketId),
      number: found.number,
      subject: found.subject,
      closedAtEpochMs: found.closedAtEpochMs,
      answer: answer === undefined ? null : { messageId: answer.id, text: answer.visibleText.trim() },
    });
  }
  return { items };
}

function isAnswer(message: Message): boolean {
  return message.kind === "email" && isByPerson(message) && message.visibleText.trim() !== "";
}
