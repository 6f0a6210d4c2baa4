/**
 * How one comes in. Every answer takes the same work whether there is such an account or not: the digest of a password is always computed, and what is told is the same.
 * A link is used up in the commit that does what it is for, so that it works once also where two try it at a time.
 */
import type { z } from "zod";
import type { Joined, LinkAbout, signIn, SignInResult } from "#shared/contract/sign-in.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { AccountLink } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import { writeSetup } from "#main/desk/commands/change-setup.ts";
import { OWNER_ID } from "#main/desk/defaults.ts";
import { normalAddress } from "#main/desk/people.ts";
import type { AccountMail } from "./account-mail.ts";
import type { AccountStore } from "./account-store.ts";
import { createChallenges } from "./challenges.ts";
import type { Devices } from "./devices.ts";
import type { Links } from "./links.ts";
import { requireStrongPassword, type Passwords } from "./passwords.ts";
import { addPerson, changePerson, invalid } from "./people.ts";
import { takeCode } from "./second-factor.ts";
import { digestOf } from "./secret-tokens.ts";
import type { From, Sessions } from "./sessions.ts";
import { codeKeyOf, passwordKeyOf, type Throttle } from "./throttle.ts";

type Input<Name extends keyof typeof signIn> =
  (typeof signIn)[Name]["input"] extends z.ZodType<infer Value> ? Value : never;

/** What a browser is told, and, where it is signed in, the secret of its session for its cookie. */
export type SignedIn = { readonly result: SignInResult; readonly session: string | null };

export type SignInService = ReturnType<typeof createSignInService>;

export type SignInDeps = {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly mail: AccountMail;
};

