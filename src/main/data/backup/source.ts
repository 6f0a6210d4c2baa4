import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { BackupSource } from "./write-backup.ts";

/** An open desk, as a backup of it is called. @param userId whose machine it is */
export function backupSourceOf(
  { store, setup, clock, host }: Pick<DeskContext, "store" | "setup" | "clock" | "host">,
  { dataDir, version, userId }: { readonly dataDir: string; readonly version: string; readonly userId: string | null },
): BackupSource {
  const { deskName } = setup.require("settings", SETTINGS_ID);
  const facts = { version, madeAtEpochMs: clock.nowEpochMs(), deskName, place: host.mode(), userId };
  return { store, dataDir, facts };
}
