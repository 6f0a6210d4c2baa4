/** A mail read piece by piece from its source is the mail that reading it as a whole gives. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { BlobId } from "#shared/model/ids.ts";
import type { MailParseResult, ParsedMail } from "#shared/model/mail.ts";
import { contentDigest } from "#main/mail/ingest/content-digest.ts";
import { readLargeMail } from "#main/mail/large/read-large-mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { readMailsHere } from "#main/mail/reading/mail-reader.ts";
import { blobIdOf, type BlobStore } from "#main/store/blobs.ts";

/** Hands content out in pieces of a size that falls into lines, borders and escapes. */
function filesIn(pieceBytes: number): { store: BlobStore; contents: Map<BlobId, Buffer>; largest: () => number } {
  const contents = new Map<BlobId, Buffer>();
  let largest = 0;
  const unused = () => Promise.reject(new Error("not used"));
  const store: BlobStore = {
    put: unused,
    putAll: unused,
    prepare: unused,
    putFile: unused,
    takeFile: unused,
    remove: unused,
    read: unused,
    sizeOf: unused,
    asBlob: unused,
    async putStream(chunks) {
      const all: Uint8Array[] = [];
      for await (const chunk of chunks) {
        largest = Math.max(largest, chunk.byteLength);
        all.push(Uint8Array.from(chunk));
      }
      const content = Buffer.concat(all);
      const id = blobIdOf(content);
      contents.set(id, content);
      return { id, sizeBytes: content.length };
    },
    async *stream(id, { start, end } = { start: 0, end: Number.MAX_SAFE_INTEGER }) {
      const content = contents.get(id)?.subarray(start, end) ?? Buffer.alloc(0);
      for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
    },
  };
  return { store, contents, largest: () => largest };
}

async function readPieceByPiece(raw: Buffer, pieceBytes: number) {
  const { store, contents, largest } = filesIn(pieceBytes);
  const id = blobIdOf(raw);
  contents.set(id, raw);
  const source = { id, sizeBytes: raw.length };
  const taken = await readLargeMail({ files: store, readMails: readMailsHere, ownAddresses: [] }, source);
  return { taken, contents, largest };
}

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function told(read: MailParseResult, contents: ReadonlyMap<BlobId, Buffer>): unknown {
  if (read.kind === "set-aside") return { reason: read.reason, partial: read.partial };
  const { attachments, ...mail } = read.mail;
  return {
    ...mail,
    attachments: attachments.map(({ content, keptAs, ...facts }) => ({
      ...facts,
      sha: sha(keptAs === undefined ? content : (contents.get(keptAs) ?? Buffer.alloc(0))),
    })),
  };
}

function parsed(read: MailParseResult): ParsedMail {
  if (read.kind === "set-aside") throw new Error(read.explanation);
  return read.mail;
}

