/**
 * What super admins and users with account access do with everybody's accounts (A3). Only a super admin makes a super admin, or changes one in any way: who resets their password would be one.
 * @rule A3
 */
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { AuditActor, AuditRecord, LinkWay } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Permission, User } from "#shared/model/setup/user.ts";
import { hasLeft, roleOf } from "#shared/rules/access/roles.ts";
import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { normalAddress } from "#main/desk/people.ts";
import type { Stored } from "#main/store/repository.ts";
import type { AccountCaller, AccountsService } from "./accounts-service.ts";
import { auditPage } from "./audit-page.ts";
import type { NewLink } from "./links.ts";
import type { OwnAccountDeps } from "./own-account.ts";
import { addPerson, changePerson, invalid, setDeactivated } from "./people.ts";
import { throttleKeysOf } from "./throttle.ts";
import { deviceView, invitationView } from "./views.ts";

type Administration = Omit<
  AccountsService,
  | "me"
  | "changePassword"
  | "startTotp"
  | "confirmTotp"
  | "removeTotp"
  | "renewRecoveryCodes"
  | "mySessions"
  | "endSession"
  | "endOtherSessions"
  | "myDevices"
  | "revokeMyDevice"
  | "createJoinLink"
>;

const DONE = { done: true } as const;

