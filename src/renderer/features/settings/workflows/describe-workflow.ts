/** A workflow's definition in plain words. Pure. */
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Trigger } from "#shared/automation/definition.ts";
import type { Duration } from "#shared/automation/steps/common.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { Translate } from "#shared/i18n/index.ts";

type Context = {
  readonly t: Translate;
  readonly pipelines: DeskSetup["pipelines"];
  readonly when: (epochMs: number) => string;
  readonly userName: (userId: string) => string;
};

export function describeTrigger(trigger: Trigger, context: Context): string {
  const { t } = context;
  switch (trigger.type) {
    case "email-sent-to-customer":
      return t("settings.trigger.emailSent");
    case "customer-replied":
      return t("settings.trigger.customerReplied");
    case "ticket-created":
      return t("settings.trigger.ticketCreated");
    case "stage-reached":
      return t("settings.trigger.stageReached", { stage: stageName(trigger.stageId, context) });
    case "property-changed":
      return trigger.property === null
        ? t("settings.trigger.anyPropertyChanged")
        : t("settings.trigger.propertyChanged", { property: propertyName(trigger.property, t) });
    case "email-sent":
      return t("settings.trigger.anyEmailSent");
    case "email-received":
      return t("settings.trigger.emailReceived");
    case "note-added":
      return t("settings.trigger.noteAdded");
    default:
      return assertNever(trigger);
  }
}

export function describeStep(step: Step, context: Context): string {
  const { t } = context;
  switch (step.type) {
    case "move-stage": {
      const stage = stageName(step.stageId, context);
      if (step.pipelineId === undefined) return t("settings.step.moveStage", { stage });
      const pipeline =
        context.pipelines.find(({ id }) => id === step.pipelineId)?.name ?? t("settings.name.deletedPipeline");
      return t("settings.step.movePipeline", { stage, pipeline });
    }
    case "set-property": {
      const { property, value } = step.change;
      const name = { property: propertyName(property, t) };
      if (value === null) return t("settings.step.clear", name);
      const words = typeof value === "number" ? context.when(value) : t(`ticket.priority.${value}`);
      return t("settings.step.set", { ...name, value: words });
    }
    case "clear-property":
      return t("settings.step.clear", { property: propertyName(step.property, t) });
    case "set-due":
      return t("settings.step.setDue", { duration: durationName(step.after, t) });
    case "set-owner":
      return step.userId === null
        ? t("settings.step.noOwner")
        : t("settings.step.setOwner", { user: context.userName(step.userId) });
    case "add-tags":
      return t("settings.step.addTags", { tags: step.tags.join(", ") });
    case "remove-tags":
      return t("settings.step.removeTags", { tags: step.tags.join(", ") });
    case "add-followers":
      return t("settings.step.addFollowers", { count: step.userIds.length });
    case "wait-for":
      return t("settings.step.waitFor", { duration: durationName(step.duration, t) });
    case "wait-until-date":
      return step.date.kind === "fixed"
        ? t("settings.step.waitUntilDate", { date: context.when(step.date.atEpochMs) })
        : t("settings.step.waitUntilProperty");
    case "wait-until-weekday":
      return t("settings.step.waitUntilWeekday", { time: timeOfDay(step.minuteOfDay) });
    case "wait-for-event":
      return t("settings.step.waitForEvent");
    case "branch-if":
    case "branch-value":
    case "branch-outcome":
    case "branch-random":
      return t("settings.step.branch", { count: step.arms.length });
    case "go-to":
      return t("settings.step.goTo");
    case "stop":
      return t("settings.step.stop");
    default:
      return assertNever(step);
  }
}

function durationName({ amount, unit }: Duration, t: Translate): string {
  return t(`settings.duration.${unit}`, { count: amount });
}

function timeOfDay(minuteOfDay: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** A property's name; of those without a word for people its own. */
function propertyName(property: string, t: Translate): string {
  switch (property) {
    case "priority":
      return t("property.priority");
    case "dueAtEpochMs":
      return t("property.dueAtEpochMs");
    case "closedAtEpochMs":
      return t("property.closedAtEpochMs");
    case "ownerId":
      return t("property.ownerId");
    case "tags":
      return t("property.tags");
    default:
      return property;
  }
}

function stageName(stageId: string, { t, pipelines }: Context): string {
  for (const pipeline of pipelines) {
    const stage = pipeline.stages.find(({ id }) => id === stageId);
    if (stage !== undefined) return stage.name;
  }
  return t("settings.name.deletedStage");
}

/** The definition as the workflow's JSON: what an export holds. */
export function definitionJson(workflow: WorkflowView): string {
  return JSON.stringify(workflow.definition, undefined, 2);
}
