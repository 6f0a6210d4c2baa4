import type { Trigger, WorkflowDefinition } from "../definition.ts";
import { propertyType } from "../filters/properties.ts";
import { isTimeZone } from "../schedule/business-hours.ts";
import { createBusinessCalendar } from "../schedule/business-time.ts";
import { createCronSchedule } from "../schedule/cron.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** Whether the parts of a trigger are there, and whether it can ever fire. */
export function validateTrigger(
  trigger: Trigger,
  path: string,
  { businessHours }: Pick<WorkflowDefinition, "businessHours">,
  context: DefinitionContext,
  report: Report,
): void {
  if ("businessHours" in trigger && trigger.businessHours && businessHours === null)
    report(`${path}.businessHours`, "no-business-hours");
  switch (trigger.type) {
    case "stage-reached":
      if (!context.hasStage(trigger.stageId, context.pipelineId))
        report(`${path}.stageId`, "unknown-stage", trigger.stageId);
      return;
    case "property-changed":
      if (trigger.property !== null && propertyType("ticket", trigger.property) === null)
        report(`${path}.property`, "unknown-property", trigger.property);
      return;
    case "date-reached": {
      const type = propertyType("ticket", trigger.property);
      if (type === null) report(`${path}.property`, "unknown-property", trigger.property);
      else if (type.kind !== "date") report(`${path}.property`, "does-not-fit", trigger.property);
      return;
    }
    case "schedule":
      if (isTimeZone(trigger.timeZone)) validateCron(trigger, path, businessHours, report);
      else report(`${path}.timeZone`, "bad-time-zone", trigger.timeZone);
      return;
    default:
      return;
  }
}

/** Any moment will do: whether a cron expression has times does not change with the years. */
const SOME_EPOCH_MS = Date.UTC(2026, 0, 1);

function validateCron(
  trigger: Extract<Trigger, { type: "schedule" }>,
  path: string,
  businessHours: WorkflowDefinition["businessHours"],
  report: Report,
): void {
  try {
    const hours = trigger.businessHours && businessHours ? createBusinessCalendar(businessHours) : null;
    if (createCronSchedule(trigger.cron, trigger.timeZone, null).next(SOME_EPOCH_MS) === null)
      report(`${path}.cron`, "bad-cron", "It has no time.");
    else if (hours && createCronSchedule(trigger.cron, trigger.timeZone, hours).next(SOME_EPOCH_MS) === null)
      report(`${path}.cron`, "bad-cron", "None of its times lies in the business hours.");
  } catch (error) {
    report(`${path}.cron`, "bad-cron", error instanceof Error ? error.message : String(error));
  }
}
