/**
 * Sorts the parts of a message into what is read (text, HTML) and what is attached.
 */
import { MailSeal, type ParsedAttachment } from "#shared/model/mail.ts";

import { MAX_HTML_CHARS, MAX_SEAL_DEPTH, MAX_TEXT_CHARS, MAX_TEXTS_WITH_STATISTICS } from "../limits.ts";
import { attachmentName } from "./attachment-name.ts";
import { decodeBytes } from "./charset.ts";
import { addCalendarBody, addPackedBody, htmlOf, textOf, type Slot } from "./body-slots.ts";
import { isCalendarFile } from "./calendar-text.ts";
import { derOf, readCms } from "./cms.ts";
import { unflow } from "./flowed.ts";
import { fieldValue } from "./header-block.ts";
import { placeInlineFiles, type FoundFile } from "./inline-files.ts";
import { readMimeTree, type MimePart } from "./mime-tree.ts";
import type { DetachedPart } from "./detached-part.ts";
import { contentIdOf, isEntity, locationOf, metaCharset, sentNameOf, subjectOf } from "./part-facts.ts";
import { readArmour } from "./pgp-armor.ts";
import { noReportParts, noteReport, type ReportParts } from "./report-parts.ts";
import { readTnef, type TnefContent } from "./tnef/read-tnef.ts";
import { decodeBody } from "./transfer.ts";
import { extractUuencoded } from "./uuencode.ts";

/** `bytes` of a file that is kept already are its beginning. */
type BodyFile = FoundFile & Partial<Pick<ParsedAttachment, "keptAs" | "sizeBytes">>;

interface Surroundings {
  /** What the part's offsets lead into: the message, or what a signed part within holds. */
  source: Uint8Array;
  sealDepth: number;
  /** The slot of the enclosing multipart/alternative. */
  slot: Slot | null;
}

export interface MailBody extends ReportParts {
  text: string;
  html: string | null;
  /** True when no text part said anything and the text was made from the HTML. */
  textFromHtml: boolean;
  attachments: ParsedAttachment[];
  /** Media types of all leaf parts. */
  partTypes: string[];
  seal: MailSeal | null;
}

/** Rendering variants that only one family of programs shows and that repeat the other parts. */
const SKIPPED_ALTERNATIVES = new Set(["text/x-amp-html", "text/watch-html"]);
/** Wherever its bytes say so themselves, what is sealed is told from a file in spite of a wrong name or type. */
const SEALED_TYPE_PATTERN = /^application\/(?:octet-stream|binary|(?:x-)?pkcs7-(?:mime|signature))$/u;
const CALENDAR_TYPES = new Set(["text/calendar", "application/ics", "text/x-vcalendar"]);
/** What says nothing of a file, or takes it for a text. */
const UNTOLD_TYPES = new Set(["text/plain", "application/octet-stream"]);

/** @param detached files that are kept already: of these the source holds the beginnings */
export function readBody(
  source: Uint8Array,
  root: MimePart,
  problems: Set<string>,
  detached: readonly DetachedPart[] = [],
): MailBody {
  return new BodyReader(source, problems, detached).read(root);
}

class BodyReader {
  private readonly slots: Slot[] = [];
  private readonly files: BodyFile[] = [];
  /** What relative locations in the HTML are relative to. */
  private htmlBase = "";
  private texts = 0;
  private readonly derivedNames = new Map<string, number>();
  private readonly partTypes: string[] = [];
  private readonly reports: ReportParts = noReportParts();
  private seal: MailSeal | null = null;
  private readonly packed: TnefContent[] = [];
  private readonly calendars: string[] = [];
  private readonly source: Uint8Array;
  private readonly problems: Set<string>;
  /** By where their parts begin, until they are come upon. */
  private readonly detached: Map<number, DetachedPart>;

  constructor(source: Uint8Array, problems: Set<string>, detached: readonly DetachedPart[]) {
    this.source = source;
    this.problems = problems;
    this.detached = new Map(detached.map((part) => [part.bodyStart, part]));
  }

