/** Names of files that strangers chose, made fit for every system's disk and for being read by a person. Pure. */

/** Room for what a system appends ("(2)", ".crdownload") within 255 bytes. */
const MAX_NAME_BYTES = 180;
const MAX_ENDING_CHARS = 20;
const FALLBACK = "attachment";

/** What turns the direction of letters round, or isn't seen: with it "invoice‮fdp.exe" reads as "invoiceexe.pdf". */
const UNSEEN =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** `:` also names a second stream of a file on Windows. */
const FORBIDDEN = /[\p{Cc}\p{Co}\p{Cs}/\\:*?"<>|]/gu;
/** Devices of Windows, whatever follows their dot; also with the small figures that it takes for 1, 2 and 3. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/iu;
/** Read by the system itself, in any folder. */
const OF_SYSTEM = /^(?:desktop\.ini|thumbs\.db|autorun\.inf|folder\.jpg)$/iu;

/**
 * A name that is one name, on every system: no path, no device, no hidden file, nothing that turns or hides letters, no blanks or dots at its end. What can be read of it stays, with its
 * ending.
 */
export function harmlessFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(UNSEEN, "")
    .replaceAll(FORBIDDEN, "_")
    // Many blanks push the ending out of sight.
    .replaceAll(/\s+/gu, " ")
    .replace(/^[\s.]+/u, "")
    .replace(/[\s.]+$/u, "");
  const short = shortened(plain);
  if (/^_*$/u.test(short)) return FALLBACK;
  return DEVICE.test(short) || OF_SYSTEM.test(short) ? `_${short}` : short;
}

/** What stands behind a name's last dot, in lower case; '' where there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

function shortened(name: string): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= MAX_NAME_BYTES) return name;
  const ending = endingOf(name);
  const tail = ending === "" || ending.length > MAX_ENDING_CHARS ? "" : `…${name.slice(-ending.length - 1)}`;
  const roomBytes = MAX_NAME_BYTES - encoder.encode(tail).length;
  let head = "";
  let usedBytes = 0;
  for (const char of name) {
    usedBytes += encoder.encode(char).length;
    if (usedBytes > roomBytes) break;
    head += char;
  }
  return `${head.replace(/[\s.]+$/u, "")}${tail}`;
}
