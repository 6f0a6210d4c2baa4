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
