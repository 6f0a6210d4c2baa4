import type { DryRun, ShownEffect } from "#shared/contract/explanations/dry-run.ts";
import type { PropertyValue, TicketEvent } from "#shared/model/event.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { BesideTicket } from "#main/desk/ticket-changes/beside-ticket.ts";
import type { Made } from "#main/desk/ticket-changes/ticket-draft.ts";

type At = { readonly stepId: StepId; readonly atEpochMs: number };

/** The events that a run's steps made, those of rules that followed at once among them, each with its step. */
function* eventsByStep(events: readonly TicketEvent[]): Generator<{ event: TicketEvent; at: At }> {
  let stepId: StepId | null = null;
  for (const event of events) {
    if (event.cause.kind === "workflow") ({ stepId } = event.cause);
    if (stepId !== null) yield { event, at: { stepId, atEpochMs: event.atEpochMs } };
  }
}

export function stepEventsOf(events: readonly TicketEvent[]): DryRun["events"] {
  return Array.from(eventsByStep(events), ({ event: { body }, at }) => ({ ...at, body }));
}

/** What changed about the ticket, a move as a change of the properties `stageId` and `pipelineId`. */
export function changesOf(events: readonly TicketEvent[]): DryRun["changes"] {
  return Array.from(eventsByStep(events)).flatMap(({ event: { id: eventId, body }, at }) => {
    const change = (property: string, from: PropertyValue, to: PropertyValue) => ({
      ...at,
      eventId,
      property,
      from,
      to,
    });
    if (body.type === "ticket.property-changed") return [change(body.property, body.from, body.to)];
    if (body.type !== "ticket.stage-changed") return [];
    const { from, to } = body;
    return [
      ...(from.pipelineId === to.pipelineId ? [] : [change("pipelineId", from.pipelineId, to.pipelineId)]),
      change("stageId", from.stageId, to.stageId),
    ];
  });
}

/** @param made what came of the events beside the ticket */
export async function shownEffectsOf(
  context: DeskContext,
  events: readonly TicketEvent[],
  made: readonly Made[],
): Promise<ShownEffect[]> {
  const shown: ShownEffect[] = [];
  for (const { event, at } of eventsByStep(events))
    for (const { what } of made.filter((one) => one.event === event))
      shown.push(...(await shownEffect(context, what, at)));
  return shown;
}

async function shownEffect({ setup, store }: DeskContext, effect: BesideTicket, at: At): Promise<ShownEffect[]> {
  switch (effect.kind) {
    case "note":
      return [{ ...at, kind: "note", text: effect.message.text }];
    case "mail": {
      const { message } = effect;
      const { to, cc, subject, text } = message;
      return [{ ...at, kind: "mail", to, cc, subject, text, html: await htmlOf(store, message) }];
    }
    case "inbox-item": {
      const { item } = effect;
      const name = setup.find("user", item.userId)?.name ?? "";
      const to = { ...at, userId: item.userId, name };
      if (item.kind === "notification") return [{ ...to, kind: "notification", title: item.about, text: item.detail }];
      return [{ ...to, kind: "task", title: item.title, text: item.detail, dueAtEpochMs: item.dueAtEpochMs }];
    }
    case "webhook": {
      const { purpose, method, url, headers, contentType, body, secretName } = effect.request;
      const isSigned = secretName !== null;
      return [{ ...at, kind: "request", purpose, method, url, headers, contentType, body, isSigned }];
    }
    case "new-ticket":
      return [{ ...at, kind: "ticket", subject: effect.subject, tags: [...effect.tags] }];
    case "link":
      return [{ ...at, kind: "link", ticketId: effect.ticketId }];
    case "merge":
      return [{ ...at, kind: "merge", intoTicketId: effect.intoTicketId }];
    // Whose turn it is next is of interest to nobody who tries a workflow out.
    default:
      return [];
  }
}

async function htmlOf({ files }: DeskContext["store"], { html, htmlBlobId }: Message): Promise<string | null> {
  return htmlBlobId === null ? html : new TextDecoder().decode(await files.read(htmlBlobId));
}
