/**
 * To which team the desk of a folder belongs. It stands in a file beside the desk, since it must be known before that is opened: a device that begins with its team's desk gets a new file for it,
 * and the one that was there is put aside, never away.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile, open } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserId } from "#shared/model/ids.ts";
import { SyncScope, WireRow } from "#shared/sync/protocol.ts";

const FILE = "team.json";
const DATABASE_FILES = ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] as const;

export const Membership = z.object({
  serverUrl: z.string(),
  deskName: z.string(),
  userId: UserId,
  /** The name under which accounts know this device. */
  tokenId: z.string(),
  joinedAtEpochMs: z.number(),
  scope: SyncScope,
  /** What is to be done at the next start; absent: nothing. */
  begin: z
    .discriminatedUnion("kind", [
      /** With the team's desk: its setup, so that the desk can be shown before anything else is there. */
      z.object({ kind: z.literal("theirs"), setup: z.array(WireRow), serverCommit: z.number().int() }),
      /** With this device's own desk, which is brought along. */
      z.object({ kind: z.literal("ours") }),
    ])
    .optional(),
  /** What the machine kept as its own host, until the team's has it; absent: nothing. */
  handedOver: z.json().optional(),
});
export type Membership = z.infer<typeof Membership>;

/** Under which name the device's token lies in the machine's secrets. */
export const TOKEN_SECRET = "team/device-token";

/** Null: the desk is nobody's but this machine's. @throws Error where the file is there and can't be read */
export async function readMembership(dataDir: string): Promise<Membership | null> {
  const text = await readFile(join(dataDir, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  return text === null ? null : Membership.parse(JSON.parse(text));
}

/** On return it survives a power cut. */
export async function writeMembership(dataDir: string, membership: Membership): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const temporary = `${path}.tmp`;
  await writeFile(temporary, JSON.stringify(membership, undefined, 2), { mode: 0o600 });
  const file = await open(temporary, "r");
  await file.sync();
  await file.close();
  await rename(temporary, path);
}

export async function removeMembership(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/**
 * Puts the folder's desk aside under a name with that moment. Large attachments stay where they are: they are named by what is in them, and both desks may need them.
 * @returns the name; null where there is no desk
 */
export async function putDeskAside(dataDir: string, nowEpochMs: number): Promise<string | null> {
  const present = await readdir(dataDir).catch(() => [] as string[]);
  if (!present.includes("desk.sqlite")) return null;
  const moment = new Date(nowEpochMs).toISOString().replaceAll(/[:.]/gu, "-");
  for (const name of DATABASE_FILES.toReversed())
    if (present.includes(name)) await rename(join(dataDir, name), join(dataDir, asideName(name, moment)));
  return asideName("desk.sqlite", moment);
}

/** Takes the folder's desk away, with its attachments: for a device that was shut out of its team. */
export async function eraseDesk(dataDir: string): Promise<void> {
  for (const name of DATABASE_FILES) await rm(join(dataDir, name), { force: true });
  await rm(join(dataDir, "blobs"), { recursive: true, force: true });
}

function asideName(name: string, moment: string): string {
  return name.replace("desk.sqlite", `desk-before-team-${moment}.sqlite`);
}
