/** Outlook's body: RTF, compressed, with HTML or plain text within it (MS-OXRTFCP, MS-OXRTFEX). */
import { decompressRTF } from "@kenjiuno/decompressrtf";
import { decode, encodingExists } from "iconv-lite";
import { deEncapsulateSync } from "rtf-stream-parser";

import { MAX_RTF_BYTES } from "../../limits.ts";

export type RtfBody =
  | { readonly kind: "html" | "text"; readonly text: string }
  /** RTF with nothing within: a text of its own. */
  | { readonly kind: "rtf"; readonly bytes: Buffer };

/** null where it can't be read or is too large. Never throws. */
export function readRtfBody(compressed: Buffer): RtfBody | null {
  // The header tells how long it will be; the packer's best is one to nine.
  if (compressed.length < 16 || compressed.length > MAX_RTF_BYTES || compressed.readUInt32LE(4) > MAX_RTF_BYTES)
    return null;
  let rtf: Buffer;
  try {
    rtf = Buffer.from(decompressRTF(Array.from(compressed)));
  } catch {
    return null;
  }
  if (rtf.length === 0) return null;
  try {
    const { mode, text } = deEncapsulateSync(rtf, {
      decode: (bytes, encoding) => decode(bytes, encodingExists(encoding) ? encoding : "windows-1252"),
      htmlFixContentType: true,
      replaceSymbolFontChars: true,
      allowCp0: true,
      warn: () => undefined,
    });
    return { kind: mode, text: String(text) };
  } catch {
    return { kind: "rtf", bytes: rtf };
  }
}
