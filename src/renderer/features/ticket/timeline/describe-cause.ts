/** Why an activity happened, in a few plain words. Pure. */
import type { Route } from "#renderer/state/routes.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import { RULE_WORDS } from "#shared/automation/rule-words.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import type { NoChangeReason } from "#shared/rules/email-status/verdict.ts";
import type { Names } from "./names.ts";

/** The line's second half; the refusal of a move names the rule that refused before who wanted it. What set a workflow off is told by "Why?". */
export function describeCause({ body, cause }: Pick<ActivityView, "body" | "cause">, names: Names): string {
  return body.type === "ticket.move-refused" ? names.t(RULE_WORDS[body.rule]) : describeActor(cause, names);
}

/** The workflow that acted, at the step that did it and as it was then; null where it is gone, and for what no workflow did. */
export function workflowPlace({ body, cause }: Pick<ActivityView, "body" | "cause">, names: Names): Route | null {
  if (body.type === "ticket.move-refused" || (cause.kind !== "workflow" && cause.kind !== "trigger")) return null;
  const { workflowId } = cause;
  if (names.workflow(workflowId) === undefined) return null;
  if (cause.kind === "trigger") return { page: "workflows", workflowId };
  return { page: "workflows", workflowId, at: { runId: cause.runId, stepId: cause.stepId } };
}

/** Who or what acted: "by Anna", "rule: …", "workflow “…”". */
export function describeActor(cause: Cause, names: Names): string {
  const { t } = names;
  switch (cause.kind) {
    case "user": {
      const who =
        cause.userId === names.meId ? t("ticket.cause.me") : t("ticket.cause.user", { name: names.user(cause.userId) });
      return cause.macro === undefined ? who : t("macros.cause", { who, macro: names.macro(cause.macro.id) });
    }
    case "rule":
      return t(RULE_WORDS[cause.rule]);
    case "workflow":
      return t("ticket.cause.workflow", {
        name: names.workflow(cause.workflowId)?.name ?? t("ticket.name.deletedWorkflow"),
      });
    case "trigger":
      return t("ticket.cause.trigger", {
        name: names.workflow(cause.workflowId)?.name ?? t("ticket.name.deletedWorkflow"),
      });
    case "channel":
      return t("ticket.cause.channel", { channel: names.channel(cause.channelId) });
    case "import":
      return cause.source === ""
        ? t("ticket.cause.importUnnamed")
        : t("ticket.cause.import", { source: fileName(cause.source) });
    case "sync":
      return t("ticket.cause.sync");
  }
}

/** Desks before this version kept where an uploaded file was put for the import, which tells nobody anything: the name alone. */
function fileName(source: string): string {
  return /^(?:[a-z]:)?[\\/]/iu.test(source) ? source.replace(/^.*[\\/](?=.)/su, "") : source;
}

const NO_CHANGE_KEYS = {
  automatic: "ticket.noChange.automatic",
  bounce: "ticket.noChange.bounce",
  list: "ticket.noChange.list",
  "own-address": "ticket.noChange.ownAddress",
  "side-conversation": "ticket.noChange.side",
  forwarded: "ticket.noChange.forwarded",
  "reply-to-forwarded": "ticket.noChange.replyToForwarded",
  "not-a-reply": "ticket.noChange.notAReply",
  "no-ticket": "ticket.noChange.noTicket",
  "later-thread": "ticket.noChange.laterThread",
  overtaken: "ticket.noChange.overtaken",
  unsubscribed: "ticket.noChange.unsubscribed",
  "ticket-closed": "ticket.noChange.ticketClosed",
  "contact-record": "ticket.noChange.contactRecord",
  "personal-mailbox": "ticket.noChange.personalMailbox",
} as const satisfies Record<NoChangeReason, MessageKey>;

/**
 * What a mail's verdict tells where nothing else on the timeline would; null where the changes beside it speak for themselves.
 * @param autoReply the mail is an answer that a machine gave: said in those words
 */
export function describeVerdict(verdict: EmailVerdict, autoReply: boolean, { t }: Names): string | null {
  // The side conversation has an activity of its own.
  if (verdict.kind !== "no-change" || verdict.reason === "side-conversation") return null;
  const { reason } = verdict;
  if (!isNoChangeReason(reason)) return t("ticket.noChange.other");
  const words = reason === "automatic" && autoReply ? t("ticket.noChange.autoReply") : t(NO_CHANGE_KEYS[reason]);
  return t("ticket.noChange", { reason: words });
}

function isNoChangeReason(reason: string): reason is NoChangeReason {
  return Object.hasOwn(NO_CHANGE_KEYS, reason);
}
