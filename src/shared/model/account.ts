/**
 * Accounts of a team (A3, section H): documents of the collection `accounts` of a server, which never leave it. Secrets are kept as digests only: nothing that opens anything can be
 * read from the database, but the secrets of authenticators, which a code has to be computed from.
 */
import { z } from "zod";
import { UserId } from "./ids.ts";
import { Permission } from "./setup/user.ts";

export const DeviceId = z.string().min(1).max(128).brand<"DeviceId">();
export type DeviceId = z.infer<typeof DeviceId>;
export const SessionId = z.string().min(1).max(128).brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;
export const InvitationId = z.string().min(1).max(128).brand<"InvitationId">();
export type InvitationId = z.infer<typeof InvitationId>;

/** How a link reaches whom it is for: by a mail of the desk, or shown to whoever asked for it, to pass on. */
export const LinkWay = z.enum(["mail", "link"]);
export type LinkWay = z.infer<typeof LinkWay>;
export const LinkPurpose = z.enum(["set-up", "invitation", "reset", "join"]);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const AUDIT_ACTIONS = [
  "set-up",
  "sign-in",
  "sign-in-refused",
  "sign-in-locked",
  "sign-out",
  "session-ended",
  "signed-out-everywhere",
  "password-changed",
  "password-reset",
  "reset-asked",
  "reset-link-made",
  "totp-on",
  "totp-off",
  "recovery-code-used",
  "recovery-codes-renewed",
  "user-created",
  "permissions-changed",
  "user-deactivated",
  "user-reactivated",
  "invited",
  "invitation-taken-back",
  "invitation-accepted",
  "join-link-made",
  "device-joined",
  "device-revoked",
  "account-unlocked",
  "set-up-link-made",
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof AuditAction>;

/** Who did it: a user; who runs the server, at its command line; or somebody who was not signed in. */
export const AuditActor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), userId: UserId }),
  z.object({ kind: z.literal("operator") }),
  z.object({ kind: z.literal("nobody") }),
]);
export type AuditActor = z.infer<typeof AuditActor>;

/** SHA-256, hexadecimal, of a secret of 256 random bits. */
const Digest = z.string().regex(/^[0-9a-f]{64}$/u);
const epochMs = z.number().int();

const Totp = z.object({
  /** base32. */
  secret: z.string(),
  /** null: begun, not asked for at sign-in yet. */
  confirmedAtEpochMs: epochMs.nullable(),
  /** The time step of the last code that was taken: none is taken twice (RFC 6238 §5.2). */
  lastStep: z.number().int(),
  /** Of those that are left. */
  recoveryDigests: z.array(Digest),
});

/** How one user comes in. */
export const Account = z.object({
  id: z.string(),
  kind: z.literal("account"),
  userId: UserId,
  /** argon2id in PHC form; null: none was chosen yet. */
  password: z.string().nullable(),
  totp: Totp.nullable(),
  lastSignedInAtEpochMs: epochMs.nullable(),
  createdAtEpochMs: epochMs,
});
export type Account = z.infer<typeof Account>;

/** A browser that is signed in. Its id is not its secret. */
export const Session = z.object({
  id: SessionId,
  kind: z.literal("session"),
  userId: UserId,
  digest: Digest,
  createdAtEpochMs: epochMs,
  lastSeenAtEpochMs: epochMs,
  address: z.string(),
  userAgent: z.string(),
});
export type Session = z.infer<typeof Session>;

/** A machine with a copy of the desk. One that was revoked stays, so that it can be told. */
export const Device = z.object({
  id: DeviceId,
  kind: z.literal("device"),
  userId: UserId,
  name: z.string(),
  digest: Digest,
  createdAtEpochMs: epochMs,
  lastSeenAtEpochMs: epochMs.nullable(),
  address: z.string(),
  revoked: z.object({ atEpochMs: epochMs, byUserId: UserId.nullable() }).nullable(),
});
export type Device = z.infer<typeof Device>;

/** A link that works once. */
export const AccountLink = z.object({
  id: z.string(),
  kind: z.literal("link"),
  purpose: LinkPurpose,
  digest: Digest,
  /** null: who accepts becomes a user. */
  userId: UserId.nullable(),
  address: z.string(),
  name: z.string(),
  permissions: z.array(Permission),
  way: LinkWay,
  /** null: who runs the server, or the person themselves, not signed in. */
  byUserId: UserId.nullable(),
  createdAtEpochMs: epochMs,
  expiresAtEpochMs: epochMs,
});
export type AccountLink = z.infer<typeof AccountLink>;

/** Written once, never changed. Its id holds its stamp, so that ids are in order. */
export const AuditRecord = z.object({
  id: z.string(),
  kind: z.literal("audit"),
  atEpochMs: epochMs,
  action: AuditAction,
  actor: AuditActor,
  /** Whom it is about; null: nobody, or somebody the desk doesn't know. */
  userId: UserId.nullable(),
  /** What it is about beside: a device's name, an address that was tried, permissions as words. */
  detail: z.string(),
  /** Where from, as the server saw it; '' where it came by no network. */
  address: z.string(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

export const AccountDocument = z.discriminatedUnion("kind", [Account, Session, Device, AccountLink, AuditRecord]);
export type AccountDocument = z.infer<typeof AccountDocument>;
export type AccountKind = AccountDocument["kind"];
