/** Checks the desk of a folder by reading alone: one that nobody has open, that another program has, or that can't be opened at all. */
import type { Finding } from "#shared/contract/data.ts";
import { readMembership, type Membership } from "#main/sync/membership.ts";
import { checkClosedDatabase } from "./closed-database.ts";
import { databaseSizeOf } from "./database-size.ts";
import { finding, wordsOf } from "./finding.ts";
import { folderFindings, readFolderFacts } from "./folder.ts";
import { freeBytesOf, machineFindings } from "./machine.ts";
import { secretFindings } from "./secrets.ts";
import { serverFindings } from "./team.ts";

export type ClosedDesk = {
  readonly dataDir: string;
  readonly version: string;
  readonly nowEpochMs: number;
  /** Of `secrets.json`. */
  readonly keyFile: string;
  /** The team's server is asked too. */
  readonly online: boolean;
};

export async function checkClosedDesk({
  dataDir,
  version,
  nowEpochMs,
  keyFile,
  online,
}: ClosedDesk): Promise<Finding[]> {
  const membership = await readMembership(dataDir).catch((error: unknown) => wordsOf(error));
  const isMember = typeof membership === "object" && membership !== null;
  // In this order: looking whether it is locked, and then into it, each by itself.
  const folder = folderFindings(await readFolderFacts(dataDir, false));
  const database = await checkClosedDatabase(dataDir, isMember);
  const size = await databaseSizeOf(dataDir);
  const machine = machineFindings({
    version,
    node: process.versions.node,
    electron: process.versions["electron"],
    platform: `${process.platform} ${process.arch}`,
    freeBytes: await freeBytesOf(dataDir),
    databaseBytes: size?.databaseBytes ?? 0,
    nowEpochMs,
    newestEpochMs: database.newestEpochMs,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
  });
  return [
    ...machine,
    ...folder,
    ...database.findings,
    ...(size === null ? [] : [finding("note", "mailbox-not-asked", { count: "?" })]),
    ...(await teamFindings(membership, online)),
    ...(await secretFindings(dataDir, keyFile)),
  ];
}

async function teamFindings(membership: Membership | string | null, online: boolean): Promise<Finding[]> {
  if (membership === null) return [finding("ok", "team-none")];
  if (typeof membership === "string") return [finding("problem", "team-stopped", { server: "", code: membership })];
  const { serverUrl } = membership;
  return online ? serverFindings(serverUrl) : [finding("note", "team-not-asked", { server: serverUrl })];
}
