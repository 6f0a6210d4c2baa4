import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Account } from "#shared/model/account.ts";
import { RECOVERY_CODES, TOTP_STEP_SECONDS, TOTP_WINDOW } from "./limits.ts";
import { digestOf } from "./secret-tokens.ts";

export type Totp = NonNullable<Account["totp"]>;

/** RFC 4226 §4 asks for 160 bits. */
const SECRET_BYTES = 20;
/** Nothing that is read as something else. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const CODE_LETTERS = 16;

export function beginTotp(): Totp {
  return {
    secret: new Secret({ size: SECRET_BYTES }).base32,
    confirmedAtEpochMs: null,
    lastStep: 0,
    recoveryDigests: [],
  };
}

/** What authenticators take from a QR code. */
export function totpUri(totp: Totp, issuer: string, label: string): string {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(totp.secret) }).toString();
}

export type CodeTaken = { readonly totp: Totp; readonly by: "totp" | "recovery" };

/** The second factor after this code was taken, which can't be taken again; null: it is wrong, or was taken. */
export function takeCode(totp: Totp, given: string, nowEpochMs: number): CodeTaken | null {
  const code = given.replaceAll(/[\s-]/gu, "").toLowerCase();
  if (/^\d{6}$/u.test(code)) {
    const step = stepOf(totp, code, nowEpochMs);
    return step === null || step <= totp.lastStep ? null : { totp: { ...totp, lastStep: step }, by: "totp" };
  }
  if (totp.confirmedAtEpochMs === null) return null;
  const digest = digestOf(code);
  if (!totp.recoveryDigests.includes(digest)) return null;
  return {
    totp: { ...totp, recoveryDigests: totp.recoveryDigests.filter((one) => one !== digest) },
    by: "recovery",
  };
}

function stepOf({ secret }: Totp, token: string, timestamp: number): number | null {
  const delta = TOTP.validate({ token, secret: Secret.fromBase32(secret), timestamp, window: TOTP_WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / TOTP_STEP_SECONDS) + delta;
}

/** For who lost the authenticator; each works once. Eighty bits each, so that a plain digest is enough. */
export function createRecoveryCodes(): { readonly codes: string[]; readonly digests: string[] } {
  const plain = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: CODE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
  );
  return {
    codes: plain.map((code) => code.match(/.{4}/gu)?.join("-") ?? code),
    digests: plain.map(digestOf),
  };
}
