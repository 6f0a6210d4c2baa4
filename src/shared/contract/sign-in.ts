/**
 * How one comes in: JSON over HTTP below `/auth`, without a session. Each takes a `POST` with a JSON body (but `state`, a `GET`) and answers 200 with JSON, or one of the contract's errors
 * as JSON (`{ code, status, message, data }`). Too many attempts are answered with 429, `PD_SIGN_IN_PAUSED`, `Retry-After` and `data.retryAfterSeconds`.
 * Whether an address is known is never told, neither by words nor by time.
 */
import { z } from "zod";
import { DeviceId, LinkPurpose } from "../model/account.ts";
import { UserId } from "../model/ids.ts";
import { User } from "../model/setup/user.ts";
import { DeviceName, GivenPassword, NewPassword, SecondFactorCode } from "./account-views.ts";

export const SIGN_IN_PREFIX = "/auth";

/** Where a link leads: `publicUrl` + this + the token. The token stands in the fragment, which browsers send to nobody. */
export const LINK_PAGES = {
  "set-up": "/#/welcome/set-up/",
  invitation: "/#/welcome/invitation/",
  reset: "/#/welcome/reset/",
  join: "/#/welcome/join/",
} as const satisfies Record<LinkPurpose, string>;

const Token = z.string().min(1).max(200);
const GivenAddress = z.string().trim().min(1).max(320);

/** What a browser has after it: the session is its cookie, which no program of the page can read. */
const SignedIn = z.object({ state: z.literal("signed-in"), userId: UserId });
/** The password was right; `challenge` is good for five minutes and for a few codes. */
const WantsCode = z.object({ state: z.literal("totp"), challenge: z.string() });
export const SignInResult = z.discriminatedUnion("state", [SignedIn, WantsCode]);
export type SignInResult = z.infer<typeof SignInResult>;

/** What a laptop keeps: `deviceToken` is its credential for `/sync` and told this once. */
export const Joined = z.object({
  deviceId: DeviceId,
  deviceToken: z.string(),
  userId: UserId,
  deskName: z.string(),
});
export type Joined = z.infer<typeof Joined>;

/**
 * What this server needs now. `set-up`: nobody has an account, the link that the server printed comes first.
 * `totp` is no state of the server: it is an answer to `sign-in`.
 */
export const SignInState = z.object({
  state: z.enum(["set-up", "sign-in", "signed-in"]),
  product: z.literal("pipedesk"),
  version: z.string(),
  /** Told only to who is signed in, else ''. */
  deskName: z.string(),
  userId: UserId.nullable(),
  minPasswordCharacters: z.number().int(),
});
export type SignInState = z.infer<typeof SignInState>;

/** What a link is for, so that its page can say so. @throws PD_LINK_SPENT */
export const LinkAbout = z.object({
  purpose: LinkPurpose,
  deskName: z.string(),
  /** '' where the link names nobody. */
  name: z.string(),
  address: z.string(),
  expiresAtEpochMs: z.number().int(),
});
export type LinkAbout = z.infer<typeof LinkAbout>;

/** Each by the last part of its address. */
export const signIn = {
  state: { method: "GET", input: null, output: SignInState },
  link: { method: "POST", input: z.object({ token: Token }).strict(), output: LinkAbout },
  /** The first super admin; the link works once. @throws PD_LINK_SPENT, PD_ACCOUNT_PASSWORD */
  "set-up": {
    method: "POST",
    input: z
      .object({
        token: Token,
        name: User.shape.name,
        address: GivenAddress,
        password: NewPassword,
        deskName: z.string().trim().min(1).max(120).optional(),
      })
      .strict(),
    output: SignInResult,
  },
  /** @throws PD_SIGN_IN_FAILED, PD_SIGN_IN_PAUSED */
  "sign-in": {
    method: "POST",
    input: z.object({ address: GivenAddress, password: GivenPassword }).strict(),
    output: SignInResult,
  },
  /** @throws PD_SIGN_IN_FAILED, PD_SIGN_IN_PAUSED, PD_LINK_SPENT where the challenge is over */
  totp: {
    method: "POST",
    input: z.object({ challenge: Token, code: SecondFactorCode }).strict(),
    output: SignInResult,
  },
  "sign-out": { method: "POST", input: z.object({}).strict(), output: z.object({ done: z.literal(true) }) },
  /** @throws PD_LINK_SPENT, PD_ACCOUNT_PASSWORD */
  invitation: {
    method: "POST",
    input: z.object({ token: Token, name: User.shape.name, password: NewPassword }).strict(),
    output: SignInResult,
  },
  /** Always the same answer: a mail goes out where there is such an account and the desk can send. @throws PD_SIGN_IN_PAUSED */
  forgotten: {
    method: "POST",
    input: z.object({ address: GivenAddress }).strict(),
    output: z.object({ done: z.literal(true) }),
  },
  /** Ends all sessions. Who has a second factor is asked for it. @throws PD_LINK_SPENT, PD_ACCOUNT_PASSWORD */
  reset: {
    method: "POST",
    input: z.object({ token: Token, password: NewPassword }).strict(),
    output: SignInResult,
  },
  /**
   * A laptop joins: by address and password (with `code` where there is a second factor), by a join link of a user, or by an invitation, which is accepted with it.
   * @throws PD_SIGN_IN_FAILED, PD_SIGN_IN_CODE where a code is needed, PD_SIGN_IN_PAUSED, PD_LINK_SPENT, PD_ACCOUNT_PASSWORD
   */
  join: {
    method: "POST",
    input: z.discriminatedUnion("by", [
      z
        .object({
          by: z.literal("password"),
          address: GivenAddress,
          password: GivenPassword,
          code: SecondFactorCode.optional(),
          deviceName: DeviceName,
        })
        .strict(),
      z
        .object({
          by: z.literal("link"),
          token: Token,
          deviceName: DeviceName,
          /** Of an invitation only: who accepts it. */
          name: User.shape.name.optional(),
          password: NewPassword.optional(),
        })
        .strict(),
    ]),
    output: Joined,
  },
} as const satisfies Record<string, { method: "GET" | "POST"; input: z.ZodType | null; output: z.ZodType }>;
export type SignIn = typeof signIn;
export type SignInName = keyof SignIn;
