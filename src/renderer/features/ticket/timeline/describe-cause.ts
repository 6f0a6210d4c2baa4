/** Why an activity happened, in a few plain words. Pure. */
import type { ActivityView } from "#shared/contract/views.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { Cause, RuleNumber } from "#shared/model/cause.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import type { NoChangeReason } from "#shared/rules/email-status/verdict.ts";
import type { Names } from "./names.ts";

/** "rule C1: moved to a closed status" */
export const RULE_KEYS = {
  B1: "ticket.rule.B1",
  C1: "ticket.rule.C1",
  C2: "ticket.rule.C2",
  C4: "ticket.rule.C4",
  C6: "ticket.rule.C6",
  D3: "ticket.rule.D3",
  D4: "ticket.rule.D4",
  D5: "ticket.rule.D5",
  D6: "ticket.rule.D6",
  D7: "ticket.rule.D7",
  D9: "ticket.rule.D9",
  D10: "ticket.rule.D10",
  F11: "ticket.rule.F11",
  G1: "ticket.rule.G1",
  G2: "ticket.rule.G2",
  G3: "ticket.rule.G3",
  G4: "ticket.rule.G4",
  G5: "ticket.rule.G5",
  H5: "ticket.rule.H5",
} as const satisfies Record<RuleNumber, MessageKey>;

/** The line's second half; the refusal of a move names the rule that refused before who wanted it. What set a workflow off is told by "Why?". */
export function describeCause({ body, cause }: Pick<ActivityView, "body" | "cause">, names: Names): string {
  return body.type === "ticket.move-refused" ? names.t(RULE_KEYS[body.rule]) : describeActor(cause, names);
}

/** Who or what acted: "by Anna", "rule C1: …", "workflow “…”". */
export function describeActor(cause: Cause, names: Names): string {
  const { t } = names;
  switch (cause.kind) {
    case "user":
      return cause.userId === names.meId
        ? t("ticket.cause.me")
        : t("ticket.cause.user", { name: names.user(cause.userId) });
    case "rule":
      return t(RULE_KEYS[cause.rule]);
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
      return cause.source === "" ? t("ticket.cause.importUnnamed") : t("ticket.cause.import", { source: cause.source });
    case "sync":
      return t("ticket.cause.sync");
  }
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
  const { rule, reason } = verdict;
  if (!isNoChangeReason(reason)) return t("ticket.noChange.other", { rule });
  const words = reason === "automatic" && autoReply ? t("ticket.noChange.autoReply") : t(NO_CHANGE_KEYS[reason]);
  return t("ticket.noChange", { reason: words, rule });
}

function isNoChangeReason(reason: string): reason is NoChangeReason {
  return Object.hasOwn(NO_CHANGE_KEYS, reason);
}
