/** A database that this program has not open: it may be another's, newer, damaged, or open in another program. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { FORMAT_VERSION } from "#main/store/format/format.ts";
import { storeErrorOf } from "#main/store/errors.ts";
import { checkFile } from "#main/store/sql-storage/index.ts";
import { DATABASE_FILE } from "../backup/manifest.ts";
import { checkDatabase, type DatabaseCheck, type DatabaseSize } from "./database.ts";
import { databaseSizeOf } from "./database-size.ts";
import { finding, wordsOf } from "./finding.ts";

/** Writes nothing. */
export async function checkClosedDatabase(dataDir: string, isMember: boolean): Promise<DatabaseCheck> {
  const told = (one: ReturnType<typeof finding>): DatabaseCheck => ({ findings: [one], newestEpochMs: null });
  const size = await databaseSizeOf(dataDir);
  if (size === null) return told(finding("note", "database-none", { folder: dataDir }));
  const path = join(dataDir, DATABASE_FILE);
  try {
    checkFile(path, FORMAT_VERSION);
  } catch (error) {
    const known = storeErrorOf(error, "The database");
    if (known.code === "PD_STORE_NEWER_FILE") return told(finding("problem", "database-newer"));
    const isForeign = known.details.reason === "NOT_A_DATABASE";
    return told(
      isForeign
        ? finding("problem", "database-foreign", { folder: dataDir })
        : finding("problem", "database-damaged", { reason: wordsOf(error) }),
    );
  }
  let db: DatabaseSync | undefined;
  try {
    db = openToRead(path, size);
    const found = Number(Object.values(db.prepare("PRAGMA user_version").get() ?? {})[0]);
    const check = await checkDatabase(db, { dataDir, size, isMember });
    const older = found > 0 && found < FORMAT_VERSION ? [finding("note", "database-older", { format: found })] : [];
    return { ...check, findings: [...check.findings, ...older] };
  } catch (error) {
    const known = storeErrorOf(error, "The database");
    const isDamage = errorCodeOf(known) === "PD_STORE_DAMAGED";
    return told(finding("problem", isDamage ? "database-damaged" : "database-unreadable", { reason: wordsOf(error) }));
  } finally {
    db?.close();
  }
}

/** Where the folder can't be written SQLite can't make what it shares with other programs: without a log it needs it for nobody. */
function openToRead(path: string, { logBytes }: DatabaseSize): DatabaseSync {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get();
    return db;
  } catch (error) {
    if (logBytes > 0) throw error;
    const url = pathToFileURL(path);
    url.search = "immutable=1";
    return new DatabaseSync(url, { readOnly: true });
  }
}
