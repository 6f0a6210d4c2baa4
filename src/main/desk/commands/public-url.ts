import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/** Where the desk can be reached for unsubscribing (E4). @param publicUrl null: nobody outside reaches it. @throws PD_ACCESS_PERMISSION (A3) */
export async function setPublicUrl(
  context: DeskContext,
  actor: Actor,
  publicUrl: string | null,
): Promise<string | null> {
  requireAutomationAccess(actor);
  await context.queue.run(() =>
    writeSetup<Settings>(context, context.setup.require("settings", SETTINGS_ID), { publicUrl }),
  );
  return publicUrl;
}
