import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { readCms } from "#main/mail/mime/cms.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const DATA = oid("2a864886f70d010701");
const SIGNED = oid("2a864886f70d010702");
const ENVELOPED = oid("2a864886f70d010703");
const AUTH_ENVELOPED = oid("2a864886f70d0109100117");
const COMPRESSED = oid("2a864886f70d0109100109");
const VERSION = der(0x02, Buffer.from([1]));

function der(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const length = Buffer.from([0x84, 0, 0, 0, 0]);
  length.writeUInt32BE(body.length, 1);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

/** As programs write that don't know the length beforehand. */
function indefinite(tag: number, ...contents: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.from([0, 0])]);
}

const octets = (text: string | Buffer): Buffer => der(0x04, Buffer.from(text as string));
const signed = (octetString: Buffer): Buffer =>
  der(0x30, SIGNED, der(0xa0, der(0x30, VERSION, der(0x31), der(0x30, DATA, der(0xa0, octetString)), der(0x31))));
const chunked = (text: string): Buffer =>
  indefinite(
    0x30,
    SIGNED,
    indefinite(
      0xa0,
      indefinite(
        0x30,
        VERSION,
        der(0x31),
        indefinite(0x30, DATA, indefinite(0xa0, indefinite(0x24, ...(text.match(/[\s\S]{1,20}/gu) ?? []).map(octets)))),
        der(0x31),
      ),
    ),
  );
const compressed = (text: string): Buffer =>
  der(
    0x30,
    COMPRESSED,
    der(0xa0, der(0x30, VERSION, der(0x30), der(0x30, DATA, der(0xa0, octets(deflateSync(text)))))),
  );
const encrypted = (type: Buffer): Buffer => der(0x30, type, der(0xa0, der(0x30, VERSION)));

const INNER =
  'Content-Type: multipart/mixed; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n--in\r\nContent-Type: application/pdf; name="a.pdf"\r\n\r\n%PDF\r\n--in--\r\n';

async function parsed(
  bytes: Buffer,
  type = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"',
): Promise<ParsedMail> {
  const result = await parseMail(
    Buffer.from(
      `From: a@example.com\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${bytes.toString("base64")}\n`,
    ),
  );
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

function seen({ visibleText, seal, attachments }: ParsedMail) {
  return { visibleText, seal, files: attachments.map(({ name }) => name) };
}

const OPENED = { visibleText: "Grüße", seal: "signed", files: ["a.pdf"] };

test.each([
  ["of a known length", signed(octets(INNER)), undefined],
  ["in chunks", chunked(INNER), undefined],
  [
    "signed twice",
    signed(
      octets(
        Buffer.concat([
          Buffer.from("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"),
          signed(octets(INNER)),
        ]),
      ),
    ),
    undefined,
  ],
  ["of the old type", signed(octets(INNER)), "application/x-pkcs7-mime"],
  ["of no type but its name", signed(octets(INNER)), 'application/octet-stream; name="smime.p7m"'],
  ["of another name", signed(octets(INNER)), 'application/octet-stream; name="message.bin"'],
  ["as if it were the signature alone", signed(octets(INNER)), 'application/pkcs7-signature; name="smime.p7s"'],
  [
    "as text",
    Buffer.from(`-----BEGIN PKCS7-----\n${signed(octets(INNER)).toString("base64")}\n-----END PKCS7-----\n`),
    undefined,
  ],
  ["encoded twice", Buffer.from(signed(octets(INNER)).toString("base64")), undefined],
])("[H6] a message that is only signed is opened and said to be signed: %s", async (_name, bytes, type) => {
  expect(seen(await parsed(bytes, type))).toEqual(OPENED);
});

test("[H6] a compressed message is opened", async () => {
  expect(seen(await parsed(compressed(INNER)))).toEqual({ ...OPENED, seal: null });
});

test.each([ENVELOPED, AUTH_ENVELOPED])("[H6] an encrypted message says so and keeps its file", async (type) => {
  expect(seen(await parsed(encrypted(type)))).toEqual({ visibleText: "", seal: "encrypted", files: ["smime.p7m"] });
});

test.each([
  ["signed beside its text", 'multipart/signed; protocol="application/pkcs7-signature"; boundary=b', "signed"],
  ["signed by OpenPGP", 'multipart/signed; protocol="application/pgp-signature"; boundary=b', "signed"],
  ["encrypted by OpenPGP", 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', "encrypted"],
  ["neither", "multipart/mixed; boundary=b", null],
])("[H6] what is %s says so", async (_name, type, seal) => {
  const raw = `From: a@example.com\nContent-Type: ${type}\n\n--b\nContent-Type: text/plain\n\nHi\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n`;
  const result = await parseMail(Buffer.from(raw));
  expect(result.kind === "parsed" && result.mail.seal).toBe(seal);
});

test.each([
  ["a certificate alone", der(0x30, SIGNED, der(0xa0, der(0x30, VERSION, der(0x31), der(0x30, DATA), der(0x31))))],
  ["something else", der(0x30, DATA)],
  ["nothing", Buffer.alloc(0)],
  ["text", Buffer.from("hello")],
  ["endless nesting", Buffer.from("3080".repeat(100_000), "hex")],
])("[H6] %s stays the file that it is", async (_name, bytes) => {
  expect(readCms(bytes)).toBe(null);
  expect(seen(await parsed(bytes)).files).toEqual(["smime.p7m"]);
});

test("[H6] cut anywhere, it is a file or what is left of it", () => {
  const bytes = chunked(INNER);
  const kinds = new Set(Array.from(bytes, (_byte, length) => readCms(bytes.subarray(0, length))?.kind ?? null));
  expect([...kinds].every((kind) => kind === null || kind === "signed")).toBe(true);
});

test("[H6] a document that is signed, and no message, stays the file that it is", async () => {
  const document = signed(octets("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n"));
  const raw = `From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHi\n--b\nContent-Type: application/pkcs7-mime; name="invoice.pdf.p7m"\nContent-Transfer-Encoding: base64\n\n${document.toString("base64")}\n--b--\n`;
  const result = await parseMail(Buffer.from(raw));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  expect(seen(result.mail)).toEqual({ visibleText: "Hi", seal: null, files: ["invoice.pdf.p7m"] });
});

const ARMOUR =
  "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHelp me.\n- -- one\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n";

test.each([
  ["signed", `${ARMOUR}\nA list's footer`, "signed", "Help me.\n-- one\n\nA list's footer"],
  [
    "encrypted",
    "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n",
    "encrypted",
    "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----",
  ],
  [
    "neither, though it speaks of it",
    "What is -----BEGIN PGP MESSAGE-----?",
    null,
    "What is -----BEGIN PGP MESSAGE-----?",
  ],
])("[H6] OpenPGP within the text: %s", async (_name, text, seal, visible) => {
  const result = await parseMail(Buffer.from(`From: a@example.com\nContent-Type: text/plain\n\n${text}`));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  expect(seen(result.mail)).toEqual({ visibleText: visible, seal, files: [] });
});
