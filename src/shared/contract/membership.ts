/**
 * This machine's place in a team: joining one by its server, leaving it, how far the copy here has come. Solo desks belong to none, and a team's server is the team's own desk: both answer
 * what they can't do with `PD_SYNC_NO_TEAM` or `PD_SYNC_IN_TEAM`. Only the person whose machine it is may join and leave.
 */
import { z } from "zod";
import { LinkPurpose } from "../model/account.ts";
import { TicketId, UserId } from "../model/ids.ts";
import { User } from "../model/setup/user.ts";
import { REPLICATED_COLLECTIONS } from "../sync/collections.ts";
import { SyncScope } from "../sync/protocol.ts";
import { DeviceName, GivenPassword, NewPassword, SecondFactorCode } from "./account-views.ts";
import { procedure } from "./base.ts";

const tags = ["Team"];

/** A terabyte: more than any laptop spares, far less than a number can't say exactly. */
const MAX_FILE_BUDGET_BYTES = 1024 ** 4;

/** Of a passage that takes long: how much of how much. */
const Progress = z.object({ tickets: z.number().int(), ticketsInAll: z.number().int() });

/** How this machine stands with its team's server. */
export const SyncView = z.object({
  serverUrl: z.string(),
  deskName: z.string(),
  joinedAtEpochMs: z.number(),
  scope: SyncScope,
  /** `stopped`: it will not try again until a person does something. */
  state: z.enum(["connecting", "busy", "synced", "offline", "stopped"]),
  /** Since when it is so; null where that says nothing. */
  sinceEpochMs: z.number().nullable(),
  /** Changes of this machine that the server has not got yet; null: more than were counted. */
  waiting: z.number().int().nullable(),
  /** What still comes from the server; null: all of it is here. */
  fetched: Progress.nullable(),
  /** What this machine still brings of before it joined; null: all of it is there. */
  brought: Progress.nullable(),
  /** A code of the errors registry; null where nothing is wrong. */
  errorCode: z.string().nullable(),
  /** How far this machine's clock is ahead of the server's, milliseconds, where that is too much; null: it is right, or nobody knows yet. */
  clockAheadMs: z.number().nullable(),
  /** Changes that the server did not take. */
  refused: z.number().int(),
  /** Room for files that came from the server, and how much of it they take; files that this machine made are not counted. */
  fileBudgetBytes: z.number().int(),
  fileBytes: z.number().int(),
});
export type SyncView = z.infer<typeof SyncView>;

/** The machine was in a team, and is no more though its person didn't leave. */
export const TeamEnded = z.object({ deskName: z.string(), serverUrl: z.string(), atEpochMs: z.number() });
export type TeamEnded = z.infer<typeof TeamEnded>;

/** Where a team's server is: its address, or a link that it gave out. */
const ServerAddress = z.string().trim().min(1).max(2000);

/** Who joins: somebody with a password there, or whoever holds a link. */
const Credentials = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("password"),
    address: z.string().trim().min(1).max(320),
    password: GivenPassword,
    code: SecondFactorCode.optional(),
  }),
  z.strictObject({
    by: z.literal("link"),
    token: z.string().min(1).max(200),
    /** Of an invitation only: who accepts it. */
    name: User.shape.name.optional(),
    password: NewPassword.optional(),
  }),
]);

const RefusedChange = z.object({
  id: z.string(),
  collection: z.enum(REPLICATED_COLLECTIONS),
  /** What it is called, as far as it has a name: a subject, a name. '' where not. */
  title: z.string(),
  /** The ticket that it is, or belongs to; null: to none. */
  ticketId: TicketId.nullable(),
  wasDeleted: z.boolean(),
  /** A code of the errors registry, and the server's own words. */
  code: z.string(),
  message: z.string(),
  atEpochMs: z.number(),
  /** All of it, as it was here: to copy from. */
  document: z.looseObject({ id: z.string() }),
});
export type RefusedChange = z.infer<typeof RefusedChange>;

