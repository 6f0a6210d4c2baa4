import { eraseDesk, putDeskAside } from "./desk-folder.ts";
import { readMembership, removeMembership, writeTeamEnded, type Membership } from "./membership.ts";

export type SettledMembership = {
  /** null: the desk is this machine's own. */
  readonly membership: Membership | null;
  /** The team whose copy becomes this machine's own desk as soon as that is open. */
  readonly left: Membership | null;
};

/**
 * Does what the person, or the team, has decided since the desk was last open, as far as it concerns its files: before anything opens them. Cut off, it is done again.
 * @throws PD_STORE_… where the membership can't be read
 */
export async function settleMembership(dataDir: string, nowEpochMs: number): Promise<SettledMembership> {
  const membership = await readMembership(dataDir);
  if (membership === null) return { membership: null, left: null };
  const { leaving, begin, deskName, serverUrl } = membership;
  if (leaving === "keep") return { membership: null, left: membership };
  if (leaving !== undefined) {
    await eraseDesk(dataDir);
    if (leaving === "shut-out") await writeTeamEnded(dataDir, { deskName, serverUrl, atEpochMs: nowEpochMs });
    await removeMembership(dataDir);
    return { membership: null, left: null };
  }
  if (begin?.kind === "theirs") await putDeskAside(dataDir, nowEpochMs);
  return { membership, left: null };
}
