import type { AfterPause } from "#shared/contract/automations.ts";
import type { Run } from "#shared/model/run.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import { touch } from "#shared/rules/merge/touch.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { endRuns } from "./end-runs.ts";

/**
 * Stops all automations of the desk at once: no run makes a step, no date, silence or schedule fires. Tickets still go into workflows and wait before the first step, and what ends a run or a wait still ends
 * it. What workflows had put into the outbox before goes out. Paused already, nothing changes.
 * @throws PD_ACCESS_PERMISSION (A3)
 * @rule F11b
 */
export async function pauseAutomations(context: DeskContext, actor: Actor): Promise<void> {
  requireAutomationAccess(actor);
  await context.queue.run(async () => {
    const settings = context.setup.require("settings", SETTINGS_ID);
    if (settings.automationsPaused !== undefined) return;
    const automationsPaused = { sinceEpochMs: context.clock.nowEpochMs(), userId: actor.user.id };
    await writeSetup<Settings>(context, settings, { automationsPaused });
  });
  context.background.changes.next();
}

/**
 * Lets the automations go on: what waited comes up little by little, in its order (`leave-out`: its runs end instead, and what dates and schedules would have set off in the pause is not made good).
 * @throws PD_ACCESS_PERMISSION (A3)
 * @rule F11b
 */
export async function resumeAutomations(context: DeskContext, actor: Actor, waiting: AfterPause): Promise<void> {
  requireAutomationAccess(actor);
  const nowEpochMs = context.clock.nowEpochMs();
  if (context.setup.require("settings", SETTINGS_ID).automationsPaused === undefined) return;
  // They are still stopped while it ends them: nothing of it slips through.
  if (waiting === "leave-out")
    await endRuns(context, { id: "pause", workflowId: null, reason: "left-out", ends: isDue(nowEpochMs) });
  await context.queue.run(async () => {
    const settings = context.setup.require("settings", SETTINGS_ID);
    const changes: Partial<Settings> = {
      // Taken away.
      automationsPaused: undefined,
      automationsResumedAtEpochMs: nowEpochMs,
      ...(waiting === "leave-out" ? { automationsLeftUntilEpochMs: nowEpochMs } : {}),
    };
    const next = touch<Settings>(settings, changes, context.nextStamp(), COLLECTIONS.setup.sets);
    await context.store.setup.write([{ previous: settings, next }]);
  });
  context.background.changes.next();
}

function isDue(nowEpochMs: number): (run: Run) => boolean {
  return ({ wakeAtEpochMs }) => wakeAtEpochMs > 0 && wakeAtEpochMs <= nowEpochMs;
}
