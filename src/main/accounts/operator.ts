/** What who runs the server may do at its command line: they hold its files, so nothing is asked of them. Each is told in the audit log. */
import type { AccountView, DeviceView } from "#shared/contract/account-views.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { OwnAccountDeps } from "./own-account.ts";
import { throttleKeysOf } from "./throttle.ts";
import { deviceView } from "./views.ts";

export type Operator = {
  users(): Promise<AccountView[]>;
  devices(): Promise<DeviceView[]>;
  /** Whoever uses it, once, is a super admin. */
  superAdminLink(): Promise<string>;
  /** @throws PD_DESK_NOT_FOUND */
  resetLink(address: string): Promise<string>;
  /** Also switches off the second factor, which who forgot all lost as well. @throws PD_DESK_NOT_FOUND */
  removeTotp(address: string): Promise<void>;
  /** @throws PD_DESK_NOT_FOUND */
  revokeDevice(id: string): Promise<void>;
  /** Every browser of everybody. @returns how many */
  signOutAll(): Promise<number>;
  /** @throws PD_DESK_NOT_FOUND */
  unlock(address: string): Promise<void>;
};

const ACTOR = { kind: "operator" } as const;

export function createOperator({ store, throttle, links, sessions, devices, views }: OwnAccountDeps): Operator {
  const require = (address: string): User => {
    const user = store.userOfAddress(address);
    if (user === null) throw notFound("user", address);
    return user;
  };

  return {
    users: () => views.all(),
    devices: async () => (await devices.of()).map(deviceView),
    superAdminLink: () =>
      store.run(async () => {
        const { url } = await links.make({
          purpose: "set-up",
          userId: null,
          address: "",
          name: "",
          permissions: ["super-admin"],
          way: "link",
          byUserId: null,
        });
        await store.audit({ action: "set-up-link-made", actor: ACTOR });
        return url;
      }),
    resetLink: (address) =>
      store.run(async () => {
        const user = require(address);
        await store.audit({ action: "reset-link-made", actor: ACTOR, userId: user.id });
        const { url } = await links.make({
          purpose: "reset",
          userId: user.id,
          name: user.name,
          address: user.address,
          permissions: [...user.permissions],
          way: "link",
          byUserId: null,
        });
        return url;
      }),
    async removeTotp(address) {
      await store.run(async () => {
        const user = require(address);
        await store.changeAccount(user.id, { totp: null });
        await store.audit({ action: "totp-off", actor: ACTOR, userId: user.id });
      });
    },
    async revokeDevice(id) {
      await store.run(async () => {
        const device = await store.byId("device", id);
        if (device === null) throw notFound("device", id);
        await devices.revoke(device, null, ACTOR, "");
      });
    },
    signOutAll: () =>
      store.run(async () => {
        let ended = 0;
        for (const user of store.context.setup.all("user")) ended += await sessions.end(user.id);
        await store.audit({ action: "signed-out-everywhere", actor: ACTOR });
        return ended;
      }),
    async unlock(address) {
      const user = require(address);
      for (const key of throttleKeysOf(user.id)) await throttle.forget(key);
      await store.note({ action: "account-unlocked", actor: ACTOR, userId: user.id });
    },
  };
}
