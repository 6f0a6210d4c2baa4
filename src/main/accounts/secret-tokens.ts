import { createHash, randomBytes } from "node:crypto";

/** So that one that was found somewhere is known for what it is. */
export const TOKEN_PREFIX = { session: "pds_", device: "pdd_", link: "pdl_", challenge: "pdc_" } as const;

const SECRET_BYTES = 32;

/** A fresh secret of 256 bits, safe in a URL, a header and a cookie. */
export function createSecret(prefix: (typeof TOKEN_PREFIX)[keyof typeof TOKEN_PREFIX]): string {
  return `${prefix}${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** What is kept of a secret of that many bits: nothing leads back from it, so it needs no salt and no work factor, and may be looked up by an index. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
