/**
 * To which team the desk of a folder belongs. It stands in a file beside the desk, since it must be known before that is opened: a device that begins with its team's desk gets a new file for it,
 * and the one that was there is put aside, never away.
 */
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserId } from "#shared/model/ids.ts";
import { storeErrorOf } from "#main/store/errors.ts";
import { TeamEnded } from "#shared/contract/membership.ts";
import { SyncScope, WireRow } from "#shared/sync/protocol.ts";

const FILE = "team.json";
const ENDED_FILE = "team-ended.json";

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
  /** The team is over for this machine: what becomes of the copy at the next start. `shut-out`: erased, though its person didn't ask for it. Absent: it goes on. */
  leaving: z.enum(["keep", "erase", "shut-out"]).optional(),
});
export type Membership = z.infer<typeof Membership>;

/** Under which name the device's token lies in the machine's secrets. */
export const TOKEN_SECRET = "team/device-token";

/** Null: the desk is nobody's but this machine's. @throws PD_STORE_… where it can't be read */
export async function readMembership(dataDir: string): Promise<Membership | null> {
  const text = await readFile(join(dataDir, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw storeErrorOf(error, "The desk could not be opened");
  });
  if (text === null) return null;
  try {
    return Membership.parse(JSON.parse(text));
  } catch (error) {
    throw storeErrorOf(error, `The desk could not be opened, since ${FILE} beside it can't be understood`);
  }
}

/** On return it survives a power cut. */
export async function writeMembership(dataDir: string, membership: Membership): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeSafely(join(dataDir, FILE), membership);
}

/** Does nothing where the desk is of no team. */
export async function removeMembership(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/** That a team shut this machine out, until its person has read it; null: none did. */
export async function readTeamEnded(dataDir: string): Promise<TeamEnded | null> {
  const text = await readFile(join(dataDir, ENDED_FILE), "utf8").catch(() => null);
  try {
    return text === null ? null : TeamEnded.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null takes it away. */
export async function writeTeamEnded(dataDir: string, ended: TeamEnded | null): Promise<void> {
  const path = join(dataDir, ENDED_FILE);
  if (ended === null) await rm(path, { force: true });
  else await writeSafely(path, ended);
}

async function writeSafely(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, JSON.stringify(value, undefined, 2), { mode: 0o600 });
  const file = await open(temporary, "r");
  await file.sync();
  await file.close();
  await rename(temporary, path);
}
