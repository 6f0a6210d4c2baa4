import type { AccountView, DeviceView, InvitationView, SessionView } from "#shared/contract/account-views.ts";
import {
  InvitationId,
  type AccountDocument,
  type AccountLink,
  type Device,
  type Session,
  type SessionId,
} from "#shared/model/account.ts";
import type { User } from "#shared/model/setup/user.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";

export function sessionView(
  { id, createdAtEpochMs, lastSeenAtEpochMs, address, userAgent }: Session,
  endsAtEpochMs: number,
  current: SessionId | null,
): SessionView {
  return { id, current: id === current, createdAtEpochMs, lastSeenAtEpochMs, endsAtEpochMs, address, userAgent };
}

export function deviceView({
  id,
  name,
  userId,
  createdAtEpochMs,
  lastSeenAtEpochMs,
  address,
  revoked,
}: Device): DeviceView {
  return { id, name, userId, createdAtEpochMs, lastSeenAtEpochMs, address, revoked };
}

export function invitationView(link: AccountLink, expired: boolean): InvitationView {
  const { id, address, name, permissions, createdAtEpochMs, expiresAtEpochMs, byUserId, way } = link;
  return {
    id: InvitationId.parse(id),
    address,
    name,
    permissions,
    createdAtEpochMs,
    expiresAtEpochMs,
    expired,
    byUserId,
    way,
  };
}

/** @param documents all of that user @param isOver of a session */
export function accountView(
  user: User,
  documents: readonly AccountDocument[],
  isLive: (session: Session) => boolean,
  lockedUntilEpochMs: number | null,
): AccountView {
  const account = documents.find((one) => one.kind === "account");
  const isInvited = documents.some((one) => one.kind === "link" && one.purpose === "invitation");
  const hasPassword = account !== undefined && account.password !== null;
  return {
    userId: user.id,
    name: user.name,
    address: user.address,
    permissions: user.permissions,
    state: hasLeft(user) ? "deactivated" : hasPassword ? "active" : isInvited ? "invited" : "none",
    hasTotp: (account?.totp?.confirmedAtEpochMs ?? null) !== null,
    lastSignedInAtEpochMs: account?.lastSignedInAtEpochMs ?? null,
    lockedUntilEpochMs,
    sessions: documents.filter((one) => one.kind === "session" && isLive(one)).length,
    devices: documents.filter((one) => one.kind === "device" && one.revoked === null).length,
  };
}