/** Bytes of all values, the same at each run. */
function noise(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0, state = seed; at < sizeBytes; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

const HEAD =
  'From: Ada <ada@customer.example>\r\nTo: help@desk.example\r\nSubject: Plans\r\nMessage-ID: <plans@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b1"\r\n\r\n';
const TEXT = "--b1\r\nContent-Type: text/plain\r\n\r\nThe plans are attached.\r\n-- \r\nAda\r\n";
const END = "\r\n--b1--\r\n";
const part = (header: string, body: string): string => `--b1\r\n${header}\r\n\r\n${body}`;
const base64 = (bytes: Buffer): string => (bytes.toString("base64").match(/.{1,76}/gu) ?? []).join("\r\n");
const FILE = noise(280_000);
const FILE_HEADER = 'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding:';
const bytes = (text: string): Buffer => Buffer.from(text, "latin1");
const quoted = (text: string): string => text.replaceAll("=", "=3D").replaceAll(/(.{60})/gu, "$1=\r\n");
const uuencoded = (content: Buffer): string => {
  const lines = ["begin 644 plan.pdf"];
  for (let at = 0; at < content.length; at += 45) {
    const line = content.subarray(at, at + 45);
    const codes: number[] = [line.length];
    for (let group = 0; group < line.length; group += 3) {
      const [a = 0, b = 0, c = 0] = line.subarray(group, group + 3);
      codes.push(a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63);
    }
    lines.push(codes.map((code) => String.fromCharCode(code === 0 ? 96 : code + 32)).join(""));
  }
  return [...lines, "`", "end"].join("\r\n");
};
const inner = `From: Bob <bob@customer.example>\r\nSubject: Inner\r\nContent-Type: multipart/mixed; boundary="b2"\r\n\r\n--b2\r\n\r\nHi\r\n--b2\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(FILE)}\r\n--b2--\r\n`;

const MAILS: Readonly<Record<string, string>> = {
  base64: HEAD + TEXT + part(`${FILE_HEADER} base64`, base64(FILE)) + END,
  "base64 and a gateway's words below it":
    HEAD +
    TEXT +
    part(`${FILE_HEADER} base64`, `${base64(FILE)}\r\n\r\n-- \r\nScanned by the gateway of Example Ltd.\r\n`) +
    END,
  "base64 and words above it":
    HEAD + TEXT + part(`${FILE_HEADER} base64`, `Warning: mail from outside\r\n\r\n${base64(FILE)}`) + END,
  "base64 encoded in pieces, each with padding":
    HEAD +
    TEXT +
    part(`${FILE_HEADER} base64`, [0, 1, 2].map((piece) => base64(FILE.subarray(piece, 150_001))).join("\r\n")) +
    END,
  "base64 in one line": HEAD + TEXT + part(`${FILE_HEADER} base64`, FILE.toString("base64")) + END,
  "quoted-printable with soft breaks":
    HEAD + TEXT + part(`${FILE_HEADER} quoted-printable`, quoted(`naïve = text \t\r\n`.repeat(20_000))) + END,
  "quoted-printable without a line end":
    HEAD + TEXT + part(`${FILE_HEADER} quoted-printable`, "=41bc def=C3=A4".repeat(40_000)) + END,
  uuencode: HEAD + TEXT + part(`${FILE_HEADER} x-uuencode`, uuencoded(FILE)) + END,
  "uuencode that breaks off": HEAD + TEXT + part(`${FILE_HEADER} x-uuencode`, uuencoded(FILE).slice(0, -500)) + END,
  binary: HEAD + TEXT + part(`${FILE_HEADER} binary`, FILE.toString("latin1")) + END,
  "a script whose lines begin with dashes":
    HEAD +
    TEXT +
    part('Content-Type: text/x-sql; name="dump.sql"', "-- a table\r\n--drop it\r\nselect 1;\r\n".repeat(12_000)) +
    END,
  "a file between texts":
    HEAD +
    TEXT +
    part(`${FILE_HEADER} base64`, base64(FILE)) +
    "\r\n" +
    part("Content-Type: text/plain", "And this.") +
    END,
  "two files":
    HEAD + TEXT + [1, 2].map((seed) => part(`${FILE_HEADER} base64`, base64(noise(300_000, seed)))).join("\r\n") + END,
  "an attached message": HEAD + TEXT + part("Content-Type: message/rfc822", inner) + END,
  "a picture shown in HTML":
    HEAD.replace("mixed", "related") +
    part("Content-Type: text/html", '<p>Look: <img src="cid:pic@x"></p>') +
    "\r\n" +
    part(
      "Content-Type: application/octet-stream\r\nContent-ID: <pic@x>\r\nContent-Transfer-Encoding: base64",
      base64(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), FILE])),
    ) +
    END,
  "a multipart within": `${HEAD}--b1\r\nContent-Type: multipart/alternative; boundary=b3\r\n\r\n--b3\r\n\r\nPlain\r\n--b3\r\nContent-Type: text/html\r\n\r\n<b>Rich</b>\r\n--b3--\r\n${part(`${FILE_HEADER} base64`, base64(FILE))}${END}`,
  "no border at the end": HEAD + TEXT + part(`${FILE_HEADER} base64`, base64(FILE)),
  "a border that nobody named":
    HEAD.replace('; boundary="b1"', "") + TEXT + part(`${FILE_HEADER} base64`, base64(FILE)) + END,
  "one part and no multipart": `From: a@customer.example\r\nSubject: File\r\n${FILE_HEADER} base64\r\n\r\n${base64(FILE)}`,
  "a long text": `From: a@customer.example\r\nSubject: Book\r\n\r\n${"A line of it.\r\n".repeat(25_000)}`,
  "many blank lines before the header": `${"\r\n".repeat(5_000)}${HEAD}${TEXT}${part(`${FILE_HEADER} base64`, base64(FILE))}${END}`,
  "much behind the last border": `${HEAD}${TEXT}${part(`${FILE_HEADER} base64`, base64(FILE))}${END}${"junk\r\n".repeat(50_000)}`,
  "line ends of Unix": (HEAD + TEXT + part(`${FILE_HEADER} base64`, base64(FILE)) + END).replaceAll("\r\n", "\n"),
};

