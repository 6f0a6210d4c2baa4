import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { createCronSchedule, type CronSchedule } from "#shared/automation/schedule/cron.ts";
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Log } from "#main/desk/context.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { triggerSince } from "./trigger-since.ts";

/** A schedule of a workflow that is switched on. */
export type ScheduleWatch = {
  /** Of the workflow and its trigger: under this its times are remembered. */
  readonly name: string;
  /** Of all that decides when it fires: with another key the schedule is another. */
  readonly key: string;
  readonly workflowId: WorkflowId;
  readonly triggerId: string;
  readonly sinceEpochMs: number;
  readonly schedule: CronSchedule;
};

type ScheduleTrigger = Extract<Trigger, { type: "schedule" }>;

export function scheduleWatchesOf(
  setup: SetupCache,
  log: Log,
  known: ReadonlyMap<string, ScheduleWatch>,
): ReadonlyMap<string, ScheduleWatch> {
  const found = new Map<string, ScheduleWatch>();
  for (const workflow of setup.all("workflow")) {
    if (!workflow.enabled) continue;
    for (const trigger of workflow.definition.triggers) {
      if (trigger.type !== "schedule") continue;
      const { cron, timeZone } = trigger;
      const hours = trigger.businessHours ? workflow.definition.businessHours : null;
      const sinceEpochMs = triggerSince(setup, workflow, trigger);
      const key = JSON.stringify([workflow.id, trigger.id, cron, timeZone, hours, sinceEpochMs]);
      const watch = known.get(key) ?? watchOf(workflow, trigger, key, sinceEpochMs, log);
      if (watch) found.set(key, watch);
    }
  }
  return found;
}

/** Null for an expression that is none: the editor refuses it, so somebody else wrote it; it never fires, and the others do. */
function watchOf(
  { id: workflowId, definition: { businessHours } }: Workflow,
  { id: triggerId, cron, timeZone, businessHours: asksHours }: ScheduleTrigger,
  key: string,
  sinceEpochMs: number,
  log: Log,
): ScheduleWatch | null {
  try {
    const hours = asksHours && businessHours ? createBusinessCalendar(businessHours) : null;
    const schedule = createCronSchedule(cron, timeZone, hours);
    return { name: `${workflowId} ${triggerId}`, key, workflowId, triggerId, sinceEpochMs, schedule };
  } catch (error) {
    log.error("A schedule can't be read and never fires", { workflowId, triggerId, cron, timeZone, error });
    return null;
  }
}
