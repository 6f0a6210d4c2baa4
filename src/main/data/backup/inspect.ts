import type { BackupFacts } from "#shared/contract/data.ts";
import { readBackup, type ReadOptions } from "./read-backup.ts";

/** Reads a backup to its end and says what it holds; nothing is written. @throws PD_BACKUP_DAMAGED, PD_STORE_NEWER_FILE */
export async function inspectBackup(
  path: string,
  options: Pick<ReadOptions, "tell" | "signal"> = {},
): Promise<BackupFacts> {
  const { sizeBytes, manifest } = await readBackup(path, { step: "verify", ...options });
  return {
    path,
    sizeBytes,
    madeAtEpochMs: manifest?.madeAtEpochMs ?? null,
    deskName: manifest?.deskName ?? "",
    tickets: manifest?.tickets ?? 0,
    messages: manifest?.messages ?? 0,
    people: manifest?.people ?? 0,
    place: manifest?.place ?? "solo",
  };
}