test.each(Object.entries(MAILS))("[H6] read piece by piece: %s", async (_what, mail) => {
  const raw = bytes(mail);
  const whole = told(await parseMail(raw), new Map());
  for (const pieceBytes of [997, 65_536]) {
    const { taken, contents } = await readPieceByPiece(raw, pieceBytes);
    expect(told(taken.read, contents)).toEqual(whole);
    expect(taken.kept?.contentDigest).toBe(contentDigest(raw));
  }
});

test("[H6] a large file is never in memory as a whole, and what is read of the mail stays small", async () => {
  const raw = bytes(HEAD + TEXT + part(`${FILE_HEADER} base64`, base64(noise(3_000_000))) + END);
  const { taken, largest } = await readPieceByPiece(raw, 65_536);
  const [file] = parsed(taken.read).attachments;
  expect([
    file?.sizeBytes,
    (file?.content.byteLength ?? 0) < 20_000,
    taken.raw.byteLength <= 65_536,
    largest() <= 2 * 65_536,
  ]).toEqual([3_000_000, true, true, true]);
});

const FIXTURES = new URL("../../../../fixtures/reported-faults/mail/", import.meta.url);

test("[H6] mails of every kind are read the same, piece by piece", async () => {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".eml"));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const raw = readFileSync(new URL(name, FIXTURES));
    const { taken, contents } = await readPieceByPiece(raw, 61);
    expect([name, told(taken.read, contents)]).toEqual([name, told(await parseMail(raw), new Map())]);
  }
});

test.each([
  [
    "a header without an end",
    `${HEAD}${TEXT}--b1\r\n${"X-Long: 1234567890\r\n".repeat(60_000)}`,
    "A header in it has no end.",
  ],
  [
    "a header of the mail without an end",
    `From: ada@customer.example\r\nSubject: Plans\r\n${"X-Long: 1234567890\r\n".repeat(60_000)}`,
    "A header in it has no end.",
  ],
  [
    "ten thousand parts",
    HEAD + TEXT + `\r\n${part("Content-Type: image/png", "x")}`.repeat(10_000) + END,
    "It has more than 5000 parts.",
  ],
  [
    "nothing but borders",
    HEAD + TEXT + "--b9\r\nx\r\n".repeat(600_000),
    "More than 4 MB of it look like headers and borders of parts.",
  ],
])("[H6] set aside, with what the header told: %s", async (_what, mail, words) => {
  const { taken, contents } = await readPieceByPiece(bytes(mail), 262_144);
  if (taken.read.kind === "parsed") throw new Error("It was read.");
  expect([taken.read.explanation, taken.read.partial.subject, taken.kept?.sizeBytes, contents.size]).toEqual([
    `The message has ${mail.length} bytes and could not be read: ${words}`,
    "Plans",
    mail.length,
    1,
  ]);
});
