/**
 * Names of attachments: what the sender wrote, made a bare file name that is safe on every disk and shows what it is.
 */
import { MAX_ATTACHMENT_NAME_BYTES } from "../limits.ts";

const EXTENSIONS = new Map<string, string>([
  ["text/plain", "txt"],
  ["text/html", "html"],
  ["text/csv", "csv"],
  ["text/calendar", "ics"],
  ["application/ics", "ics"],
  ["text/vcard", "vcf"],
  ["text/x-vcard", "vcf"],
  ["text/directory", "vcf"],
  ["text/rtf", "rtf"],
  ["text/xml", "xml"],
  ["text/enriched", "txt"],
  ["text/rfc822-headers", "txt"],
  ["message/delivery-status", "txt"],
  ["message/disposition-notification", "txt"],
  ["message/feedback-report", "txt"],
  ["message/rfc822", "eml"],
  ["message/global", "eml"],
  ["message/partial", "eml"],
  ["image/jpeg", "jpg"],
  ["image/jpg", "jpg"],
  ["image/pjpeg", "jpg"],
  ["image/png", "png"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
  ["image/svg+xml", "svg"],
  ["image/bmp", "bmp"],
  ["image/tiff", "tiff"],
  ["image/heic", "heic"],
  ["audio/mpeg", "mp3"],
  ["audio/wav", "wav"],
  ["audio/x-wav", "wav"],
  ["audio/ogg", "ogg"],
  ["audio/amr", "amr"],
  ["audio/mp4", "m4a"],
  ["video/mp4", "mp4"],
  ["video/quicktime", "mov"],
  ["video/3gpp", "3gp"],
  ["application/pdf", "pdf"],
  ["application/zip", "zip"],
  ["application/x-zip-compressed", "zip"],
  ["application/gzip", "gz"],
  ["application/json", "json"],
  ["application/xml", "xml"],
  ["application/msword", "doc"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.ms-powerpoint", "ppt"],
  ["application/rtf", "rtf"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"],
  ["application/pkcs7-signature", "p7s"],
  ["application/x-pkcs7-signature", "p7s"],
  ["application/pkcs7-mime", "p7m"],
  ["application/x-pkcs7-mime", "p7m"],
  ["application/pgp-signature", "asc"],
  ["application/pgp-encrypted", "asc"],
  ["application/pgp-keys", "asc"],
  ["application/ms-tnef", "dat"],
]);
/** Names by which people know these parts. */
const KNOWN_NAMES = new Map<string, string>([
  ["text/calendar", "invite.ics"],
  ["application/ics", "invite.ics"],
  ["application/ms-tnef", "winmail.dat"],
  ["application/pkcs7-signature", "smime.p7s"],
  ["application/x-pkcs7-signature", "smime.p7s"],
  ["application/pkcs7-mime", "smime.p7m"],
  ["application/x-pkcs7-mime", "smime.p7m"],
  ["application/pgp-signature", "signature.asc"],
  ["message/delivery-status", "delivery-status.txt"],
  ["message/disposition-notification", "disposition-notification.txt"],
  ["message/feedback-report", "feedback-report.txt"],
  ["text/rfc822-headers", "message-headers.txt"],
  ["message/partial", "partial-message.eml"],
]);
// Control, format and bidirectional characters: "exe.fdp" must not be shown as "…pdf.exe" reversed.
const INVISIBLE_CHARS =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const FORBIDDEN_CHARS = /[<>:"|?*]/gu;
/** Device names that Windows reserves, with any extension. */
const DEVICE_NAMES = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/iu;

/** A safe base name; when the sender's name leaves nothing, one made from the media type and, for messages, from `title`. */
export function attachmentName(sent: string, mediaType: string, title = ""): string {
  const own = safeFileName(baseName(sent));
  if (own !== "") return own;
  const known = KNOWN_NAMES.get(mediaType);
  if (known !== undefined) return known;
  const extension = EXTENSIONS.get(mediaType) ?? "bin";
  const stem = safeFileName(title.replaceAll(/[/\\]/gu, "_").slice(0, 80)).replace(/\.$/u, "");
  return `${stem === "" ? stemFor(mediaType) : stem}.${extension}`;
}

function stemFor(mediaType: string): string {
  const family = mediaType.split("/")[0] ?? "";
  if (family === "image" || family === "audio" || family === "video" || family === "message") return family;
  return family === "text" ? "text" : "attachment";
}

/** The last path component that is a name, of either kind of path. */
function baseName(sent: string): string {
  const components = sent.replace(INVISIBLE_CHARS, "").split(/[/\\]/u);
  return (
    components.findLast(
      (component) => component.replace(/[.\s]/gu, "") !== "" && !/^[a-z]:$/iu.test(component.trim()),
    ) ?? ""
  );
}

function safeFileName(text: string): string {
  const clean = text
    .normalize("NFC")
    .replace(/[\t\r\n]+/gu, " ")
    .replace(INVISIBLE_CHARS, "")
    .replace(FORBIDDEN_CHARS, "_")
    .trim()
    .replace(/[. ]+$/u, "");
  return shorten(DEVICE_NAMES.test(clean) ? `_${clean}` : clean);
}

/** Cuts the stem and keeps the extension, in whole characters. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_ATTACHMENT_NAME_BYTES) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : "";
  let stem = "";
  let bytes = Buffer.byteLength(extension);
  for (const char of extension === "" ? name : name.slice(0, dot)) {
    bytes += Buffer.byteLength(char);
    if (bytes > MAX_ATTACHMENT_NAME_BYTES) break;
    stem += char;
  }
  return stem.trimEnd() + extension;
}
