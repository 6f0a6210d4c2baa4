import { createHash } from "node:crypto";
import { OutboxItemId, type MessageId } from "#shared/model/ids.ts";

/** Hexadecimal digits of a derived id: 128 bits, so that no two of a desk's lifetime meet. */
const DIGEST_LENGTH = 32;

/**
 * An id that follows from what it names, so that doing the same thing twice, on one device or on two, makes one document (H4).
 * @param prefix one letter that tells a person reading an id what it is of.
 */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  const hash = createHash("sha256");
  // The length before each part keeps ("ab","c") and ("a","bc") apart.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return `${prefix}_${hash.digest("hex").slice(0, DIGEST_LENGTH)}`;
}

/** A message waits in the outbox once, wherever and however often it is put there. */
export function outboxItemIdOf(messageId: MessageId): OutboxItemId {
  return OutboxItemId.parse(derivedId("o", messageId));
}
