/**
 * What an S/MIME part holds (RFC 8551, RFC 5652): a message that is only signed or compressed can be read by everybody, an encrypted one by the owner of its key.
 * Signatures are not checked here.
 */
import { inflateSync } from "node:zlib";
import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from "asn1js";

import { MAX_UNPACKED_BYTES } from "../limits.ts";

export type CmsContent =
  | { readonly kind: "signed" | "compressed"; readonly content: Uint8Array }
  | { readonly kind: "encrypted" };

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const COMPRESSED_DATA = "1.2.840.113549.1.9.16.1.9";
const ENCRYPTED_DATA = new Set([
  "1.2.840.113549.1.7.3",
  "1.2.840.113549.1.7.4",
  "1.2.840.113549.1.7.6",
  "1.2.840.113549.1.9.16.1.23",
]);

/** The first bytes of an object identifier of PKCS#7 or S/MIME. */
const IDENTIFIER = "\u002a\u0086\u0048\u0086\u00f7\u000d\u0001";

/** SEQUENCE, its length, an object identifier: files of any other kind don't begin so. */
function isDer(bytes: Buffer): boolean {
  return bytes[0] === 0x30 && bytes.toString("latin1", 0, 32).includes(IDENTIFIER);
}

/** What the bytes of a message in DER are, also where a program wrote them as text: within "-----BEGIN …-----", or in base64 of which it says nothing. */
export function derOf(bytes: Buffer): Buffer | null {
  if (isDer(bytes)) return bytes;
  const text = /^\s*(?:-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----\s*)?(MI[A-Za-z0-9+/\s]{30})/u.exec(
    bytes.toString("latin1", 0, 120),
  );
  if (!text) return null;
  const encoded = bytes.toString("latin1").replaceAll(/-----[A-Z0-9 #]+-----/gu, "");
  const decoded = Buffer.from(encoded, "base64");
  return isDer(decoded) ? decoded : null;
}

/** null for what is no such message, and for one that holds no content: a bare certificate. Never throws. */
export function readCms(bytes: Uint8Array): CmsContent | null {
  // SEQUENCE: without that, the reader need not try.
  if (bytes[0] !== 0x30) return null;
  try {
    const [type, wrapped] = childrenOf(fromBER(bytes).result);
    if (!(type instanceof ObjectIdentifier)) return null;
    const kind = type.valueBlock.toString();
    if (ENCRYPTED_DATA.has(kind)) return { kind: "encrypted" };
    if (kind !== SIGNED_DATA && kind !== COMPRESSED_DATA) return null;
    const content = contentOf(childrenOf(childrenOf(wrapped)[0]));
    if (content === null) return null;
    if (kind === SIGNED_DATA) return { kind: "signed", content };
    return { kind: "compressed", content: inflateSync(content, { maxOutputLength: MAX_UNPACKED_BYTES }) };
  } catch {
    return null;
  }
}

/** EncapsulatedContentInfo is the first sequence behind version and algorithms: a type and, in a tag of its own, the octets. */
function contentOf(fields: readonly BaseBlock[]): Uint8Array | null {
  for (const field of fields) {
    const [type, tagged] = field instanceof Sequence ? childrenOf(field) : [];
    if (!(type instanceof ObjectIdentifier) || !tagged) continue;
    const [octets] = childrenOf(tagged);
    if (octets instanceof OctetString) return new Uint8Array(octets.getValue());
  }
  return null;
}

function childrenOf(block: BaseBlock | undefined): BaseBlock[] {
  return block instanceof Constructed ? block.valueBlock.value : [];
}
