/** What needs attention in the person's words. Pure. */
import type { AttentionGroup } from "#shared/contract/attention.ts";
import { type ErrorCode, ERRORS } from "#shared/errors/registry.ts";
import type { MessageKey, Translate } from "#shared/i18n/index.ts";
import type { Route } from "#renderer/state/routes.ts";
import { channelRoute } from "#renderer/state/channel-routes.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Step } from "#shared/automation/steps/step.ts";

/** Why steps failed: the words for it, and what the program itself said where that tells more; '' where not. */
export type FailureWords = { readonly words: string; readonly detail: string };

const RULES = {
  G1: "attention.rule.G1",
  G2: "attention.rule.G2",
  G3: "attention.rule.G3",
  G4: "attention.rule.G4",
  G5: "attention.rule.G5",
} as const satisfies Readonly<Record<string, MessageKey>>;

/** Codes whose own words say nothing beside the program's: they are not said. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(["PD_INTERNAL", "PD_INPUT_INVALID"]);

export function failureWords(code: string, reason: string, t: Translate): FailureWords {
  const rule = /^(G\d): rule\./u.exec(reason)?.[1] ?? "";
  if (Object.hasOwn(RULES, rule)) return { words: t(RULES[rule as keyof typeof RULES]), detail: "" };
  const isKnown = Object.hasOwn(ERRORS, code) && !SAYS_NOTHING.has(code);
  if (isKnown) return { words: t(`error.${code as ErrorCode}`), detail: reason };
  return { words: reason === "" ? t("attention.unknownReason") : reason, detail: "" };
}

type Setup = { readonly workflows: readonly WorkflowView[]; readonly pipelines: readonly PipelineView[] };

/** Where the cause is mended, beside the workflow itself; null where there is no such place. */
export function placeOfCause(
  group: AttentionGroup,
  setup: Setup,
): { readonly key: "attention.fixMailbox" | "attention.fixRules"; readonly route: Route } | null {
  if (group.kind === "mail") {
    if (group.channelId !== null && group.state !== "held" && MAILBOX_FAILURES.has(group.failure?.code ?? ""))
      return { key: "attention.fixMailbox", route: channelRoute(group.channelId) };
    return null;
  }
  if (group.kind !== "failed" || group.code !== "PD_RULE_REFUSED") return null;
  const pipelineId =
    pipelineOfStep(group.step) ?? setup.workflows.find(({ id }) => id === group.workflow.id)?.pipelineId;
  const pipeline =
    setup.pipelines.find(({ id }) => id === pipelineId) ??
    (setup.pipelines.length === 1 ? setup.pipelines[0] : undefined);
  if (!pipeline) return null;
  return {
    key: "attention.fixRules",
    route: { page: "settings", section: "pipelines", id: pipeline.id, tab: "rules" },
  };
}

function pipelineOfStep(step: Step | null): string | null {
  return step?.type === "move-stage" ? (step.pipelineId ?? null) : null;
}

/** What a person mends at the mailbox, not at the mail. */
const MAILBOX_FAILURES: ReadonlySet<string> = new Set([
  "no-mailbox",
  "dns",
  "refused",
  "certificate",
  "tls",
  "auth",
  "sender",
  "quota",
]);
