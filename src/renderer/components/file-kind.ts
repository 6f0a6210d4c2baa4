/** What kind of file an attachment is, for its icon. Pure. */
export type FileKind =
  | "image"
  | "pdf"
  | "text"
  | "document"
  | "table"
  | "slides"
  | "archive"
  | "audio"
  | "video"
  | "mail"
  | "calendar"
  | "code"
  | "file";

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  pdf: "pdf",
  txt: "text",
  md: "text",
  log: "text",
  doc: "document",
  docx: "document",
  odt: "document",
  rtf: "document",
  pages: "document",
  xls: "table",
  xlsx: "table",
  ods: "table",
  csv: "table",
  numbers: "table",
  ppt: "slides",
  pptx: "slides",
  odp: "slides",
  key: "slides",
  zip: "archive",
  gz: "archive",
  tgz: "archive",
  tar: "archive",
  rar: "archive",
  "7z": "archive",
  eml: "mail",
  msg: "mail",
  mbox: "mail",
  ics: "calendar",
  json: "code",
  xml: "code",
  html: "code",
  htm: "code",
  js: "code",
};

/** By content type where that says something, else by the name's ending: much mail calls everything `application/octet-stream`. */
export function fileKind(attachment: { readonly name: string; readonly contentType: string }): FileKind {
  const type = attachment.contentType.toLowerCase();
  const [family] = type.split("/", 1);
  if (family === "image" || family === "audio" || family === "video") return family;
  if (type === "application/pdf") return "pdf";
  if (type === "message/rfc822") return "mail";
  if (type === "text/calendar") return "calendar";
  const extension = attachment.name.toLowerCase().split(".").at(-1) ?? "";
  const known = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  return known ?? (family === "text" ? "text" : "file");
}

/** Pictures that a window shows safely by itself. */
const SHOWABLE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);

/** Whether the desk may show the attachment in its own window; everything else is only downloaded. */
export function isShowableImage(contentType: string): boolean {
  return SHOWABLE.has(contentType.toLowerCase().split(";", 1)[0]?.trim() ?? "");
}
