/**
 * The desk as a whole: checking it, a backup and putting one back, taking everything out, erasing a person. Each takes a while, so it goes on in the background and shows in the desk's status; one at a
 * time. Paths are of the machine that the desk is open on, so a team's server, which others reach, takes none: whoever runs it has the command line.
 */
import { z } from "zod";
import { PersonId, UserId } from "../model/ids.ts";
import { procedure } from "./base.ts";

const tags = ["Data"];

export const FINDING_AREAS = ["machine", "folder", "database", "mailboxes", "team", "secrets"] as const;
export type FindingArea = (typeof FINDING_AREAS)[number];

/** `note`: nothing to do now, but worth knowing. `problem`: something does not work, or will not. */
export const FindingLevel = z.enum(["ok", "note", "problem"]);
export type FindingLevel = z.infer<typeof FindingLevel>;

/** What a check says. Its sentence is the message `data.finding.<id>`, what to do about it `data.advice.<id>`. */
export const FINDINGS = {
  program: "machine",
  "node-old": "machine",
  "disk-room": "machine",
  "disk-low": "machine",
  "disk-full": "machine",
  "disk-unknown": "machine",
  "clock-fine": "machine",
  "clock-years-off": "machine",
  "clock-behind-desk": "machine",
  "clock-far-ahead": "machine",
  zone: "machine",
  "zone-unknown": "machine",
  "folder-none": "folder",
  "folder-fine": "folder",
  "folder-read-only": "folder",
  "folder-network": "folder",
  "folder-synced": "folder",
  "folder-open-to-others": "folder",
  "lock-free": "folder",
  "lock-here": "folder",
  "lock-held": "folder",
  "database-none": "database",
  "database-fine": "database",
  "database-older": "database",
  "database-newer": "database",
  "database-foreign": "database",
  "database-damaged": "database",
  "database-unreadable": "database",
  "database-elsewhere": "database",
  "log-large": "database",
  "files-fine": "database",
  "files-missing": "database",
  "files-unused": "database",
  "mailboxes-none": "mailboxes",
  "mailbox-fine": "mailboxes",
  "mailbox-failed": "mailboxes",
  "mailbox-not-asked": "mailboxes",
  "mailbox-elsewhere": "mailboxes",
  "team-none": "team",
  "team-server": "team",
  "team-not-asked": "team",
  "team-fine": "team",
  "team-offline": "team",
  "team-stopped": "team",
  "team-not-the-server": "team",
  "team-clock": "team",
  "secrets-keychain": "secrets",
  "secrets-file": "secrets",
  "secrets-desk": "secrets",
  "secrets-none": "secrets",
  "secrets-key-missing": "secrets",
  "secrets-damaged": "secrets",
} as const satisfies Record<string, FindingArea>;
export type FindingId = keyof typeof FINDINGS;

export const Finding = z.object({
  id: z.enum(Object.keys(FINDINGS) as [FindingId, ...FindingId[]]),
  area: z.enum(FINDING_AREAS),
  level: FindingLevel,
  /** What its sentence names: a folder, a number, a server's words. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof Finding>;

/** What goes on with the desk's data, or went on last. */
export const DataWork = z.object({
  id: z.string(),
  what: z.enum(["check", "backup", "restore", "export-jsonl", "export-mbox", "erase"]),
  /** Of a backup: its copy is made, its files are packed, all of it is read again. Of an erasure: documents, files, and the file of the desk is written anew. */
  step: z.enum(["begin", "copy", "pack", "verify", "unpack", "documents", "files", "rewrite"]),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  done: z.number(),
  /** 0 where it is not known. */
  total: z.number(),
  unit: z.enum(["bytes", "documents", "mails"]),
  startedAtEpochMs: z.number(),
  byUserId: UserId,
  /** Where the result lies; '' until there is one. */
  path: z.string(),
  /** A code of the errors registry and its words; '' unless failed. */
  errorCode: z.string(),
  error: z.string(),
  /** What came of it, by name: `data.result.<name>` has the words. */
  figures: z.record(z.string(), z.number()),
});
export type DataWork = z.infer<typeof DataWork>;

/** A path of the machine on which the desk is open, from its root on: from where else a host's paths begin nobody could tell. */
const MachinePath = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/u);

/** What a backup says of itself. */
export const BackupFacts = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  /** Null of a backup that an earlier program wrote: it does not say. */
  madeAtEpochMs: z.number().nullable(),
  deskName: z.string(),
  tickets: z.number(),
  messages: z.number(),
  people: z.number(),
  /** Whose desk it was: `member` becomes a desk of one's own. */
  place: z.enum(["solo", "member", "server"]),
});
export type BackupFacts = z.infer<typeof BackupFacts>;

