/** What the contract of accounts and the pages of signing in both speak of. */
import { z } from "zod";
import { AuditRecord, DeviceId, InvitationId, LinkWay, SessionId } from "../model/account.ts";
import { UserId } from "../model/ids.ts";
import { User } from "../model/setup/user.ts";

/** NIST SP 800-63B-4 §3.1.1.2 asks for fifteen where nothing else protects; twelve with lockout is what most can keep in mind. No rules of composition (same section). */
export const MIN_PASSWORD_CHARACTERS = 12;
/** Long enough for any sentence; short enough that its digest costs no more than another's. */
export const MAX_PASSWORD_CHARACTERS = 256;

/** One that is chosen. Whether it is easy to guess is checked by the server: `PD_ACCOUNT_PASSWORD` says what is wrong in `reason`. */
export const NewPassword = z.string().min(1).max(MAX_PASSWORD_CHARACTERS);
/** One that is claimed. */
export const GivenPassword = z.string().min(1).max(MAX_PASSWORD_CHARACTERS);
/** Six digits of an authenticator, or a recovery code; spaces and dashes don't matter. */
export const SecondFactorCode = z.string().trim().min(6).max(40);

export const DeviceName = z.string().trim().min(1).max(120);

/** A browser that is signed in. */
export const SessionView = z.object({
  id: SessionId,
  /** The one that asks. */
  current: z.boolean(),
  createdAtEpochMs: z.number().int(),
  lastSeenAtEpochMs: z.number().int(),
  /** At the latest; without being used it ends before. */
  endsAtEpochMs: z.number().int(),
  /** Where it was signed in from, as the server saw it. */
  address: z.string(),
  /** What the browser says of itself. */
  userAgent: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

/** A machine that has a copy of the desk. */
export const DeviceView = z.object({
  id: DeviceId,
  name: z.string(),
  userId: UserId,
  createdAtEpochMs: z.number().int(),
  /** null: it never came. */
  lastSeenAtEpochMs: z.number().int().nullable(),
  /** '' where it never came. */
  address: z.string(),
  /** It can't push or pull any more, and is told to erase its copy. */
  revoked: z.object({ atEpochMs: z.number().int(), byUserId: UserId.nullable() }).nullable(),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const AccountState = z.enum([
  /** Known to the desk, but can't sign in: was never invited, or has not accepted. */
  "none",
  "invited",
  "active",
  "deactivated",
]);
export type AccountState = z.infer<typeof AccountState>;

/** A user and their account. */
export const AccountView = z.object({
  userId: UserId,
  name: z.string(),
  address: z.string(),
  permissions: User.shape.permissions,
  state: AccountState,
  hasTotp: z.boolean(),
  lastSignedInAtEpochMs: z.number().int().nullable(),
  /** After wrong passwords; null: not. */
  lockedUntilEpochMs: z.number().int().nullable(),
  sessions: z.number().int(),
  devices: z.number().int(),
});
export type AccountView = z.infer<typeof AccountView>;

export const InvitationView = z.object({
  id: InvitationId,
  /** '' where the link was for whoever gets it. */
  address: z.string(),
  name: z.string(),
  permissions: User.shape.permissions,
  createdAtEpochMs: z.number().int(),
  expiresAtEpochMs: z.number().int(),
  expired: z.boolean(),
  byUserId: UserId.nullable(),
  way: LinkWay,
});
export type InvitationView = z.infer<typeof InvitationView>;

/** A link that was made. Where it went by mail, `url` is null: whoever asked need not know it. */
export const MadeLink = z.object({
  way: LinkWay,
  url: z.string().nullable(),
  expiresAtEpochMs: z.number().int(),
});
export type MadeLink = z.infer<typeof MadeLink>;

export const AuditEntry = AuditRecord.omit({ kind: true });
export type AuditEntry = z.infer<typeof AuditEntry>;
