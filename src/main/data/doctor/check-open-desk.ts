/** Checks a desk that this program has open. */
import type { Finding } from "#shared/contract/data.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { MailService } from "#main/mail/service.ts";
import { databaseSizeOf } from "./database-size.ts";
import type { DatabaseCheck } from "./database.ts";
import { finding } from "./finding.ts";
import { folderFindings, readFolderFacts } from "./folder.ts";
import { freeBytesOf, machineFindings } from "./machine.ts";
import { mailboxFindings } from "./mailboxes.ts";
import { secretFindings } from "./secrets.ts";
import { serverFindings, syncFindings } from "./team.ts";

export type OpenDeskParts = {
  readonly context: Pick<DeskContext, "store" | "setup" | "clock" | "host">;
  readonly dataDir: string;
  readonly version: string;
  readonly isServer: boolean;
  readonly mail: Pick<MailService, "test">;
  readonly sync: () => SyncView | null;
  /** In a thread of its own: it goes on for seconds. */
  readonly checkDatabase: (input: { readonly dataDir: string; readonly isMember: boolean }) => Promise<DatabaseCheck>;
};

export async function checkOpenDesk(parts: OpenDeskParts, online: boolean): Promise<Finding[]> {
  const { context, dataDir, isServer, mail } = parts;
  const isMember = context.host.mode() === "member";
  const sync = parts.sync();
  const [database, folder, mailboxes, server, secrets] = await Promise.all([
    parts.checkDatabase({ dataDir, isMember }),
    readFolderFacts(dataDir, true),
    mailboxFindings(context.setup.all("channel"), context.host.isHost() ? (online ? "yes" : "no") : "elsewhere", mail),
    online && sync !== null ? serverFindings(sync.serverUrl) : [],
    secretFindings(dataDir, null),
  ]);
  return [
    ...(await localFindings(parts, database.newestEpochMs)),
    ...folderFindings(folder),
    ...database.findings,
    ...mailboxes,
    ...teamFindings(sync, isServer, online),
    ...server,
    ...(isServer ? [finding("ok", "secrets-desk")] : secrets),
  ];
}

/** What is wrong with machine or folder, found in no time: for a look without being asked. */
export async function lookAround(parts: OpenDeskParts): Promise<Finding[]> {
  const [last] = await parts.context.store.activities.find({ selector: {}, sort: [{ atEpochMs: "desc" }], limit: 1 });
  const folder = folderFindings(await readFolderFacts(parts.dataDir, true));
  const machine = await localFindings(parts, last?.atEpochMs ?? null);
  return [...machine, ...folder].filter(({ level }) => level === "problem");
}

async function localFindings({ context, dataDir, version }: OpenDeskParts, newestEpochMs: number | null) {
  const size = await databaseSizeOf(dataDir);
  return machineFindings({
    version,
    node: process.versions.node,
    electron: process.versions["electron"],
    platform: `${process.platform} ${process.arch}`,
    freeBytes: await freeBytesOf(dataDir),
    databaseBytes: size?.databaseBytes ?? 0,
    nowEpochMs: context.clock.nowEpochMs(),
    newestEpochMs,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
  });
}

function teamFindings(sync: SyncView | null, isServer: boolean, online: boolean): Finding[] {
  if (isServer) return [finding("ok", "team-server")];
  if (sync === null) return [finding("ok", "team-none")];
  return [...syncFindings(sync), ...(online ? [] : [finding("note", "team-not-asked", { server: sync.serverUrl })])];
}
