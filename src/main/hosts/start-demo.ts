import { createRouterClient } from "@orpc/server";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { DeskCore } from "./rpc/desk-core.ts";

/**
 * Makes the demo desk in a new folder, and lets its mails arrive; a desk that isn't the demo is left alone.
 * @throws PD_DESK_ALREADY_STARTED
 */
export async function startDemo(core: DeskCore): Promise<void> {
  const { desk } = createRouterClient(core.router, { context: { userId: core.owner() } });
  const { startedAs } = await desk.status();
  if (startedAs === "demo") await desk.setSimulator({ running: true });
  else if (startedAs === null) await desk.start({ as: "demo" });
  else {
    throw new PipedeskError(
      "PD_DESK_ALREADY_STARTED",
      "This folder holds a desk that is not the demo. Leave --demo off, or name another folder with --data.",
    );
  }
}