  read(root: MimePart): MailBody {
    this.collect(root, { source: this.source, sealDepth: 0, slot: null });
    if (this.detached.size > 0) throw new Error("A file of it belongs to none of its parts.");
    for (const content of this.packed) addPackedBody(this.slots, content);
    addCalendarBody(this.slots, this.calendars);
    const { html, files } = placeInlineFiles(htmlOf(this.slots), this.files, this.htmlBase);
    const { text, hasPlain } = textOf(this.slots);
    return {
      ...this.reports,
      partTypes: this.partTypes,
      text: this.bounded(text, MAX_TEXT_CHARS, "text"),
      html: html === null ? null : this.bounded(html, MAX_HTML_CHARS, "HTML"),
      textFromHtml: html !== null && !hasPlain,
      // Copies of the bytes: a view would keep the whole message alive, and be sent whole when it is posted to another thread.
      attachments: files.map(({ name, contentType, contentId, inline, bytes, keptAs, sizeBytes }) => ({
        name,
        contentType,
        sizeBytes: sizeBytes ?? bytes.length,
        contentId,
        inline,
        content: new Uint8Array(bytes),
        ...(keptAs === undefined ? {} : { keptAs }),
      })),
      seal: this.seal,
    };
  }

  private collect(part: MimePart, around: Surroundings): void {
    if (part.children.length === 0) {
      this.collectLeaf(part, around);
      return;
    }
    let slot = around.slot;
    if (part.mediaType === "multipart/alternative" && slot === null) {
      slot = { plain: [], html: [] };
      this.slots.push(slot);
    }
    if (part.mediaType === "multipart/signed") this.seal ??= MailSeal.enum.signed;
    if (part.mediaType === "multipart/encrypted") this.seal = MailSeal.enum.encrypted;
    for (const child of part.children) this.collect(child, { ...around, slot });
  }

  private collectLeaf(part: MimePart, around: Surroundings): void {
    this.partTypes.push(part.mediaType);
    if (around.slot !== null && SKIPPED_ALTERNATIVES.has(part.mediaType)) return;
    const { bytes, problem } = decodeBody(around.source, part);
    if (problem !== null) this.problems.add(problem);
    const detached = around.source === this.source ? this.detached.get(part.bodyStart) : undefined;
    if (detached) {
      this.detached.delete(part.bodyStart);
      noteReport(this.reports, part, bytes);
      this.addAttachment(part, bytes, part.mediaType, detached);
      return;
    }
    if (this.openSealed(part, bytes, around) || this.openPacked(bytes)) return;
    noteReport(this.reports, part, bytes);
    const isCalendar = CALENDAR_TYPES.has(part.mediaType) || /\.(?:ics|vcs)$/iu.test(sentNameOf(part));
    const isUntold = !isCalendar && UNTOLD_TYPES.has(part.mediaType) && isCalendarFile(bytes);
    if (isCalendar || isUntold)
      this.calendars.push(decodeBytes(bytes, part.type.params.get("charset") ?? "utf-8").text);
    if (!isUntold && this.isBodyText(part, around)) this.addText(part, bytes, around);
    else this.addAttachment(part, bytes, isUntold ? "text/calendar" : part.mediaType);
  }

  /** Opens what is only signed or compressed: its parts take this one's place. */
  private openSealed(part: MimePart, bytes: Buffer, around: Surroundings): boolean {
    if (part.mediaType === "application/pgp-encrypted") this.seal = MailSeal.enum.encrypted;
    if (!SEALED_TYPE_PATTERN.test(part.mediaType) && !/\.p7m$/iu.test(sentNameOf(part))) return false;
    const der = derOf(bytes);
    const cms = der === null ? null : readCms(der);
    if (cms?.kind === "encrypted") this.seal = MailSeal.enum.encrypted;
    if (!cms || cms.kind === "encrypted" || around.sealDepth >= MAX_SEAL_DEPTH) return false;
    const { root, problems } = readMimeTree(cms.content);
    // A document that was signed, as invoices are in Italy, stays a file.
    if (!isEntity(root) && !(part.depth === 0 && isText(cms.content))) return false;
    if (cms.kind === "signed") this.seal ??= MailSeal.enum.signed;
    for (const problem of problems) this.problems.add(problem);
    this.collect(root, { ...around, source: cms.content, sealDepth: around.sealDepth + 1 });
    return true;
  }

