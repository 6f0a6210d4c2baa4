/** The core's answer to "Why?" in the order in which it happened: event, then rule or workflow, then the change. Pure. */
import type { Route } from "#renderer/state/routes.ts";
import { describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import type { Names as DocumentNames, Phrase } from "#shared/automation/describe/words.ts";
import type { WhyEntry, WhyLink } from "#shared/contract/explanations/why.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { Cause, RuleNumber } from "#shared/model/cause.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { RULE_WORDS } from "#shared/automation/rule-words.ts";
import { describeActor } from "./describe-cause.ts";
import { describeChange } from "./describe-change.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { type Names } from "./names.ts";
import { pipelineOf, settingsOfAutomations, settingsOfRule } from "./settings-place.ts";

export type WhyStep = {
  readonly key: string;
  /** `change`: something happened; `automation`: a rule or workflow acted on what stands above; `actor`: who began it. */
  readonly kind: "change" | "automation" | "actor";
  readonly text: string;
  readonly atEpochMs: number | null;
  /** More about it, a sentence each. */
  readonly notes: readonly string[];
  /** The settings of this automation. */
  readonly settings: Route | null;
};

export type WhyScope = {
  /** Where the ticket is now. */
  readonly pipelineId: PipelineId;
  readonly names: Names;
  /** Says steps and triggers. */
  readonly words: { readonly names: DocumentNames; readonly say: (phrase: Phrase) => string };
};

type Link<Kind extends WhyLink["kind"]> = Extract<WhyLink, { kind: Kind }>;

/** One sentence more on what a rule does and where it is switched. */
const EXPLANATION_KEYS = {
  B1: "ticket.explain.B1",
  C1: "ticket.explain.C1",
  C2: "ticket.explain.C2",
  C4: "ticket.explain.C4",
  C6: "ticket.explain.C6",
  D6: "ticket.explain.D6",
  D9: "ticket.explain.D9",
  F11: "ticket.explain.F11",
  H4: "ticket.explain.H4",
  H5: "ticket.explain.H5",
  SLA: "ticket.explain.SLA",
  snooze: "ticket.explain.snooze",
  D10: "ticket.explain.D10",
  D7: "ticket.explain.D7",
  G1: "ticket.explain.G1",
  G2: "ticket.explain.G2",
  G3: "ticket.explain.G3",
  G4: "ticket.explain.G4",
  G5: "ticket.explain.G5",
} as const satisfies Partial<Record<RuleNumber, MessageKey>>;

export function whySteps({ chain, isComplete }: Pick<WhyEntry, "chain" | "isComplete">, scope: WhyScope): WhyStep[] {
  const fromTheBeginning = chain.toReversed();
  const steps = fromTheBeginning.flatMap((link, position) => {
    const next = fromTheBeginning[position + 1];
    return stepsOf(link, next?.kind === "change" ? next : null, scope).map((step) => ({
      ...step,
      key: `${position} ${step.kind} ${step.text}`,
    }));
  });
  if (isComplete) return steps;
  const text = scope.names.t("ticket.why.incomplete");
  return [{ ...plain("actor", text), key: "incomplete" }, ...steps];
}

/** @param effect the change that the link led to */
function stepsOf(link: WhyLink, effect: Link<"change"> | null, scope: WhyScope): Omit<WhyStep, "key">[] {
  switch (link.kind) {
    case "change":
      return changeSteps(link, scope);
    case "rule":
      return [ruleStep(link.rule, effect, scope)];
    case "step":
      return [workflowStep(link, scope)];
    case "timer": {
      const notes = link.trigger === null ? [] : [setOffBy(link.trigger, scope)];
      return [
        {
          ...plain("automation", workflowName(link.workflow, scope)),
          notes,
          settings: settingsOfWorkflow(link, scope),
        },
      ];
    }
    case "person":
      return isMessage(effect) ? [] : [actorStep({ kind: "user", userId: link.userId }, scope)];
    case "channel": {
      if (isMessage(effect)) return [];
      const settings = settingsOfAutomations(effect ? pipelineOf(effect.activity, scope.pipelineId) : scope.pipelineId);
      return [{ ...actorStep({ kind: "channel", channelId: link.channelId }, scope), settings }];
    }
    case "import":
      return [actorStep({ kind: "import", source: link.source }, scope)];
    case "device":
      return [actorStep({ kind: "sync", deviceId: link.deviceId }, scope)];
    default:
      return assertNever(link);
  }
}

function changeSteps(link: Link<"change">, scope: WhyScope): Omit<WhyStep, "key">[] {
  const { activity } = link;
  const text = describeChange(activity, namesWith(link, scope.names));
  const change = { ...plain("change", text), atEpochMs: activity.atEpochMs };
  return activity.body.type === "ticket.move-refused" ? [ruleStep(activity.body.rule, link, scope), change] : [change];
}

/** The mail that a change tells of may lie on another ticket by now: the link knows who wrote it. */
function namesWith({ message }: Link<"change">, names: Names): Names {
  if (message?.direction !== "incoming") return names;
  return { ...names, author: (id) => (id === message.id && nameOf(message)) || names.author(id) };
}

function ruleStep(
  rule: RuleNumber,
  effect: Link<"change"> | null,
  { names, pipelineId }: WhyScope,
): Omit<WhyStep, "key"> {
  const notes = rule in EXPLANATION_KEYS ? [names.t(EXPLANATION_KEYS[rule as keyof typeof EXPLANATION_KEYS])] : [];
  const settings = settingsOfRule(rule, effect ? pipelineOf(effect.activity, pipelineId) : pipelineId);
  return { ...plain("automation", names.t(RULE_WORDS[rule])), notes, settings };
}

/** What the run had before it: its trigger, the wait that ended, the step, all as they were in the revision that it ran in. */
function workflowStep(link: Link<"step">, scope: WhyScope): Omit<WhyStep, "key"> {
  const { t } = scope.names;
  const said = (step: Parameters<typeof describeStep>[0]) => scope.words.say(describeStep(step, scope.words.names));
  const { workflow, waited, taken } = link;
  const isUnknown = link.status !== null && taken !== null && taken.step === null;
  const notes = [
    explanationOf(workflow.template, scope.names) ?? (link.trigger === null ? null : setOffBy(link.trigger, scope)),
    ...link.alsoTriggers.map((trigger) => alsoSetOffBy(trigger, scope)),
    waited?.step ? t("ticket.why.waited", { wait: said(waited.step) }) : null,
    waited?.endedBy ? t("ticket.why.waitEnded", { change: describeChange(waited.endedBy, scope.names) }) : null,
    taken?.step ? t("ticket.why.step", { step: said(taken.step) }) : null,
    isUnknown ? t("ticket.why.revisionForgotten") : null,
    workflow.isOutdated && workflow.name !== null && workflow.revision !== null
      ? t("ticket.why.revision", { revision: workflow.revision })
      : null,
    link.status === null ? t("ticket.why.runForgotten") : null,
  ].filter((note) => note !== null);
  return { ...plain("automation", workflowName(workflow, scope)), notes, settings: settingsOfWorkflow(link, scope) };
}

function actorStep(cause: Cause, { names }: WhyScope): Omit<WhyStep, "key"> {
  return plain("actor", describeActor(cause, names));
}

function plain(kind: WhyStep["kind"], text: string): Omit<WhyStep, "key"> {
  return { kind, text, atEpochMs: null, notes: [], settings: null };
}

function setOffBy(trigger: Parameters<typeof describeTrigger>[0], { names, words }: WhyScope): string {
  return names.t("ticket.why.trigger", { trigger: words.say(describeTrigger(trigger, words.names)) });
}

function alsoSetOffBy(trigger: Parameters<typeof describeTrigger>[0], { names, words }: WhyScope): string {
  return names.t("ticket.why.alsoTrigger", { trigger: words.say(describeTrigger(trigger, words.names)) });
}

function explanationOf(template: Link<"step">["workflow"]["template"], { t }: Names): string | null {
  if (template === "D1") return t("ticket.explain.D1");
  return template === "D2" ? t("ticket.explain.D2") : null;
}

function workflowName({ name }: Link<"step">["workflow"], { names: { t } }: WhyScope): string {
  return t("ticket.cause.workflow", { name: name ?? t("ticket.name.deletedWorkflow") });
}

/** The workflow at the step that was taken; where it is gone, the automations of its pipeline. */
function settingsOfWorkflow(link: Link<"step"> | Link<"timer">, { names, pipelineId }: WhyScope): Route {
  const { id: workflowId, name } = link.workflow;
  if (name === null) return settingsOfAutomations(names.workflow(workflowId)?.pipelineId ?? pipelineId);
  const taken = link.kind === "step" && link.status !== null ? link.taken : null;
  if (link.kind !== "step" || taken === null) return { page: "workflows", workflowId };
  return { page: "workflows", workflowId, at: { runId: link.runId, stepId: taken.entry.stepId } };
}

/** A mail's own sentence names who wrote it. */
function isMessage(effect: Link<"change"> | null): boolean {
  const type = effect?.activity.body.type;
  return type === "message.received" || type === "message.sent" || type === "note.added";
}
