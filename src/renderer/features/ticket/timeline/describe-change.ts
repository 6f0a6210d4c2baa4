/** What an activity says happened, in one sentence without its cause. Pure. */
import type { ActivityView } from "#shared/contract/views.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import type { MessageId, WorkflowId } from "#shared/model/ids.ts";
import { isPropertyId } from "#shared/model/setup/property.ts";
import { TicketPriority, UNTIL_ANSWERED_EPOCH_MS } from "#shared/model/ticket.ts";
import type { Names } from "./names.ts";

export const PRIORITY_KEYS = {
  low: "ticket.priority.low",
  medium: "ticket.priority.medium",
  high: "ticket.priority.high",
  urgent: "ticket.priority.urgent",
} as const satisfies Record<TicketPriority, MessageKey>;

/** H1: no mail is called sent that has not gone out. */
function describeSent(id: MessageId, names: Names): string {
  const delivery = names.delivery(id);
  if (names.isMine(id)) return names.t(`ticket.change.${delivery}ByMe`);
  return names.t(`ticket.change.${delivery}`, { name: names.author(id) });
}

export function describeChange({ body, atEpochMs }: Pick<ActivityView, "body" | "atEpochMs">, names: Names): string {
  const { t } = names;
  switch (body.type) {
    case "ticket.created":
      return t("ticket.change.created", { pipeline: names.pipeline(body.at.pipelineId), stage: names.stage(body.at) });
    case "ticket.stage-changed":
      return describeMove(body, names);
    case "ticket.stage-kind-changed":
      return t(`ticket.change.stageKind.${body.to}`);
    case "ticket.property-changed":
      return describeProperty(body, atEpochMs, names);
    case "ticket.move-refused":
      return t("ticket.change.moveRefused", { stage: names.stage(body.to) });
    case "ticket.linked":
      return t(LINK_KEYS[body.relation], { ticket: names.ticket(body.ticketId) });
    case "message.received":
      return body.verdict.kind === "new-conversation"
        ? t("ticket.change.firstMail", { name: names.author(body.messageId) })
        : t("ticket.change.received", { name: names.author(body.messageId) });
    case "message.sent":
      return describeSent(body.messageId, names);
    case "note.added":
      if (names.isMine(body.messageId)) return t("ticket.change.noteByMe");
      return t("ticket.change.note", { name: names.author(body.messageId) });
    case "conversation.side-added":
      return t("ticket.change.sideAdded", { address: body.address });
    case "contact.wrote":
      return body.ticketId === null
        ? t("ticket.change.wroteAnew")
        : t("ticket.change.wroteElsewhere", { ticket: names.ticket(body.ticketId) });
    case "ticket.unlinked":
      return t("ticket.change.unlinked", { ticket: names.ticket(body.ticketId) });
    case "ticket.set-aside":
      return t(`ticket.change.setAside.${body.as}`);
    case "ticket.brought-back":
      return t(`ticket.change.broughtBack.${body.from}`);
    case "conversation.left":
    case "conversation.came": {
      const way = body.type === "conversation.left" ? "threadLeft" : "threadCame";
      return body.ticketId === null
        ? t(`ticket.change.${way}.inbox`)
        : t(`ticket.change.${way}.ticket`, { ticket: names.ticket(body.ticketId) });
    }
    case "ticket.merged":
      return t(`ticket.change.merged.${body.role}`, { ticket: names.ticket(body.ticketId) });
    case "ticket.unmerged":
      return t(`ticket.change.unmerged.${body.role}`, { ticket: names.ticket(body.ticketId) });
    case "workflow.triggered":
      return t(`ticket.change.triggered.${body.by}`, { workflow: workflowName(body.workflowId, names) });
    case "workflow.acted":
      return t(`ticket.change.acted.${body.action}`, { about: body.about });
    case "workflow.left":
      return t("ticket.change.workflowLeft", { workflow: workflowName(body.workflowId, names) });
    case "workflow.paused":
      return t("ticket.change.workflowPaused", {
        workflow: workflowName(body.workflowId, names),
        count: body.changes,
      });
    case "workflow.superseded":
      return t("ticket.change.workflowSuperseded", { workflow: workflowName(body.workflowId, names) });
    case "sla.reached":
      return t(`ticket.change.sla.${body.what}`, {
        target: t(`ticket.sla.${body.target}`),
        due: body.dueAtEpochMs === null ? "" : names.when(body.dueAtEpochMs),
      });
    case "workflow.resumed":
      return t("ticket.change.workflowResumed", { workflow: workflowName(body.workflowId, names) });
  }
}

