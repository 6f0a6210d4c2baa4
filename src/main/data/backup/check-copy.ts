/** A database file that nobody has open: the copy in a backup. */
import { DatabaseSync } from "node:sqlite";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { FORMAT_VERSION } from "#main/store/format/format.ts";
import { checkFile, tableName } from "#main/store/sql-storage/index.ts";
import { storeErrorOf } from "#main/store/errors.ts";

export type CopyFacts = { readonly tickets: number; readonly messages: number; readonly people: number };

/** Looks a copy through, in whichever thread. */
export type CheckCopy = (path: string) => Promise<CopyFacts>;

/**
 * Looks a copy through.
 * @throws PD_STORE_NEWER_FILE where a newer program wrote it, PD_BACKUP_DAMAGED
 */
export function databaseIn(path: string): CopyFacts {
  try {
    checkFile(path, FORMAT_VERSION);
  } catch (error) {
    const told = storeErrorOf(error, "The backup can't be used");
    if (told.code === "PD_STORE_NEWER_FILE") throw newerBackup(error);
    throw damaged("its database can't be read", error);
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const found = String(Object.values(db.prepare("PRAGMA quick_check(1)").get() ?? {})[0]);
    if (found !== "ok") throw damaged(`its database is damaged (${found})`);
    const tables = new Set(
      db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map(({ name }) => name),
    );
    const count = (name: "tickets" | "messages" | "people"): number => {
      // An earlier program may have called it otherwise.
      const table = tableName(name, COLLECTIONS[name].version);
      if (db === undefined || !tables.has(table)) return 0;
      return Number(Object.values(db.prepare(`SELECT count(*) FROM "${table}" WHERE deleted = 0`).get() ?? {})[0]);
    };
    return { tickets: count("tickets"), messages: count("messages"), people: count("people") };
  } catch (error) {
    if (error instanceof PipedeskError) throw error;
    throw damaged("its database can't be read", error);
  } finally {
    db?.close();
  }
}

export function newerBackup(cause?: unknown): PipedeskError {
  const words = "This backup is of a newer Pipedesk. Nothing was changed. Install that version or a later one.";
  return new PipedeskError("PD_STORE_NEWER_FILE", words, cause === undefined ? {} : { cause });
}

export function damaged(what: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_BACKUP_DAMAGED", `This is no backup that can be used: ${what}. Nothing was changed.`, {
    ...(cause === undefined ? {} : { cause }),
    details: { reason: what },
  });
}
