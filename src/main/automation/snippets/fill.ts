import { ASKS_ALL } from "#shared/automation/asked.ts";
import { namesWritten } from "#shared/automation/placeholders/names-written.ts";
import { renderTemplate, type TemplateScope } from "#shared/automation/placeholders/render-template.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { RenderedText } from "#shared/contract/snippets.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { scopeOf } from "../actions/scope.ts";
import { createLookout } from "../facts.ts";

/**
 * A text with its placeholders filled in for a ticket, as a person puts it into an answer (F6). Reads only.
 * @throws PD_DESK_NOT_FOUND for the ticket, PD_TEMPLATE_FAILED
 */
export async function fillText(context: DeskContext, text: string, ticketId: TicketId | null): Promise<RenderedText> {
  if (ticketId === null) return rendered(text, {}, context.clock.nowEpochMs());
  // Never flushed.
  const piece = createPieceOfWork(context);
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  return fillFor(context, piece, ticket, text);
}

/** The same in a piece of work, for the ticket as it has it. */
export async function fillFor(
  context: DeskContext,
  documents: WorkDocuments,
  ticket: Ticket,
  text: string,
): Promise<RenderedText> {
  const nowEpochMs = context.clock.nowEpochMs();
  const surroundings = await createLookout(context, documents, null).around(ticket, ASKS_ALL);
  const { message } = surroundings;
  const scope = scopeOf(
    ticket,
    {
      // A note is for colleagues: no answer repeats it.
      surroundings: { ...surroundings, message: message?.direction === "internal" ? null : message },
      setup: context.setup,
      nowEpochMs,
      run: {},
      workflow: { name: "" },
    },
    timeZone(),
  );
  return rendered(text, scope, nowEpochMs);
}

function rendered(text: string, scope: TemplateScope, nowEpochMs: number): RenderedText {
  return {
    text: renderTemplate(text, scope, { as: "text", timeZone: timeZone(), nowEpochMs }),
    empty: namesWritten(text).filter((name) => valueAt(scope, name) === null),
  };
}

/** Null where nothing is known. */
function valueAt(scope: TemplateScope, name: string): unknown {
  let value: unknown = scope;
  for (const part of name.split("."))
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : null;
  return value ?? null;
}

/** Of this machine: whoever writes reads the times there. */
function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