export function createSignInService({ store, passwords, throttle, links, sessions, devices, mail }: SignInDeps) {
  const challenges = createChallenges(store.now);
  const deskName = () => store.context.setup.require("settings", SETTINGS_ID).deskName;

  /** Inside a piece of work. */
  async function enter(userId: UserId, from: From): Promise<SignedIn> {
    const session = await sessions.begin(userId, from);
    await store.changeAccount(userId, { lastSignedInAtEpochMs: store.now() });
    await store.audit({ action: "sign-in", actor: { kind: "user", userId }, userId, address: from.address });
    return { result: { state: "signed-in", userId }, session };
  }

  /** Inside a piece of work: at once, or after the second factor. */
  async function enterOrAsk(userId: UserId, from: From): Promise<SignedIn> {
    const account = await store.accountOf(userId);
    if (account === null || (account.totp?.confirmedAtEpochMs ?? null) === null) return enter(userId, from);
    return {
      result: { state: "totp", challenge: challenges.begin(userId, digestOf(account.password ?? "")) },
      session: null,
    };
  }

  /** @returns whose address and password these are @throws PD_SIGN_IN_FAILED, PD_SIGN_IN_PAUSED */
  async function requirePassword(given: { address: string; password: string }, from: From): Promise<UserId> {
    const address = normalAddress(given.address);
    const user = store.userOfAddress(address);
    const attempt = await throttle.begin(user ? passwordKeyOf(user.id) : address, from.address);
    const active = user === null ? null : store.activeUser(user.id);
    const account = active === null ? null : await store.accountOf(active.id);
    if (active !== null && (await passwords.matches(account?.password ?? null, given.password))) {
      await attempt.succeeded();
      return active.id;
    }
    if (active === null) await passwords.matches(null, given.password);
    const { pausedForSeconds } = await attempt.failed();
    await store.note({
      action: pausedForSeconds > 0 ? "sign-in-locked" : "sign-in-refused",
      actor: { kind: "nobody" },
      userId: user?.id ?? null,
      detail: address,
      address: from.address,
    });
    throw failed();
  }

  /** Inside a piece of work. @returns false where the code is wrong */
  async function passCode(userId: UserId, code: string, from: From): Promise<boolean> {
    const account = await store.accountOf(userId);
    const taken = account?.totp ? takeCode(account.totp, code, store.now()) : null;
    if (taken === null) return false;
    await store.changeAccount(userId, { totp: taken.totp });
    if (taken.by === "recovery")
      await store.audit({
        action: "recovery-code-used",
        actor: { kind: "user", userId },
        userId,
        address: from.address,
      });
    return true;
  }

  /** Codes count as passwords do. @throws PD_SIGN_IN_FAILED, PD_SIGN_IN_PAUSED */
  async function requireCode<Result>(
    userId: UserId,
    code: string,
    from: From,
    then: () => Promise<Result>,
  ): Promise<Result> {
    const attempt = await throttle.begin(codeKeyOf(userId), from.address);
    const result = await store.run(async () => ((await passCode(userId, code, from)) ? { value: await then() } : null));
    if (result !== null) {
      await attempt.succeeded();
      return result.value;
    }
    await attempt.failed();
    const actor = { kind: "nobody" } as const;
    await store.note({ action: "sign-in-refused", actor, userId, detail: "code", address: from.address });
    throw failed();
  }

  /** Inside a piece of work: who accepts is a user with a password from now on. */
  async function accept(link: AccountLink, name: string, password: string, from: From): Promise<UserId> {
    await links.use(link);
    const known = link.userId === null ? null : store.user(link.userId);
    const user = known ?? (await addPerson(store, { ...link, name }));
    if (known && known.name !== name) await changePerson(store, known, { name });
    await store.changeAccount(user.id, { password });
    const told = { actor: { kind: "user", userId: user.id }, userId: user.id, address: from.address } as const;
    await store.audit({ action: "invitation-accepted", ...told });
    return user.id;
  }

  /** Inside a piece of work. */
  const joined = async (userId: UserId, deviceName: string, from: From): Promise<Joined> => {
    const { deviceId, token } = await devices.add(userId, deviceName, from.address);
    return { deviceId, deviceToken: token, userId, deskName: deskName() };
  };

  return {
    /** Nobody can sign in yet. */
    async needsSetUp(): Promise<boolean> {
      const accounts = await store.ofKind("account");
      return !accounts.some(({ password, userId }) => password !== null && store.activeUser(userId) !== null);
    },

    async link({ token }: Input<"link">): Promise<LinkAbout> {
      const { purpose, name, address, userId, expiresAtEpochMs } = await links.require(
        token,
        "set-up",
        "invitation",
        "reset",
        "join",
      );
      const user = userId === null ? null : store.user(userId);
      return {
        purpose,
        deskName: deskName(),
        name: user?.name ?? name,
        address: user?.address ?? address,
        expiresAtEpochMs,
      };
    },

    async setUp(input: Input<"set-up">, from: From): Promise<SignedIn> {
      const link = await links.require(input.token, "set-up");
      const address = normalAddress(input.address);
      requireStrongPassword(input.password, [address, input.name]);
      const password = await passwords.digest(input.password);
      return store.run(async () => {
        await links.use(link);
        const known = store.userOfAddress(address);
        // A link for whoever runs the server must not be a way into the account of somebody else who has one.
        if (known && known.id !== OWNER_ID && ((await store.accountOf(known.id))?.password ?? null) !== null)
          throw invalid("address", "A user with this address has an account already.");
        const ownerIsFree =
          ((await store.accountOf(OWNER_ID))?.password ?? null) === null && store.activeUser(OWNER_ID) !== null;
        const owner = ownerIsFree ? store.user(OWNER_ID) : null;
        const user = known ?? owner ?? (await addPerson(store, { name: input.name, address, permissions: [] }));
        const permissions = Array.from(new Set([...user.permissions, "super-admin" as const]));
        await changePerson(store, user, { name: input.name, address, permissions });
        await store.changeAccount(user.id, { password });
        if (input.deskName !== undefined) {
          const settings = store.context.setup.require("settings", SETTINGS_ID);
          await writeSetup<Settings>(store.context, settings, { deskName: input.deskName });
        }
        const actor = { kind: "user", userId: user.id } as const;
        await store.audit({ action: "set-up", actor, userId: user.id, address: from.address });
        return enterOrAsk(user.id, from);
      });
    },

    async signIn(input: Input<"sign-in">, from: From): Promise<SignedIn> {
      const userId = await requirePassword(input, from);
      return store.run(() => enterOrAsk(userId, from));
    },

    async totp({ challenge, code }: Input<"totp">, from: From): Promise<SignedIn> {
      const { userId, basis } = challenges.require(challenge);
      return requireCode(userId, code, from, async () => {
        const account = await store.accountOf(userId);
        // Shut out, or another password, since the challenge was given.
        if (store.activeUser(userId) === null || digestOf(account?.password ?? "") !== basis) throw failed();
        challenges.end(challenge);
        return enter(userId, from);
      });
    },

    /** @param token of the session; what is none is nothing to end */
    async signOut(token: string, from: From): Promise<void> {
      const session = await sessions.find(token);
      if (session === null) return;
      const { userId } = session;
      await store.run(async () => {
        const kept = await store.byId("session", session.id);
        if (kept) await store.remove([kept]);
        await store.audit({ action: "sign-out", actor: { kind: "user", userId }, userId, address: from.address });
      });
    },

    async invitation(input: Input<"invitation">, from: From): Promise<SignedIn> {
      const link = await links.require(input.token, "invitation");
      requireStrongPassword(input.password, [link.address, input.name]);
      const password = await passwords.digest(input.password);
      return store.run(async () => enterOrAsk(await accept(link, input.name, password, from), from));
    },

    /** Answers at once: how long the mail takes would tell whether there is an account. */
    async forgotten(input: Input<"forgotten">, from: From): Promise<void> {
      const address = normalAddress(input.address);
      if (!(await throttle.mayMail(address, from.address))) return;
      const user = store.userOfAddress(address);
      const isKnown = user !== null && store.activeUser(user.id) !== null;
      const sent = store
        .run(async () => {
          const actor = { kind: "nobody" } as const;
          const told = { actor, userId: user?.id ?? null, detail: address, address: from.address };
          await store.audit({ action: "reset-asked", ...told });
          if (!isKnown || ((await store.accountOf(user.id))?.password ?? null) === null || !mail.canSendTo(user))
            return null;
          const { id: userId, name, permissions } = user;
          const wanted = { purpose: "reset", userId, address, name, permissions, way: "mail", byUserId: null } as const;
          return links.make({ ...wanted, permissions: [...permissions] });
        })
        .then((link) => (link === null || user === null ? undefined : mail.sendReset(user, link)));
      sent.catch((error: unknown) =>
        store.context.log.error("A mail with a reset link could not be written.", { error }),
      );
    },

    async reset(input: Input<"reset">, from: From): Promise<SignedIn> {
      const link = await links.require(input.token, "reset");
      const { userId } = link;
      const user = userId === null ? null : store.activeUser(userId);
      if (userId === null || user === null) throw failed();
      requireStrongPassword(input.password, [user.address, user.name]);
      const password = await passwords.digest(input.password);
      const entered = await store.run(async () => {
        await links.use(link);
        await store.changeAccount(userId, { password });
        await sessions.end(userId);
        const actor = { kind: "user", userId } as const;
        await store.audit({ action: "password-reset", actor, userId, address: from.address });
        return enterOrAsk(userId, from);
      });
      await throttle.forget(passwordKeyOf(userId));
      return entered;
    },

    async join(input: Input<"join">, from: From): Promise<Joined> {
      if (input.by === "password") {
        const userId = await requirePassword(input, from);
        const account = await store.accountOf(userId);
        if ((account?.totp?.confirmedAtEpochMs ?? null) === null)
          return store.run(() => joined(userId, input.deviceName, from));
        if (input.code === undefined)
          throw new PipedeskError("PD_SIGN_IN_CODE", "This account has a second factor: its code is needed too.");
        return requireCode(userId, input.code, from, () => joined(userId, input.deviceName, from));
      }
      const link = await links.require(input.token, "join", "invitation");
      if (link.purpose === "join") {
        return store.run(async () => {
          const { userId } = await links.use(link);
          if (userId === null) throw failed();
          return joined(userId, input.deviceName, from);
        });
      }
      const { name, password: chosen } = input;
      if (name === undefined || chosen === undefined)
        throw invalid(
          name === undefined ? "name" : "password",
          "An invitation is accepted with a name and a password.",
        );
      requireStrongPassword(chosen, [link.address, name]);
      const password = await passwords.digest(chosen);
      return store.run(async () => joined(await accept(link, name, password, from), input.deviceName, from));
    },
  };
}

/** In the same words for every reason. */
function failed(): PipedeskError {
  return new PipedeskError("PD_SIGN_IN_FAILED", "The address, the password or the code is wrong.");
}
