/** The answer of "Why?" in the order in which it happened: event, then rule or workflow, then the change. Pure. */
import type { Route } from "#renderer/app/routes.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { RuleNumber } from "#shared/model/cause.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { causeSteps } from "./cause-steps.ts";
import { describeActor, RULE_KEYS } from "./describe-cause.ts";
import { describeChange } from "./describe-change.ts";
import type { Names } from "./names.ts";
import { settingsPlace } from "./settings-place.ts";

export type WhyStep = {
  readonly key: string;
  /** `change`: something happened; `automation`: a rule or workflow acted on what stands above; `actor`: who began it. */
  readonly kind: "change" | "automation" | "actor";
  readonly text: string;
  readonly atEpochMs: number | null;
  /** More about the rule; null where the text says it all. */
  readonly explanation: string | null;
  /** The settings of this automation. */
  readonly settings: Route | null;
};

/** One sentence more on what a rule does and where it is switched. */
const EXPLANATION_KEYS = {
  B1: "ticket.explain.B1",
  C1: "ticket.explain.C1",
  C2: "ticket.explain.C2",
  D6: "ticket.explain.D6",
  D10: "ticket.explain.D10",
  D7: "ticket.explain.D7",
  G1: "ticket.explain.G1",
  G2: "ticket.explain.G2",
  G3: "ticket.explain.G3",
  G4: "ticket.explain.G4",
  G5: "ticket.explain.G5",
} as const satisfies Partial<Record<RuleNumber, MessageKey>>;

export function whySteps(
  activity: ActivityView,
  activities: readonly ActivityView[],
  pipelineId: PipelineId,
  names: Names,
): WhyStep[] {
  const findWorkflow = (id: Parameters<Names["workflow"]>[0]) => names.workflow(id);
  const fromTheBeginning = causeSteps(activity, activities, findWorkflow).toReversed();
  return fromTheBeginning.flatMap((step) => {
    const change: WhyStep = {
      key: step.id,
      kind: "change",
      text: describeChange(step, names),
      atEpochMs: step.atEpochMs,
      explanation: null,
      settings: null,
    };
    // A mail's own sentence names who wrote it.
    if (isMessage(step)) return [change];
    return [actorStep(step, pipelineId, names, findWorkflow), change];
  });
}

function actorStep(
  step: ActivityView,
  pipelineId: PipelineId,
  names: Names,
  findWorkflow: Parameters<typeof settingsPlace>[2],
): WhyStep {
  const refused = step.body.type === "ticket.move-refused" ? step.body.rule : null;
  const rule = refused ?? (step.cause.kind === "rule" ? step.cause.rule : null);
  return {
    key: `${step.id}-actor`,
    kind: rule !== null || step.cause.kind === "workflow" ? "automation" : "actor",
    text: refused === null ? describeActor(step.cause, names) : names.t(RULE_KEYS[refused]),
    atEpochMs: null,
    explanation: rule === null ? workflowNote(step, names) : explanationOf(rule, names),
    settings: settingsPlace(step, pipelineId, findWorkflow),
  };
}

function explanationOf(rule: RuleNumber, { t }: Names): string | null {
  return rule in EXPLANATION_KEYS ? t(EXPLANATION_KEYS[rule as keyof typeof EXPLANATION_KEYS]) : null;
}

function workflowNote({ cause }: ActivityView, names: Names): string | null {
  if (cause.kind !== "workflow") return null;
  const template = names.workflow(cause.workflowId)?.template;
  if (template === "D1") return names.t("ticket.explain.D1");
  return template === "D2" ? names.t("ticket.explain.D2") : null;
}

function isMessage({ body }: ActivityView): boolean {
  return body.type === "message.received" || body.type === "message.sent" || body.type === "note.added";
}