export function createAdministration(deps: OwnAccountDeps): Administration {
  const { store, throttle, links, sessions, devices, mail, views } = deps;
  const { setup } = store.context;

  /** @throws PD_ACCESS_PERMISSION */
  function admin(caller: AccountCaller): {
    readonly user: Stored<User>;
    readonly actor: AuditActor;
    readonly address: string;
  } {
    const user = setup.require("user", caller.userId);
    requireAutomationAccess({ user });
    return { user, actor: { kind: "user", userId: user.id }, address: caller.address ?? "" };
  }

  /** Super admins are for super admins. @throws PD_ACCESS_PERMISSION, PD_DESK_NOT_FOUND */
  function subject(caller: AccountCaller, id: UserId): Stored<User> {
    const { user: by } = admin(caller);
    const user = setup.require("user", id);
    if (isSuper(user.permissions)) requireSuperAdmin(by);
    return user;
  }

  /** Inside a piece of work, so that two who demote each other at a time leave one. @throws PD_ACCOUNT_LAST_ADMIN */
  function requireOtherSuperAdmin(user: User): void {
    if (!isSuper(user.permissions) || hasLeft(user)) return;
    const others = setup.all("user").filter((one) => one.id !== user.id && !hasLeft(one));
    if (others.some(({ permissions }) => isSuper(permissions))) return;
    throw new PipedeskError("PD_ACCOUNT_LAST_ADMIN", "The last active super admin stays one.");
  }

  const change = async (
    caller: AccountCaller,
    id: UserId,
    work: (user: Stored<User>, by: ReturnType<typeof admin>) => Promise<void>,
  ) => {
    await store.run(() => work(subject(caller, id), admin(caller)));
    return views.of(id);
  };

  /** Which way a link can go. */
  const wayFor = (wanted: LinkWay, whom: { permissions: readonly Permission[]; address: string }): LinkWay =>
    wanted === "mail" && mail.canSendTo(whom) ? "mail" : "link";

  const made = ({ url, kept }: NewLink) => ({
    way: kept.way,
    url: kept.way === "mail" ? null : url,
    expiresAtEpochMs: kept.expiresAtEpochMs,
  });

  return {
    list: async (caller) => {
      admin(caller);
      return { items: await views.all() };
    },
    async create(caller, { name, address, permissions }) {
      const { user: by, actor, address: from } = admin(caller);
      if (isSuper(permissions)) requireSuperAdmin(by);
      const user = await store.run(async () => {
        const added = await addPerson(store, { name, address, permissions });
        await store.audit({
          action: "user-created",
          actor,
          userId: added.id,
          detail: words(permissions),
          address: from,
        });
        return added;
      });
      return views.of(user.id);
    },
    setPermissions: (caller, { id, permissions }) =>
      change(caller, id, async (user, { user: by, actor, address }) => {
        const had = isSuper(user.permissions);
        if (isSuper(permissions) !== had) requireSuperAdmin(by);
        if (had && !isSuper(permissions)) requireOtherSuperAdmin(user);
        await changePerson(store, user, { permissions: Array.from(new Set(permissions)) });
        const detail = `${words(user.permissions)} → ${words(permissions)}`;
        await store.audit({ action: "permissions-changed", actor, userId: id, detail, address });
      }),
    deactivate: (caller, { id }) =>
      change(caller, id, async (user, { user: by, actor, address }) => {
        requireOtherSuperAdmin(user);
        if (hasLeft(user)) return;
        await setDeactivated(store, user, store.now());
        await sessions.end(id);
        for (const device of await devices.of(id)) await devices.revoke(device, by.id, actor, address);
        const open = (await store.ofKind("link")).filter((link) => link.userId === id || link.byUserId === id);
        await store.remove(open);
        await store.audit({ action: "user-deactivated", actor, userId: id, address });
      }),
    reactivate: (caller, { id }) =>
      change(caller, id, async (user, { actor, address }) => {
        if (!hasLeft(user)) return;
        await setDeactivated(store, user, null);
        await store.audit({ action: "user-reactivated", actor, userId: id, address });
      }),
    async signOutEverywhere(caller, { id }) {
      return store.run(async () => {
        const { actor, address } = admin(caller);
        subject(caller, id);
        const ended = await sessions.end(id);
        await store.audit({ action: "signed-out-everywhere", actor, userId: id, address });
        return { ended };
      });
    },
    async unlock(caller, { id }) {
      const user = subject(caller, id);
      const { actor, address } = admin(caller);
      for (const key of throttleKeysOf(user.id)) await throttle.forget(key);
      await store.note({ action: "account-unlocked", actor, userId: id, address });
      return views.of(id);
    },
    removeTotpOf: (caller, { id }) =>
      change(caller, id, async (_user, { actor, address }) => {
        await store.changeAccount(id, { totp: null });
        await store.audit({ action: "totp-off", actor, userId: id, address });
      }),
    async createResetLink(caller, { id, way }) {
      const user = subject(caller, id);
      const { actor, address: from } = admin(caller);
      if (hasLeft(user)) throw invalid("id", "Who was shut out is let in first.");
      const { name, address, permissions } = user;
      const link = await store.run(async () => {
        await store.audit({ action: "reset-link-made", actor, userId: id, address: from });
        return links.make({
          purpose: "reset",
          userId: id,
          name,
          address,
          permissions: [...permissions],
          way: wayFor(way, user),
          byUserId: caller.userId,
        });
      });
      if (link.kept.way === "mail") await mail.sendReset(user, link);
      return made(link);
    },
    async invitations(caller) {
      admin(caller);
      const open = (await store.ofKind("link")).filter(({ purpose }) => purpose === "invitation");
      const items = open.toSorted((a, b) => b.createdAtEpochMs - a.createdAtEpochMs);
      return { items: items.map((link) => invitationView(link, links.isOver(link))) };
    },
    async invite(caller, { address, name, permissions, userId, way }) {
      const { user: by, actor, address: from } = admin(caller);
      const known = userId === undefined ? store.userOfAddress(address) : subject(caller, userId);
      if (known) subject(caller, known.id);
      if (known && hasLeft(known)) throw invalid("userId", "Who was shut out is let in first.");
      if (known && ((await store.accountOf(known.id))?.password ?? null) !== null)
        throw invalid("address", `${known.name} has an account already. A reset link sets a new password.`);
      const granted = known?.permissions ?? permissions;
      if (isSuper(granted)) requireSuperAdmin(by);
      const link = await store.run(async () => {
        await store.audit({ action: "invited", actor, userId: known?.id ?? null, detail: address, address: from });
        return links.make({
          purpose: "invitation",
          userId: known?.id ?? null,
          address: normalAddress(address),
          name: known?.name ?? name,
          permissions: [...granted],
          way: wayFor(way, { permissions: granted, address }),
          byUserId: by.id,
        });
      });
      if (link.kept.way === "mail") await mail.sendInvitation({ name: link.kept.name, address }, link);
      return { invitation: invitationView(link.kept, false), link: made(link) };
    },
    async removeInvitation(caller, { id }) {
      const { user: by, actor, address } = admin(caller);
      await store.run(async () => {
        const link = await store.byId("link", id);
        if (link?.purpose !== "invitation") throw notFound("invitation", id);
        if (isSuper(link.permissions)) requireSuperAdmin(by);
        await store.remove([link]);
        const told = { actor, userId: link.userId, detail: link.address, address };
        await store.audit({ action: "invitation-taken-back", ...told });
      });
      return DONE;
    },
    async devices(caller) {
      admin(caller);
      return { items: (await devices.of()).map(deviceView) };
    },
    async revokeDevice(caller, { id }) {
      await store.run(async () => {
        const { user: by, actor, address } = admin(caller);
        const device = await store.byId("device", id);
        if (device === null) throw notFound("device", id);
        if (store.user(device.userId) !== null) subject(caller, device.userId);
        await devices.revoke(device, by.id, actor, address);
      });
      return DONE;
    },
    async auditLog(caller, input) {
      admin(caller);
      const page = await auditPage(store, input);
      return { items: page.items.map(entryOf), nextCursor: page.nextCursor };
    },
  };
}

function entryOf({ id, atEpochMs, action, actor, userId, detail, address }: AuditRecord) {
  return { id, atEpochMs, action, actor, userId, detail, address };
}

function isSuper(permissions: readonly Permission[]): boolean {
  return roleOf(permissions) === "super-admin";
}

function words(permissions: readonly Permission[]): string {
  return permissions.length === 0 ? "-" : permissions.join(" ");
}

function requireSuperAdmin(user: User): void {
  if (isSuper(user.permissions)) return;
  throw new PipedeskError("PD_ACCESS_PERMISSION", "Only a super admin has to do with super admins.", {
    details: { missing: ["super-admin"] },
  });
}
