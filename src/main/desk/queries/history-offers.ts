import type { HistoryOffer, OfferedWorkflow } from "#shared/contract/history-offers.ts";
import { NotEnrolled } from "#shared/model/evaluation.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId, WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import { kindOf } from "#shared/automation/steps/step.ts";
import type { DeskContext } from "../context.ts";
import { offerOf, type StoredOffer } from "../enrolment/history-offer.ts";

/** Newest first. */
export async function listHistoryOffers(context: DeskContext): Promise<{ items: HistoryOffer[] }> {
  const offers: StoredOffer[] = [];
  for (const { id } of context.setup.all("channel")) {
    const offer = await offerOf(context.store.local, id);
    if (offer) offers.push(offer);
  }
  return {
    items: offers.toSorted((a, b) => b.latestAtEpochMs - a.latestAtEpochMs).map((offer) => viewOf(context, offer)),
  };
}

/** @throws PD_DESK_NOT_FOUND where nothing is offered (any more) */
export async function historyOfferOf(context: DeskContext, channelId: ChannelId): Promise<HistoryOffer> {
  const offer = await offerOf(context.store.local, channelId);
  if (offer === null) throw notFound("history-offer", channelId);
  return viewOf(context, offer);
}

function viewOf({ setup }: DeskContext, offer: StoredOffer): HistoryOffer {
  const { channelId, beganAtEpochMs, latestAtEpochMs, tickets } = offer;
  const all = setup.all("workflow");
  return {
    channelId,
    channelName: setup.find("channel", channelId)?.name ?? channelId,
    beganAtEpochMs,
    latestAtEpochMs,
    tickets,
    // One that was deleted takes no ticket any more.
    workflows: all.flatMap((workflow) => {
      const figures = offer.workflows[workflow.id];
      return figures === undefined ? [] : [offeredOf(offer, workflow, figures, all)];
    }),
  };
}

function offeredOf(
  { tasks }: StoredOffer,
  workflow: Workflow,
  { tickets, enrolled, notEnrolled, takenOut }: NonNullable<StoredOffer["workflows"][WorkflowId]>,
  all: readonly Workflow[],
): OfferedWorkflow {
  const { id: workflowId, name, enabled } = workflow;
  const task = tasks.find(({ workflowIds }) => workflowIds.includes(workflowId));
  return {
    workflowId,
    name,
    enabled,
    mailsCustomers: mailsCustomers(workflow, all),
    tickets,
    enrolled,
    notEnrolled: NotEnrolled.options.flatMap((why) => {
      const count = notEnrolled[why] ?? 0;
      return count === 0 ? [] : [{ why, tickets: count }];
    }),
    takenOut,
    doing: task === undefined || task.what === "dismiss" ? null : task.what,
  };
}

/** Whether it writes to customers, or puts tickets into another that does. */
function mailsCustomers(workflow: Workflow, all: readonly Workflow[]): boolean {
  const seen = new Set<string>();
  const open = [workflow];
  for (let next = open.pop(); next; next = open.pop()) {
    seen.add(next.id);
    const changes = createStepTree(next.definition.steps).steps.flatMap((step) => kindOf(step).changes(step));
    if (changes.some(({ kind }) => kind === "mails-customer")) return true;
    const called = changes.flatMap((change) => (change.kind === "enrols" ? [change.workflowId] : []));
    open.push(...all.filter(({ id }) => called.includes(id) && !seen.has(id)));
  }
  return false;
}
