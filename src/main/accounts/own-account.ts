import type { Account } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { AccountCaller, AccountsService } from "./accounts-service.ts";
import type { AccountMail } from "./account-mail.ts";
import type { AccountStore } from "./account-store.ts";
import type { AccountViews } from "./account-views.ts";
import type { Devices } from "./devices.ts";
import type { Links } from "./links.ts";
import { requireStrongPassword, type Passwords } from "./passwords.ts";
import { beginTotp, createRecoveryCodes, takeCode, totpUri } from "./second-factor.ts";
import type { Sessions } from "./sessions.ts";
import { codeKeyOf, passwordKeyOf, type Throttle } from "./throttle.ts";
import { deviceView, sessionView } from "./views.ts";

type Own = Pick<
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

export type OwnAccountDeps = {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly mail: AccountMail;
  readonly views: AccountViews;
};

const DONE = { done: true } as const;

/** What everybody does with their own account. */
export function createOwnAccount(deps: OwnAccountDeps): Own {
  const { store, passwords, throttle, links, sessions, devices, mail, views } = deps;

  const by = ({ userId, address = "" }: AccountCaller) => ({
    actor: { kind: "user", userId } as const,
    userId,
    address,
  });

  /** A browser that was left open is not enough. Counts as an attempt to sign in. @throws PD_ACCOUNT_PROOF, PD_SIGN_IN_PAUSED */
  async function requireOwnPassword({ userId, address = "" }: AccountCaller, password: string): Promise<Account> {
    const account = await store.accountOf(userId);
    const attempt = await throttle.begin(passwordKeyOf(userId), address);
    if (account && (await passwords.matches(account.password, password))) {
      await attempt.succeeded();
      return account;
    }
    await attempt.failed();
    throw new PipedeskError("PD_ACCOUNT_PROOF", "The password is wrong.");
  }

  /** Inside a piece of work, as it is now. @throws PD_DESK_NOT_FOUND */
  async function requireTotp(userId: UserId): Promise<NonNullable<Account["totp"]>> {
    const account = await store.accountOf(userId);
    if (!account?.totp) throw notFound("second factor", userId);
    return account.totp;
  }

  return {
    async me({ userId }) {
      const account = await store.accountOf(userId);
      return {
        ...(await views.of(userId)),
        recoveryCodesLeft: account?.totp?.recoveryDigests.length ?? 0,
        canMail: mail.canSend(),
      };
    },
    async changePassword(caller, { current, password }) {
      const user = store.context.setup.require("user", caller.userId);
      await requireOwnPassword(caller, current);
      requireStrongPassword(password, [user.address, user.name]);
      const digest = await passwords.digest(password);
      await store.run(async () => {
        await store.changeAccount(caller.userId, { password: digest });
        await sessions.end(caller.userId, caller.sessionId ?? null);
        await store.audit({ action: "password-changed", ...by(caller) });
      });
      return DONE;
    },
    async startTotp(caller, { password }) {
      const { totp: before } = await requireOwnPassword(caller, password);
      if ((before?.confirmedAtEpochMs ?? null) !== null)
        throw new PipedeskError("PD_DESK_CHANGED", "The second factor is on already; switch it off first.");
      const totp = beginTotp();
      await store.run(() => store.changeAccount(caller.userId, { totp }));
      const { deskName } = store.context.setup.require("settings", SETTINGS_ID);
      const user = store.context.setup.require("user", caller.userId);
      return { secret: totp.secret, uri: totpUri(totp, `Pipedesk ${deskName}`, user.address) };
    },
    async confirmTotp(caller, { code }) {
      const attempt = await throttle.begin(codeKeyOf(caller.userId), caller.address ?? "");
      const { codes, digests } = createRecoveryCodes();
      const isRight = await store.run(async () => {
        const totp = await requireTotp(caller.userId);
        const taken = takeCode(totp, code, store.now());
        if (totp.confirmedAtEpochMs !== null || taken === null) return false;
        const confirmed = { ...taken.totp, confirmedAtEpochMs: store.now(), recoveryDigests: digests };
        await store.changeAccount(caller.userId, { totp: confirmed });
        await store.audit({ action: "totp-on", ...by(caller) });
        return true;
      });
      if (!isRight) {
        await attempt.failed();
        throw new PipedeskError("PD_ACCOUNT_PROOF", "The code is wrong.");
      }
      await attempt.succeeded();
      return { recoveryCodes: codes };
    },
    async removeTotp(caller, { password }) {
      await requireOwnPassword(caller, password);
      await store.run(async () => {
        await store.changeAccount(caller.userId, { totp: null });
        await store.audit({ action: "totp-off", ...by(caller) });
      });
      return DONE;
    },
    async renewRecoveryCodes(caller, { password }) {
      await requireOwnPassword(caller, password);
      const { codes, digests } = createRecoveryCodes();
      await store.run(async () => {
        const totp = await requireTotp(caller.userId);
        if (totp.confirmedAtEpochMs === null) throw notFound("second factor", caller.userId);
        await store.changeAccount(caller.userId, { totp: { ...totp, recoveryDigests: digests } });
        await store.audit({ action: "recovery-codes-renewed", ...by(caller) });
      });
      return { recoveryCodes: codes };
    },
    async mySessions({ userId, sessionId = null }) {
      const all = await sessions.of(userId);
      const items = all.toSorted((a, b) => b.lastSeenAtEpochMs - a.lastSeenAtEpochMs);
      return { items: items.map((one) => sessionView(one, sessions.endsAt(one), sessionId)) };
    },
    async endSession(caller, { sessionId }) {
      await store.run(async () => {
        const session = await store.byId("session", sessionId);
        if (session?.userId !== caller.userId) throw notFound("session", sessionId);
        await store.remove([session]);
        await store.audit({ action: "session-ended", ...by(caller) });
      });
      return DONE;
    },
    endOtherSessions: (caller) =>
      store.run(async () => {
        const ended = await sessions.end(caller.userId, caller.sessionId ?? null);
        await store.audit({ action: "signed-out-everywhere", ...by(caller) });
        return { ended };
      }),
    myDevices: async ({ userId }) => ({ items: (await devices.of(userId)).map(deviceView) }),
    async revokeMyDevice(caller, { deviceId }) {
      await store.run(async () => {
        const device = await store.byId("device", deviceId);
        if (device?.userId !== caller.userId) throw notFound("device", deviceId);
        await devices.revoke(device, caller.userId, by(caller).actor, caller.address ?? "");
      });
      return DONE;
    },
    createJoinLink: (caller) =>
      store.run(async () => {
        const { name, address } = store.context.setup.require("user", caller.userId);
        const { url, kept } = await links.make({
          purpose: "join",
          userId: caller.userId,
          address,
          name,
          permissions: [],
          way: "link",
          byUserId: caller.userId,
        });
        await store.audit({ action: "join-link-made", ...by(caller) });
        return { way: "link" as const, url, expiresAtEpochMs: kept.expiresAtEpochMs };
      }),
  };
}
