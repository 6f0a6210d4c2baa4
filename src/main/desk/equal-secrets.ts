import { createHash, timingSafeEqual } from "node:crypto";

/** Compares without telling by its duration how much of the secret was right. */
export function equalSecrets(given: string, expected: string): boolean {
  // Digests have one length, which timingSafeEqual needs, and hide the length of the secret.
  return timingSafeEqual(createHash("sha256").update(given).digest(), createHash("sha256").update(expected).digest());
}
