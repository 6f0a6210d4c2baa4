/** What is in a backup, and what it says of itself. */
import { z } from "zod";
import { BACKUP_MARK } from "#main/store/backup-mark.ts";

export const DATABASE_FILE = "desk.sqlite";
export const FILES_FOLDER = "blobs";
/** Passwords of mailboxes, sealed: the key is not in a backup, it lies elsewhere on the machine or in its keychain. */
export const SEALED_FILES = ["secrets.json", "keychain.json"] as const;
export const MANIFEST_FILE = BACKUP_MARK;

/**
 * The first entry of an archive. Backups of earlier programs hold an empty one at its place.
 *
 * It lies in the folder, too, that a backup was put back into, until that is opened: by it the desk knows what it is.
 */
export const BackupManifest = z.object({
  format: z.literal(1),
  version: z.string(),
  madeAtEpochMs: z.number(),
  deskName: z.string(),
  place: z.enum(["solo", "member", "server"]),
  /** Of a member: who it was, since the copy becomes that person's own desk. */
  userId: z.string().nullable(),
  database: z.object({ sha256: z.string(), sizeBytes: z.number() }),
  /** Large files beside the database. */
  files: z.number(),
  tickets: z.number(),
  messages: z.number(),
  people: z.number(),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** Null: an earlier program wrote it, which says nothing. */
export function readManifest(text: string): BackupManifest | null {
  try {
    return BackupManifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const FILE_ENTRY = /^blobs\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/u;

/** What an entry of an archive is; null for what no backup holds: it is never written anywhere. */
export function entryKind(
  path: string,
): { kind: "database" | "manifest" | "sealed" } | { kind: "file"; sha256: string } | null {
  if (path === DATABASE_FILE) return { kind: "database" };
  if (path === MANIFEST_FILE) return { kind: "manifest" };
  if ((SEALED_FILES as readonly string[]).includes(path)) return { kind: "sealed" };
  const sha256 = FILE_ENTRY.exec(path)?.[2];
  return sha256 === undefined ? null : { kind: "file", sha256 };
}