const LINK_KEYS = {
  follows: "ticket.change.follows",
  "followed-by": "ticket.change.followedBy",
  related: "ticket.change.related",
} as const satisfies Record<string, MessageKey>;

function workflowName(id: WorkflowId, names: Names): string {
  return names.workflow(id)?.name ?? names.t("ticket.name.deletedWorkflow");
}

function describeMove(body: Extract<TicketEventBody, { type: "ticket.stage-changed" }>, names: Names): string {
  const to = names.stage(body.to);
  if (body.from.pipelineId === body.to.pipelineId) return names.t("ticket.change.stage", { to });
  return names.t("ticket.change.pipeline", {
    from: `${names.pipeline(body.from.pipelineId)} › ${names.stage(body.from)}`,
    to: `${names.pipeline(body.to.pipelineId)} › ${to}`,
  });
}

type PropertyChange = Extract<TicketEventBody, { type: "ticket.property-changed" }>;

function describeProperty({ property, from, to }: PropertyChange, atEpochMs: number, names: Names): string {
  const { t } = names;
  if (isPropertyId(property)) {
    const value = names.value(property, to);
    return value === null
      ? t("properties.change.cleared", { property: names.property(property) })
      : t("properties.change.set", { property: names.property(property), to: value });
  }
  switch (property) {
    case "subject":
      return t("ticket.change.subject", { to: textOf(to) });
    case "closedAtEpochMs":
      // The line's own time says when.
      if (to === atEpochMs) return t("ticket.change.closeDateNow");
      return typeof to === "number"
        ? t("ticket.change.closeDate", { to: names.when(to) })
        : t("ticket.change.closeDateCleared");
    case "dueAtEpochMs":
      return typeof to === "number"
        ? t("ticket.change.dueDate", { to: names.when(to) })
        : t("ticket.change.dueDateCleared");
    case "snoozedUntilEpochMs":
      if (to === UNTIL_ANSWERED_EPOCH_MS) return t("ticket.change.snoozedUntilAnswer");
      return typeof to === "number" ? t("ticket.change.snoozed", { to: names.when(to) }) : t("ticket.change.awake");
    case "priority": {
      const priority = TicketPriority.safeParse(to);
      return priority.success
        ? t("ticket.change.priority", { to: t(PRIORITY_KEYS[priority.data]) })
        : t("ticket.change.priorityCleared");
    }
    case "ownerId":
      return typeof to === "string"
        ? t("ticket.change.owner", { to: names.user(to) })
        : t("ticket.change.ownerCleared");
    case "tags":
      return describeTags(listOf(from), listOf(to), names);
    case "followerIds":
      return t("ticket.change.followers");
    default:
      return t("ticket.change.other", { property });
  }
}

function describeTags(from: readonly string[], to: readonly string[], { t }: Names): string {
  const added = to.filter((tag) => !from.includes(tag));
  const removed = from.filter((tag) => !to.includes(tag));
  if (added.length > 0 && removed.length > 0) {
    return t("ticket.change.tagsChanged", { added: added.join(", "), removed: removed.join(", ") });
  }
  if (removed.length > 0) return t("ticket.change.tagsRemoved", { count: removed.length, tags: removed.join(", ") });
  return t("ticket.change.tagsAdded", { count: added.length, tags: added.join(", ") });
}

function textOf(value: PropertyValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function listOf(value: PropertyValue): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
