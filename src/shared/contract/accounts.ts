/**
 * Accounts of a team (A3): one's own, and for super admins and users with account access everybody's. A desk without a server has no team and answers `PD_TEAM_NONE`.
 * How one comes in at all is `sign-in.ts`, which needs no session.
 */
import { z } from "zod";
import { AuditAction, DeviceId, InvitationId, LinkWay, SessionId } from "../model/account.ts";
import { UserId } from "../model/ids.ts";
import { User } from "../model/setup/user.ts";
import {
  AccountView,
  AuditEntry,
  DeviceView,
  GivenPassword,
  InvitationView,
  MadeLink,
  NewPassword,
  SecondFactorCode,
  SessionView,
} from "./account-views.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { MAILBOX_ADDRESS } from "./outgoing.ts";

const own = ["My account"];
const admin = ["Accounts"];
const byUser = z.object({ id: UserId });
const done = z.object({ done: z.literal(true) });
/** A mailbox that a person is written to. */
const Address = z.string().trim().max(320).regex(MAILBOX_ADDRESS);
/** What only its owner should do is asked for once more: a browser left open is not enough. */
const proof = z.object({ password: GivenPassword }).strict();
/** Shown this once. */
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const accounts = {
  me: procedure.route({ method: "GET", path: "/account", tags: own, summary: "Get one's own account" }).output(
    AccountView.extend({
      /** How many of the recovery codes are left. */
      recoveryCodesLeft: z.number().int(),
      /** The desk can send mail, so that links can go by it. */
      canMail: z.boolean(),
    }),
  ),
  /** All other sessions end. */
  changePassword: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/account/password", tags: own, summary: "Change one's own password" })
    .input(z.object({ current: GivenPassword, password: NewPassword }).strict())
    .output(done),
  /** Nothing is asked for at sign-in until it is confirmed. */
  startTotp: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/account/totp", tags: own, summary: "Begin to set up a second factor" })
    .input(proof)
    .output(
      z.object({
        /** For typing in, base32. */ secret: z.string(),
        /** For a QR code, `otpauth://totp/…`. */ uri: z.string(),
      }),
    ),
  confirmTotp: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/account/totp/confirm",
      tags: own,
      summary: "Switch the second factor on with its first code",
    })
    .input(z.object({ code: SecondFactorCode }).strict())
    .output(recoveryCodes),
  removeTotp: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "POST", path: "/account/totp/remove", tags: own, summary: "Switch one's own second factor off" })
    .input(proof)
    .output(done),
  renewRecoveryCodes: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/account/recovery-codes",
      tags: own,
      summary: "Make new recovery codes; the old ones open nothing any more",
    })
    .input(proof)
    .output(recoveryCodes),
  mySessions: procedure
    .route({
      method: "GET",
      path: "/account/sessions",
      tags: own,
      summary: "List the browsers in which one is signed in",
    })
    .output(z.object({ items: z.array(SessionView) })),
  endSession: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "DELETE",
      path: "/account/sessions/{sessionId}",
      tags: own,
      summary: "Sign one of one's browsers out",
    })
    .input(z.object({ sessionId: SessionId }).strict())
    .output(done),
  endOtherSessions: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/account/sessions/end-others",
      tags: own,
      summary: "Sign all one's other browsers out",
    })
    .output(z.object({ ended: z.number().int() })),
  myDevices: procedure
    .route({ method: "GET", path: "/account/devices", tags: own, summary: "List one's own devices" })
    .output(z.object({ items: z.array(DeviceView) })),
  revokeMyDevice: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "DELETE",
      path: "/account/devices/{deviceId}",
      tags: own,
      summary: "Revoke one of one's devices: it can't sync any more and is told to erase its copy",
    })
    .input(z.object({ deviceId: DeviceId }).strict())
    .output(done),
  /** For a laptop of one's own: whoever has the link, once, has a copy of the desk in one's name. */
  createJoinLink: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/account/join-links",
      successStatus: 201,
      tags: own,
      summary: "Make a link by which a device of one's own joins",
    })
    .output(MadeLink),

  list: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/accounts", tags: admin, summary: "List users with their accounts" })
    .output(z.object({ items: z.array(AccountView) })),
  /** A user who can be given tickets at once, but can't sign in before they were invited. */
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/accounts",
      successStatus: 201,
      tags: admin,
      summary: "Add a user without inviting them",
    })
    .input(
      z.object({ name: User.shape.name, address: Address, permissions: User.shape.permissions.default([]) }).strict(),
    )
    .output(AccountView),
  setPermissions: procedure
    .meta({ access: "settings" })
    .route({ method: "PUT", path: "/accounts/{id}/permissions", tags: admin, summary: "Change what a user may do" })
    .input(byUser.extend({ permissions: User.shape.permissions }).strict())
    .output(AccountView),
  /** Ends their sessions and revokes their devices; what they did stays theirs. */
  deactivate: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/accounts/{id}/deactivate", tags: admin, summary: "Shut a user out who left" })
    .input(byUser.strict())
    .output(AccountView),
  reactivate: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/accounts/{id}/reactivate", tags: admin, summary: "Let a user in again" })
    .input(byUser.strict())
    .output(AccountView),
  signOutEverywhere: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/accounts/{id}/sign-out", tags: admin, summary: "Sign all browsers of a user out" })
    .input(byUser.strict())
    .output(z.object({ ended: z.number().int() })),
  unlock: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/accounts/{id}/unlock",
      tags: admin,
      summary: "Let a user try to sign in again at once",
    })
    .input(byUser.strict())
    .output(AccountView),
  removeTotpOf: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/accounts/{id}/totp/remove",
      tags: admin,
      summary: "Switch off the second factor of a user who lost it",
    })
    .input(byUser.strict())
    .output(AccountView),
  createResetLink: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/accounts/{id}/reset-links",
      successStatus: 201,
      tags: admin,
      summary: "Make a link by which a user sets a new password",
    })
    .input(byUser.extend({ way: LinkWay.default("link") }).strict())
    .output(MadeLink),
  invitations: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/invitations", tags: admin, summary: "List invitations that were not accepted" })
    .output(z.object({ items: z.array(InvitationView) })),
  /** With `userId` for a user who is there already; else who accepts becomes one. An older one of the same address or user opens nothing any more. */
  invite: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/invitations",
      successStatus: 201,
      tags: admin,
      summary: "Invite somebody by a link, or by mail",
    })
    .input(
      z
        .object({
          address: Address,
          name: User.shape.name.or(z.literal("")).default(""),
          permissions: User.shape.permissions.default([]),
          userId: UserId.optional(),
          way: LinkWay.default("link"),
        })
        .strict(),
    )
    .output(z.object({ invitation: InvitationView, link: MadeLink })),
  removeInvitation: procedure
    .meta({ access: "settings" })
    .route({ method: "DELETE", path: "/invitations/{id}", tags: admin, summary: "Take an invitation back" })
    .input(z.object({ id: InvitationId }).strict())
    .output(done),
  devices: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/devices", tags: admin, summary: "List everybody's devices" })
    .output(z.object({ items: z.array(DeviceView) })),
  revokeDevice: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/devices/{id}",
      tags: admin,
      summary: "Revoke a device: it can't sync any more and is told to erase its copy",
    })
    .input(z.object({ id: DeviceId }).strict())
    .output(done),
  auditLog: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/audit-log", tags: admin, summary: "Read who did what with accounts, newest first" })
    .input(PageInput.extend({ userId: UserId.optional(), action: AuditAction.optional() }))
    .output(pageOf(AuditEntry)),
};
