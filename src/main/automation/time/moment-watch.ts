import { createBusinessCalendar, type BusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { firstAnchor } from "#shared/automation/schedule/due-moment.ts";
import { asksHours } from "#shared/automation/schedule/shift.ts";
import { isMomentTrigger, type MomentTrigger } from "#shared/automation/triggers/trigger.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Log } from "#main/desk/context.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { triggerSince } from "./trigger-since.ts";

/** A trigger of a date or of silence of a workflow that is switched on. */
export type MomentWatch = {
  /** Of all that decides for which tickets it fires and when: another key is another watch. */
  readonly key: string;
  readonly workflowId: WorkflowId;
  readonly trigger: MomentTrigger;
  /** null: every pipeline. */
  readonly pipelineId: string | null;
  /** What was due before is none of its business. */
  readonly sinceEpochMs: number;
  /** What counts from before was due before. */
  readonly firstAnchorEpochMs: number;
  /** Stages in which it may fire; null: every one. */
  readonly stageIds: ReadonlySet<string> | null;
  readonly hours: BusinessCalendar | null;
};

/**
 * The watches that the setup asks for, by their keys.
 * One that can't be made never fires, and the others do.
 * @param before those that stay as they are
 * @param fromEpochMs since when they count; absent: since each trigger does
 */
export function momentWatchesOf(
  setup: SetupCache,
  before: ReadonlyMap<string, MomentWatch>,
  log: Pick<Log, "error">,
  fromEpochMs?: number,
): ReadonlyMap<string, MomentWatch> {
  const found = new Map<string, MomentWatch>();
  for (const workflow of setup.all("workflow")) {
    if (!workflow.enabled) continue;
    for (const trigger of workflow.definition.triggers.filter(isMomentTrigger)) {
      const hours = asksHours(trigger) ? workflow.definition.businessHours : null;
      // A closed ticket is not silent: it is done.
      const stageIds = trigger.type === "silence" ? openStagesOf(setup, workflow.pipelineId) : null;
      const { id: workflowId, pipelineId } = workflow;
      const sinceEpochMs = fromEpochMs ?? triggerSince(setup, workflow, trigger);
      const key = JSON.stringify([workflowId, trigger, pipelineId, sinceEpochMs, stageIds, hours]);
      const known = before.get(key);
      if (known) {
        found.set(key, known);
        continue;
      }
      try {
        const calendar = hours && createBusinessCalendar(hours);
        found.set(key, {
          key,
          workflowId,
          trigger,
          pipelineId,
          sinceEpochMs,
          firstAnchorEpochMs: firstAnchor(trigger, sinceEpochMs, calendar),
          stageIds: stageIds && new Set(stageIds),
          hours: calendar,
        });
      } catch (error) {
        log.error("A trigger of time can't be looked at and never fires", { workflowId, triggerId: trigger.id, error });
      }
    }
  }
  return found;
}

/** Stages of kind `open` of a pipeline; null: of all. */
export function openStagesOf(setup: SetupCache, pipelineId: string | null): string[] {
  return setup
    .pipelines()
    .filter(({ id }) => pipelineId === null || id === pipelineId)
    .flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open").map(({ id }) => id));
}

/** Whether the watch looks at a ticket that is there. */
export function looksAt(
  watch: MomentWatch,
  ticket: { readonly pipelineId: string; readonly stageId: string; readonly isMerged: boolean },
): boolean {
  return (
    !ticket.isMerged &&
    (watch.pipelineId === null || watch.pipelineId === ticket.pipelineId) &&
    (watch.stageIds === null || watch.stageIds.has(ticket.stageId))
  );
}