/** What erasing a person would take. */
export const ErasurePlan = z.object({
  contactId: PersonId,
  /** What has to be typed to erase them. */
  confirm: z.string(),
  name: z.string(),
  addresses: z.array(z.string()),
  /** Everything in them goes: nobody else of outside took part. */
  conversations: z.number().int(),
  messages: z.number().int(),
  /** Of conversations in which others took part: what the person wrote is emptied, in the rest their name and addresses are. */
  sharedConversations: z.number().int(),
  /** Messages of others there, which may quote the person. */
  messagesOfOthers: z.number().int(),
  tickets: z.number().int(),
  files: z.number().int(),
  fileBytes: z.number(),
  notes: z.number().int(),
  outbox: z.number().int(),
});
export type ErasurePlan = z.infer<typeof ErasurePlan>;

const started = z.object({ work: DataWork });

export const data = {
  /** Waits for the answer of each mailbox and of the team's server only where `online` says so, and only so long. */
  check: procedure
    .meta({ access: "settings", viewers: "reads" })
    .route({ method: "POST", path: "/data/check", tags, summary: "Check machine, folder, database and connections" })
    .input(z.object({ online: z.boolean() }).strict())
    .output(z.object({ findings: z.array(Finding) })),
  /** What goes on, or went on last since the desk was opened; null: nothing. */
  work: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/data/work", tags, summary: "What goes on with the desk's data" })
    .output(z.object({ work: DataWork.nullable(), suggestedFolder: z.string(), takesPaths: z.boolean() })),
  /** A file, or a folder in which one is made with the desk's name and the moment. @throws PD_DATA_BUSY, PD_DATA_SERVER, PD_INPUT_INVALID where there is such a file */
  backUp: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/data/backups", successStatus: 202, tags, summary: "Write a backup" })
    .input(z.object({ path: MachinePath }).strict())
    .output(started),
  /** Reads a backup to its end. @throws PD_BACKUP_DAMAGED, PD_STORE_NEWER_FILE, PD_DATA_SERVER */
  inspect: procedure
    .meta({ access: "settings", viewers: "reads" })
    .route({ method: "POST", path: "/data/backups/inspect", tags, summary: "Say what is in a backup" })
    .input(z.object({ path: MachinePath }).strict())
    .output(BackupFacts),
  /** The desk that is here is put aside; then it is closed and opened again. @throws as `inspect`, and PD_DATA_BUSY, PD_SYNC_IN_TEAM on a device of a team */
  restore: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/data/restore", successStatus: 202, tags, summary: "Put a backup back" })
    .input(z.object({ path: MachinePath }).strict())
    .output(started),
  /** Into a new folder within the one that is named. @throws PD_DATA_BUSY, PD_DATA_SERVER */
  export: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/data/exports", successStatus: 202, tags, summary: "Take everything out" })
    .input(
      z
        .object({
          path: MachinePath,
          as: z.enum(["jsonl", "mbox"]),
          /** JSON Lines only: attachments and sources of mails too, each as a file. */
          withFiles: z.boolean().default(false),
        })
        .strict(),
    )
    .output(started),
  /** Changes nothing. `contact`: an id, or one of the contact's addresses. @throws PD_DESK_NOT_FOUND */
  erasurePlan: procedure
    .meta({ access: "settings", viewers: "reads" })
    .route({ method: "POST", path: "/data/erasures/plan", tags, summary: "Say what erasing a person would take" })
    .input(z.object({ contact: z.string().trim().min(1).max(1000) }).strict())
    .output(ErasurePlan),
  /**
   * Can't be taken back. `confirm` is the contact's address, or name where there is none: it says that the plan was read.
   * @throws PD_DESK_NOT_FOUND, PD_DATA_BUSY, PD_DATA_NOT_CONFIRMED, PD_SYNC_IN_TEAM on a device of a team
   */
  erase: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/data/erasures", successStatus: 202, tags, summary: "Erase a person" })
    .input(z.object({ contactId: PersonId, confirm: z.string().max(1000) }).strict())
    .output(started),
  /** Stops what goes on as soon as it can; what was begun of a file goes. An erasure goes to its end. */
  cancel: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/data/work/cancel", tags, summary: "Stop what goes on with the desk's data" })
    .output(z.object({ done: z.literal(true) })),
};
