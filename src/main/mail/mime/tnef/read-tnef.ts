/**
 * winmail.dat (MS-OXTNEF): what Outlook packs a message's form and files into when it believes that the recipient has Outlook too.
 *
 * No kept package reads it whole: node-tnef brings a logger and a command line of its own, and leaves the bodies closed. The envelope, a list of attributes,
 * is read here; the formats within, compressed RTF and HTML within RTF, by packages.
 */
import { MAX_TNEF_DEPTH, MAX_TNEF_FILES } from "../../limits.ts";
import { MapiType, readMapiProperties, Reader, type MapiProperty } from "./mapi-properties.ts";
import { readRtfBody } from "./rtf-body.ts";
import { codePageLabel, decodeTnefText } from "./tnef-text.ts";

export interface TnefFile {
  name: string;
  /** '' where the message tells none. */
  contentType: string;
  contentId: string;
  location: string;
  bytes: Buffer;
}

export interface TnefContent {
  subject: string;
  text: string;
  html: string;
  files: TnefFile[];
}

const SIGNATURE = 0x223e9f78;
const Attribute = {
  subject: 0x8004,
  body: 0x800c,
  codePage: 0x9007,
  properties: 0x9003,
  attachBegins: 0x9002,
  attachTitle: 0x8010,
  attachTransportName: 0x9001,
  attachData: 0x800f,
  attachProperties: 0x9005,
} as const;
const Property = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codePage: 0x3fde,
  subject: 0x0037,
  displayName: 0x3001,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
  location: 0x3713,
} as const;
const IID_BYTES = 16;

interface Section {
  attributes: Map<number, Buffer>;
  properties: Map<number, MapiProperty>;
}

/** null for what is no TNEF. Never throws. */
export function readTnef(bytes: Uint8Array, depth = 0): TnefContent | null {
  const reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (reader.u32() !== SIGNATURE) return null;
  reader.u16();
  const message: Section = { attributes: new Map(), properties: new Map() };
  const attachments: Section[] = [];
  while (!reader.isOver) {
    const level = reader.u8();
    const id = reader.u32() & 0xffff;
    const data = reader.take(reader.u32());
    // What is cut off is kept as far as it goes; the checksum behind it is not asked, as old Outlooks get it wrong.
    const isCut = reader.isOver;
    reader.u16();
    if (level !== 1 && level !== 2) break;
    if (level === 2 && (id === Attribute.attachBegins || attachments.length === 0)) {
      if (attachments.length >= MAX_TNEF_FILES) break;
      attachments.push({ attributes: new Map(), properties: new Map() });
    }
    const section = level === 1 ? message : attachments.at(-1);
    if (!section) break;
    if (!section.attributes.has(id)) section.attributes.set(id, data);
    if (id === Attribute.properties || id === Attribute.attachProperties) section.properties = readMapiProperties(data);
    if (isCut) break;
  }
  if (message.attributes.size === 0 && attachments.length === 0) return null;
  return contentOf(message, attachments, depth);
}

function contentOf(message: Section, attachments: readonly Section[], depth: number): TnefContent {
  const oem = message.attributes.get(Attribute.codePage);
  const label = codePageLabel(oem && oem.length >= 4 ? oem.readUInt32LE() : 0);
  const text = (section: Section, id: number) => textOf(section.properties.get(id), label);
  const plain = (section: Section, id: number) => {
    const bytes = section.attributes.get(id);
    return bytes ? decodeTnefText(bytes, label) : "";
  };
  const cpid = message.properties.get(Property.codePage)?.bytes;
  const htmlLabel = cpid && cpid.length >= 4 ? codePageLabel(cpid.readUInt32LE()) : label;
  const compressed = message.properties.get(Property.rtf)?.bytes;
  const rtf = compressed ? readRtfBody(compressed) : null;
  const html = textOf(message.properties.get(Property.html), htmlLabel);
  const files: TnefFile[] = [];
  for (const section of attachments) {
    const name =
      text(section, Property.longName) ||
      plain(section, Attribute.attachTransportName) ||
      plain(section, Attribute.attachTitle) ||
      text(section, Property.shortName) ||
      text(section, Property.displayName);
    const object = section.properties.get(Property.data);
    const bytes = section.attributes.get(Attribute.attachData) ?? object?.bytes;
    if (!bytes) continue;
    const inner = object?.type === MapiType.object ? bytes.subarray(IID_BYTES) : null;
    const embedded = inner && depth < MAX_TNEF_DEPTH ? readTnef(inner, depth + 1) : null;
    if (embedded) files.push(...filesOfEmbedded(embedded, name));
    else
      files.push({
        name,
        contentType: text(section, Property.mediaType).toLowerCase(),
        contentId: text(section, Property.contentId),
        location: text(section, Property.location),
        bytes: inner ?? bytes,
      });
  }
  if (rtf?.kind === "rtf") files.push(file("message.rtf", "application/rtf", rtf.bytes));
  return {
    subject: text(message, Property.subject) || plain(message, Attribute.subject),
    text: text(message, Property.body) || plain(message, Attribute.body) || (rtf?.kind === "text" ? rtf.text : ""),
    html: html || (rtf?.kind === "html" ? rtf.text : ""),
    files,
  };
}

/** A message in the message: its text as a file, and its files. */
function filesOfEmbedded({ subject, text, html, files }: TnefContent, name: string): TnefFile[] {
  const title = name || subject || "message";
  if (html !== "") return [file(`${title}.html`, "text/html", Buffer.from(html, "utf8")), ...files];
  return text === "" ? files : [file(`${title}.txt`, "text/plain", Buffer.from(text, "utf8")), ...files];
}

function file(name: string, contentType: string, bytes: Buffer): TnefFile {
  return { name, contentType, contentId: "", location: "", bytes };
}

function textOf(property: MapiProperty | undefined, label: string): string {
  if (!property) return "";
  return property.type === MapiType.unicode
    ? property.bytes.toString("utf16le").replace(/\0+$/u, "")
    : decodeTnefText(property.bytes, label);
}