export const membership = {
  /** Asks the server who it is, and for a link what that is for. @throws PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, PD_LINK_SPENT */
  lookUp: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({ method: "POST", path: "/team/look-up", tags, summary: "Ask who answers at a server's address or link" })
    .input(z.object({ address: ServerAddress }).strict())
    .output(
      z.object({
        serverUrl: z.string(),
        /** Absent: the address of the server alone, so that one joins by password. */
        link: z
          .object({
            token: z.string(),
            purpose: LinkPurpose,
            deskName: z.string(),
            name: z.string(),
            address: z.string(),
          })
          .optional(),
      }),
    ),
  /**
   * The desk is closed and opened again as the team's right after the answer: connections break off and come back.
   * @throws PD_SYNC_IN_TEAM, PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, PD_SYNC_BRING, and what joining throws (`sign-in.ts`)
   */
  join: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/team/join", tags, summary: "Join a team by its server" })
    .input(
      z
        .object({
          serverUrl: ServerAddress,
          credentials: Credentials,
          /** What becomes of the desk that is here: it becomes part of the team's, or is put aside as it is. */
          desk: z.enum(["bring", "put-aside"]),
          scope: SyncScope,
          /** Default: what the machine is called. */
          deviceName: DeviceName.optional(),
        })
        .strict(),
    )
    .output(z.object({ deskName: z.string(), userId: UserId })),
  /** The desk is opened again as this machine's own: with a copy of all that is here, or empty. @throws PD_SYNC_NO_TEAM */
  leave: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/leave", tags, summary: "Leave the team" })
    .input(z.object({ copy: z.enum(["keep", "erase"]) }).strict())
    .output(z.object({ done: z.literal(true) })),
  /**
   * The team's server is reached by another address from now on; what waits here goes there. The desk is opened again. Whether it is the same team the server shows at the first exchange.
   * @throws PD_SYNC_NO_TEAM, PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, PD_ACCESS_PERMISSION for whoever's machine it is not
   */
  moveServer: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/server", tags, summary: "Tell the new address of the team's server" })
    .input(z.object({ address: ServerAddress }).strict())
    .output(z.object({ serverUrl: z.string() })),
  /** Tries at once instead of at the next attempt. @throws PD_SYNC_NO_TEAM */
  syncNow: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/sync", tags, summary: "Reach for the team's server now" })
    .output(z.object({ done: z.literal(true) })),
  /**
   * How much of the team's desk this machine has with it. More is fetched from now on; of less, tickets that are here stay, and files go as far as the server has them.
   * @throws PD_SYNC_NO_TEAM
   */
  keepHere: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/kept", tags, summary: "Choose what this machine has with it" })
    .input(
      z
        .object({
          scope: SyncScope.optional(),
          fileBudgetBytes: z.number().int().min(0).max(MAX_FILE_BUDGET_BYTES).optional(),
        })
        .strict(),
    )
    .output(z.object({ done: z.literal(true) })),
  /** The newest first. @throws PD_SYNC_NO_TEAM */
  refused: procedure
    .route({ method: "GET", path: "/team/refused", tags, summary: "List changes that the server did not take" })
    .output(z.object({ items: z.array(RefusedChange) })),
  /** @throws PD_SYNC_NO_TEAM, PD_DESK_NOT_FOUND */
  dropRefused: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/refused/drop", tags, summary: "Let go of a change that was not taken" })
    .input(z.object({ id: z.string().min(1).max(300) }).strict())
    .output(z.object({ done: z.literal(true) })),
  /** The note that the team shut this machine out was read. */
  dismissEnded: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/ended/dismiss", tags, summary: "Take away the note that the team is over" })
    .output(z.object({ done: z.literal(true) })),
  /** Where a window's person is: told when that changes, and again before `PRESENCE_LASTS_MS` are over. Others hear of it in the live feed. */
  here: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/team/here", tags, summary: "Tell which ticket one looks at" })
    .input(
      z.object({ windowId: z.string().min(1).max(64), ticketId: TicketId.nullable(), isTyping: z.boolean() }).strict(),
    )
    .output(z.object({ done: z.literal(true) })),
};

/** So long a window counts as being where it said, milliseconds: two silent reminders and it is gone. */
export const PRESENCE_LASTS_MS = 60_000;