  /** Opens winmail.dat: its files become the message's. */
  private openPacked(bytes: Buffer): boolean {
    // Its first bytes are its own, whatever name and type it has.
    const content = readTnef(bytes);
    if (!content) return false;
    this.packed.push(content);
    for (const { name, contentType, contentId, location, bytes: content_ } of content.files)
      this.files.push({
        name: attachmentName(name, contentType || "application/octet-stream"),
        contentType: contentType || "application/octet-stream",
        contentId: contentId === "" ? null : contentId.slice(0, 500),
        location,
        bytes: content_,
        attached: false,
      });
    return true;
  }

  /** Text parts are read, unless they are declared to be attached or are named files behind the first text. */
  private isBodyText(part: MimePart, around: Surroundings): boolean {
    if (part.mediaType !== "text/plain" && part.mediaType !== "text/html") return false;
    if (part.disposition.value === "attachment") return false;
    const named = (part.disposition.params.get("filename") ?? part.type.params.get("name") ?? "") !== "";
    return (
      !named ||
      (around.slot !== null && part.disposition.params.get("filename") === undefined) ||
      (this.slots.length === 0 && part.disposition.value !== "inline")
    );
  }

  private addText(part: MimePart, bytes: Buffer, around: Surroundings): void {
    const decoded = decodeBytes(bytes, part.type.params.get("charset") ?? "", {
      fallbackLabel: part.mediaType === "text/html" ? metaCharset(bytes) : "",
      withStatistics: (this.texts += 1) <= MAX_TEXTS_WITH_STATISTICS,
    });
    if (!decoded.asLabelled && part.type.params.has("charset"))
      this.problems.add("a text's stated charset doesn't fit it: read by a better guess");
    let text = decoded.text
      .replaceAll("\r\n", "\n")
      .replaceAll("\r", "\n")
      .replaceAll("\0", "")
      .replace(/^\uFEFF/u, "");
    const slot = around.slot ?? { plain: [], html: [] };
    if (around.slot === null) this.slots.push(slot);
    if (
      part.mediaType === "text/html" ||
      (part.typeMissing && /^\s*(?:<!doctype html|<html[\s>])/iu.test(text.slice(0, 300)))
    ) {
      slot.html.push(text);
      if (this.htmlBase === "") this.htmlBase = locationOf(part) || (fieldValue(part.fields, "content-base") ?? "");
      return;
    }
    if (/^flowed$/iu.test(part.type.params.get("format") ?? ""))
      text = unflow(text, /^yes$/iu.test(part.type.params.get("delsp") ?? ""));
    const armour = readArmour(text);
    if (armour.kind === "encrypted") this.seal = MailSeal.enum.encrypted;
    if (armour.kind === "signed") this.seal ??= MailSeal.enum.signed;
    const unpacked = extractUuencoded(armour.text);
    slot.plain.push(unpacked.text);
    for (const file of unpacked.files)
      this.files.push({
        name: attachmentName(file.name, "application/octet-stream"),
        contentType: "application/octet-stream",
        contentId: null,
        location: "",
        bytes: file.bytes,
        attached: true,
      });
  }

  private addAttachment(part: MimePart, bytes: Buffer, mediaType: string, detached?: DetachedPart): void {
    const sent = sentNameOf(part);
    const title = part.mediaType === "message/rfc822" && sent === "" ? subjectOf(bytes) : "";
    const name =
      sent.trim() === "" ? this.numbered(attachmentName("", mediaType, title)) : attachmentName(sent, mediaType, title);
    const contentId = contentIdOf(part);
    this.files.push({
      name,
      contentType: mediaType,
      contentId: contentId === "" ? null : contentId,
      location: locationOf(part),
      bytes,
      attached: part.disposition.value === "attachment",
      ...(detached ? { keptAs: detached.blobId, sizeBytes: detached.sizeBytes } : {}),
    });
  }

  /** Names made here are told apart by a number; names that the sender gave stay as they are. */
  private numbered(name: string): string {
    const count = (this.derivedNames.get(name) ?? 0) + 1;
    this.derivedNames.set(name, count);
    const dot = name.lastIndexOf(".");
    return count === 1 ? name : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
  }

  private bounded(text: string, maxChars: number, what: string): string {
    if (text.length <= maxChars) return text;
    this.problems.add(`the ${what} is longer than ${maxChars} characters and was cut; the raw message keeps the rest`);
    return text.slice(0, maxChars);
  }
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 1_024).some((byte) => byte < 9 || (byte > 13 && byte < 32));
}
