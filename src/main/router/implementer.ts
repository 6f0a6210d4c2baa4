import { implement } from "@orpc/server";
import { contract } from "#shared/contract/index.ts";
import type { ContactsAsked, ContactsImport, ContactsPreview, CsvChoice } from "#shared/contract/contact-files.ts";
import type { AccountCaller, AccountsService } from "#main/accounts/accounts-service.ts";
import type { ReadMails } from "#main/mail/reading/mail-reader.ts";
import type { MailService } from "#main/mail/service.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import type { Presence } from "#main/desk/presence.ts";
import type { TeamPlace } from "#main/sync/place/team-place.ts";
import type { DeskState } from "#main/desk/queries/desk-status.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import type { WithServer } from "#main/desk/with-server.ts";
import type { DataService } from "#main/data/data-service.ts";
import type { Readers } from "#main/readers/readers.ts";

/** What a host gives with each call. */
export type CoreContext = AccountCaller;

/** What the procedures work with. */
export type RouterDeps = {
  readonly context: DeskContext;
  /** Reads that can be long. */
  readonly readers: Readers;
  readonly state: DeskState;
  readonly version: string;
  readonly mail: MailService;
  readonly readMails: ReadMails;
  readonly secrets: Secrets;
  /** Of the team that this desk is of now; undefined: it is of none. */
  readonly accounts: () => AccountsService | undefined;
  /** This machine's place in a team. */
  readonly place: TeamPlace;
  readonly presence: Presence;
  /** The desk's data as a whole. */
  readonly data: DataService;
  /** Of a device of a team; null on all other desks, which have everything. */
  readonly withServer: WithServer | null;
  /** Contacts in and out as CSV files. */
  readonly contactFiles: {
    preview(file: File, chosen: CsvChoice): Promise<ContactsPreview>;
    /** @throws PD_IMPORT_RUNNING, PD_STORE_DISK_FULL */
    importFile(actor: Actor, file: File, how: ContactsImport): Promise<void>;
    cancelImport(): void;
    /** @throws PD_DESK_NOT_FOUND */
    setAside(): Promise<File>;
    exportFile(asked: ContactsAsked, signal?: AbortSignal): Promise<File>;
  };
  /** Long work that goes on in the background. */
  readonly jobs: {
    /** @throws PD_IMPORT_RUNNING */
    requireDemo(): void;
    /** @throws PD_IMPORT_RUNNING */
    importFile(file: File, ownAddresses: readonly string[]): Promise<void>;
    cancelImport(): void;
    makeDemo(): void;
    setSimulator(running: boolean): void;
  };
};

export const base = implement(contract).$context<CoreContext>();

/** The user on whose behalf a call is made. @throws PD_DESK_NOT_FOUND */
export function actorOf({ context }: RouterDeps, { userId }: CoreContext): Actor {
  return { user: context.setup.require("user", userId) };
}
