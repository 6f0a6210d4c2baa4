import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { Actor, DeskContext } from "../context.ts";
import { showFirstSteps } from "../first-steps.ts";
import { builtInMailTemplates, newDeskDocuments } from "../defaults.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/**
 * Gives a new folder what every desk has, and a desk of an earlier program the mail templates that came after it. Does nothing on a desk that has all of it;
 * a crash in between is made good.
 */
export async function ensureDesk(context: DeskContext): Promise<void> {
  const now = context.clock.nowEpochMs();
  const isNew = context.setup.find("settings", SETTINGS_ID) === null;
  const documents = isNew ? newDeskDocuments(now) : builtInMailTemplates(now);
  const present = await context.store.setup.getMany(documents.map(({ id }) => id));
  await addSetup(
    context,
    documents.filter(({ id }) => !present.has(id)),
  );
}

export type StartChoice = NonNullable<Settings["startedAs"]>;

/** Answers the first-start question. @throws PD_DESK_ALREADY_STARTED */
export function startDesk(
  context: DeskContext,
  actor: Actor,
  startedAs: StartChoice,
  deskName?: string,
): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const settings = context.setup.require("settings", SETTINGS_ID);
    if (settings.startedAs !== null) {
      throw new PipedeskError(
        "PD_DESK_ALREADY_STARTED",
        "This desk has been started already; use another folder for a new one.",
      );
    }
    await writeSetup<Settings>(context, settings, { startedAs, ...(deskName === undefined ? {} : { deskName }) });
    await showFirstSteps(context, actor.user.id, true);
  });
}
