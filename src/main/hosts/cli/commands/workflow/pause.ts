import type { AfterPause, AutomationsView } from "#shared/contract/automations.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Output } from "./output.ts";

/** Stops all automations of the desk (F11b). */
export async function pause(client: DeskClient, output: Output): Promise<void> {
  return told(await client.automations.pause(), output);
}

/** Lets them go on, and says what waited. */
export async function resume(client: DeskClient, waiting: AfterPause, output: Output): Promise<void> {
  return told(await client.automations.resume({ waiting }), output);
}

async function told(view: AutomationsView, output: Output): Promise<void> {
  if (output.json) return output.value(view);
  const { inAll, due } = view.waiting;
  await output.line(output.t(view.paused ? "cli.workflow.paused" : "cli.workflow.resumed"));
  await output.line(output.t("cli.workflow.waiting", { inAll, due }));
}
