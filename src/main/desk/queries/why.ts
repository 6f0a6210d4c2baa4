import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { requireTicket } from "./require-ticket.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import { encodeCursor, type Page } from "./paging.ts";
import { viewOf } from "./views.ts";
import { createWhyChain } from "./why-chain.ts";

export type WhyQuestion = {
  readonly id: TicketId;
  readonly property?: string | undefined;
  readonly activityId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Read at once while looking for the changes of one property. */
const PORTION = 200;

/** F9: why the ticket's changes came about, newest first. @throws PD_DESK_NOT_FOUND */
export async function whyTicket(context: ReadContext, question: WhyQuestion): Promise<Page<WhyEntry>> {
  await requireTicket(context, question.id);
  const page = await changesOf(context, question);
  const chainOf = createWhyChain(context);
  const items: WhyEntry[] = [];
  for (const activity of page.items) items.push({ activity: viewOf(activity), ...(await chainOf(activity)) });
  return { items, nextCursor: page.nextCursor };
}

async function changesOf({ store }: ReadContext, question: WhyQuestion): Promise<Page<Activity>> {
  const { id: ticketId, property, activityId, limit } = question;
  if (activityId !== undefined) {
    const activity = await store.activities.get(activityId);
    if (activity?.ticketId !== ticketId) throw notFound("activity", activityId);
    return { items: [activity], nextCursor: null };
  }
  const read = (cursor: string | undefined, size: number) =>
    findPage(store.activities, { selector: { ticketId }, sortBy: "stamp", direction: "desc", limit: size, cursor });
  if (property === undefined) return read(question.cursor, limit);
  const items: Activity[] = [];
  for (let { cursor } = question; ;) {
    const portion = await read(cursor, PORTION);
    for (const activity of portion.items) {
      if (!changes(activity, property)) continue;
      items.push(activity);
      if (items.length === limit)
        return { items, nextCursor: encodeCursor({ sortBy: "stamp", key: activity.stamp, id: activity.id }) };
    }
    if (portion.nextCursor === null) return { items, nextCursor: null };
    cursor = portion.nextCursor;
  }
}

/** A ticket's first values are told by its making. */
function changes({ body }: Activity, property: string): boolean {
  switch (body.type) {
    case "ticket.property-changed":
      return body.property === property;
    case "ticket.stage-changed":
      return property === "stageId" || (property === "pipelineId" && body.from.pipelineId !== body.to.pipelineId);
    case "ticket.created":
      return property === "stageId" || property === "pipelineId" || property === "subject";
    default:
      return false;
  }
}
