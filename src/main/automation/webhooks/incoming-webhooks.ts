import { isActiveIn } from "#shared/automation/triggers/firing.ts";
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { EventId, type TicketId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import { equalSecrets } from "#main/desk/equal-secrets.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import { readCallData, type CallData } from "./call-data.ts";
import { createCallLimit } from "./call-limit.ts";
import { findTicket } from "./find-ticket.ts";

/** Another program's call. */
export type IncomingCall = {
  readonly workflowId: string;
  /** The secret part of the address. */
  readonly token: string;
  /** What it sent, as plain JSON. */
  readonly data: unknown;
  /** Under which the caller repeats a call that it is not sure of; null: each call counts. */
  readonly key: string | null;
};

export type TakenCall = {
  readonly ticketId: TicketId;
  readonly ticketNumber: number | null;
  /** It was taken before, under the same key, and did nothing this time. */
  readonly repeated: boolean;
};

export type IncomingWebhooks = {
  /**
   * Sets the workflow off for the ticket that the call names; whether the ticket is enrolled, the workflow's filter decides.
   * @throws PD_DESK_NOT_FOUND for an unknown address or ticket, PD_WEBHOOK_OFF where the workflow is switched off, PD_INPUT_INVALID for what names no ticket,
   * PD_WEBHOOK_CALLS for too many calls, and what the store throws
   */
  receive(call: IncomingCall): Promise<TakenCall>;
};

type HookTrigger = Extract<Trigger, { type: "incoming-webhook" }>;

/** F2: other programs set workflows off. */
export function createIncomingWebhooks(context: DeskContext): IncomingWebhooks {
  const limit = createCallLimit(context.clock);

  return {
    async receive(call) {
      const { workflow, trigger } = requireAddress(context, call);
      limit.take(workflow.id);
      const data = readCallData(call.data);
      if (data === null)
        throw invalid("", "The call must bring a JSON object that is not nested too deeply, or a form.");
      if (!workflow.enabled) throw new PipedeskError("PD_WEBHOOK_OFF", "This workflow is switched off.");
      return context.queue.run(async () => {
        const id = call.key === null ? null : eventIdOf(workflow, call.key);
        const known = id === null ? null : await context.store.activities.get(id);
        if (known) return takenOf(await context.store.tickets.get(known.ticketId), known.ticketId, true);
        const found = await findTicket(context, data);
        if (found.kind === "unnamed")
          throw invalid("ticketId", "The call must name a ticket: by ticketId, ticketNumber, or email of a contact.");
        if (found.kind === "none")
          throw new PipedeskError("PD_DESK_NOT_FOUND", `There is no ticket ${found.about}.`, {
            details: { what: "ticket" },
          });
        const { ticket } = found;
        if (!isActiveIn(workflow, ticket.pipelineId))
          throw new PipedeskError("PD_DESK_NOT_FOUND", "The ticket is in a pipeline that this workflow is not for.", {
            details: { what: "ticket", id: ticket.id },
          });
        await fire(context, ticket, { workflow, trigger, data, id });
        return takenOf(ticket, ticket.id, false);
      });
    },
  };
}

/** Unknown workflow and wrong token are one answer, in one time: who guesses learns nothing. */
function requireAddress(
  { setup }: DeskContext,
  { workflowId, token }: IncomingCall,
): { workflow: Workflow; trigger: HookTrigger } {
  const workflow = setup.find("workflow", workflowId);
  const hooks = workflow?.definition.triggers.filter((one) => one.type === "incoming-webhook") ?? [];
  const tokens = hooks.length === 0 ? [""] : hooks.map((one) => one.token);
  const fitting = tokens.map((one) => equalSecrets(token, one)).indexOf(true);
  const trigger = hooks[fitting];
  if (!workflow || !trigger) throw notFound("address", workflowId);
  return { workflow, trigger };
}

/** Of workflow and key alone: a repeated call that names its ticket by an address must not reach another ticket. */
function eventIdOf(workflow: Workflow, key: string): EventId {
  return EventId.parse(derivedId("e", "hook", workflow.id, key));
}

type Firing = {
  readonly workflow: Workflow;
  readonly trigger: HookTrigger;
  readonly data: CallData;
  readonly id: EventId | null;
};

async function fire(context: DeskContext, ticket: Ticket, { workflow, trigger, data, id }: Firing): Promise<void> {
  const draft = draftOf(ticket, {
    atEpochMs: context.clock.nowEpochMs(),
    cause: { kind: "trigger", workflowId: workflow.id },
    depth: 0,
    ...(id === null ? {} : { eventId: id }),
    nextStamp: () => context.nextStamp(),
  });
  draft.emit({
    type: "workflow.triggered",
    workflowId: workflow.id,
    triggerId: trigger.id,
    by: "webhook",
    data,
  });
  const piece = createPieceOfWork(context);
  await piece.change(draft);
  await piece.flush();
}

function takenOf(ticket: Ticket | null, ticketId: TicketId, repeated: boolean): TakenCall {
  return { ticketId, ticketNumber: ticket?.number ?? null, repeated };
}

function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}
