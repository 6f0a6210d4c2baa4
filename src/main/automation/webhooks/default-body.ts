import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Person } from "#shared/model/person.ts";
import { contactViewOf, ticketViewOf } from "#main/desk/queries/views.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext } from "../actions/action.ts";

/**
 * What a webhook says where the step has no body of its own: `type`, `timestamp` and `data`, as Standard Webhooks has it. The ticket and its people are as
 * the REST API shows them, with the names of what it otherwise gives the ids of.
 */
export function defaultBody(
  draft: TicketDraft,
  { workflow, run, setup, surroundings, nowEpochMs }: ActionContext,
): string {
  const { ticket } = draft;
  const { contact, company } = surroundings;
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  const stage = pipeline && stageOf(pipeline, ticket.stageId);
  const owner = ticket.ownerId === null ? null : setup.find("user", ticket.ownerId);
  return JSON.stringify({
    type: "ticket.workflow",
    timestamp: new Date(nowEpochMs).toISOString(),
    data: {
      workflow: { id: workflow.id, name: workflow.name },
      run: { id: run.id, stepId: run.cursor },
      event: { id: run.eventId },
      ticket: {
        ...ticketViewOf(ticket),
        pipelineName: pipeline?.name ?? null,
        stageName: stage?.name ?? null,
        stageKind: stage?.kind ?? null,
        ownerName: owner?.name ?? null,
      },
      contact: contact && toldOf(contact),
      company: company && toldOf(company),
      ...(run.data === undefined ? {} : { webhook: run.data }),
    },
  });
}

/** What the team notes about a person, and how they came to be one contact, stays in the desk. */
function toldOf(person: Person) {
  const { notes: _notes, merge: _merge, mergedIds: _mergedIds, ...told } = contactViewOf(person);
  return told;
}
