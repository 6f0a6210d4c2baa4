/** A workflow's definition in plain words. Pure. */
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Step, Trigger } from "#shared/automation/definition.ts";
import type { Translate } from "#shared/i18n/index.ts";

type Context = {
  readonly t: Translate;
  readonly pipelines: DeskSetup["pipelines"];
  readonly when: (epochMs: number) => string;
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
    case "set-property":
      switch (step.change.property) {
        case "priority":
          return step.change.value === null
            ? t("settings.step.clear", { property: t("property.priority") })
            : t("settings.step.set", {
                property: t("property.priority"),
                value: t(`ticket.priority.${step.change.value}`),
              });
        case "dueAtEpochMs":
          return step.change.value === null
            ? t("settings.step.clear", { property: t("property.dueAtEpochMs") })
            : t("settings.step.set", { property: t("property.dueAtEpochMs"), value: context.when(step.change.value) });
      }
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
