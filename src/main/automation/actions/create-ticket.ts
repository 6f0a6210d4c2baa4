import type { CreateTicketStep } from "#shared/automation/steps/create-ticket.ts";
import { TicketId, type UserId } from "#shared/model/ids.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { uniqueTags } from "#shared/rules/unique-tags.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Action } from "./action.ts";
import { missingOwner } from "./missing-owner.ts";
import { renderLine } from "./render.ts";

/** Another ticket, under the rules for new ones (G3, G4). */
export const createTicket: Action<CreateTicketStep> = async (step, draft, context) => {
  const { setup, workflow } = context;
  const { ticket } = draft;
  const pipeline = setup.find("pipeline", step.pipelineId);
  if (!pipeline || !stageOf(pipeline, step.stageId))
    return { kind: "failed", code: "PD_DESK_NOT_FOUND", message: `The stage ${step.stageId} is no longer there.` };
  const wanted = ownerOf(step.owner, ticket.ownerId, setup);
  const missing = step.owner === "same" ? null : missingOwner(wanted, setup);
  if (missing) return missing;
  const subject = await renderLine(step.subject, draft, context);
  if (subject === "") return { kind: "skipped", reason: "empty" };
  const { stageId, priority } = step;
  const tags = uniqueTags(step.tags);
  const properties = { subject, priority, ownerId: wanted, dueAtEpochMs: null, tags };
  const actor = { kind: "automation", overridesRules: workflow.overridesRules } as const;
  const verdict = checkCreate({ pipeline, stageId, ticket: properties, actor });
  if (!verdict.allowed)
    return { kind: "failed", code: "PD_RULE_REFUSED", message: `${verdict.rule}: ${verdict.reason}` };

  const ticketId = TicketId.parse(context.idOf("t"));
  draft.emit({ type: "workflow.acted", action: "ticket", about: subject }, undefined, [
    {
      kind: "new-ticket",
      ...properties,
      ticketId,
      pipelineId: pipeline.id,
      stageId,
      contactId: step.sameContact ? ticket.primaryContactId : null,
      channelId: step.sameContact ? ticket.channelId : null,
      linked: step.linked,
    },
  ]);
  if (step.linked) {
    draft.set({ links: [...draft.ticket.links, { ticketId, relation: "related" }] });
    draft.emit({ type: "ticket.linked", ticketId, relation: "related" });
  }
  return { kind: "done", changed: true, details: { ticketId, subject } };
};

/** Of an owner who left the new ticket would be nobody's all the same. */
function ownerOf(owner: CreateTicketStep["owner"], same: UserId | null, setup: SetupCache): UserId | null {
  if (owner === "nobody") return null;
  if (owner !== "same") return owner;
  return missingOwner(same, setup) === null ? same : null;
}
