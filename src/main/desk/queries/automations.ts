import type { AutomationsView } from "#shared/contract/automations.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { waitingByWorkflow } from "#main/store/scan.ts";
import type { ReadContext } from "../read-context.ts";

/** F11b: whether all automations are stopped, and what waits, by workflow. */
export async function automationsView({ setup, store, clock }: ReadContext): Promise<AutomationsView> {
  const workflows = await waitingByWorkflow(store.sql, clock.nowEpochMs());
  const sum = (name: "inAll" | "due") => workflows.reduce((total, one) => total + one[name], 0);
  return {
    paused: setup.require("settings", SETTINGS_ID).automationsPaused ?? null,
    waiting: { inAll: sum("inAll"), due: sum("due"), workflows },
  };
}
