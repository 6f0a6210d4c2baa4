import { afterEach, expect, test } from "vitest";
import { createMailReader, readMailsHere, type MailReader } from "#main/mail/reading/mail-reader.ts";
import { MAX_READ_HERE_BYTES, READ_AT_ONCE_MAILS } from "#main/mail/limits.ts";
import { rawMail } from "../../../../support/raw-mail.ts";

const OPTIONS = { ownAddresses: ["support@example.com"] };
const bytesOf = (source: string) => new TextEncoder().encode(source);
const mailOf = (subject: string, more: { text?: string; html?: string; headers?: Record<string, string> } = {}) =>
  bytesOf(rawMail({ from: "Ada <ada@example.org>", to: "support@example.com", subject, text: "Hello", ...more }));

const WITH_ATTACHMENTS = bytesOf(
  [
    "From: ada@example.org",
    "To: support@example.com",
    "Subject: Two files",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "See the files.",
    "--b",
    'Content-Type: application/octet-stream; name="a.bin"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("small").toString("base64"),
    "--b",
    'Content-Type: application/octet-stream; name="b.bin"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.alloc(40_000, "large").toString("base64").replaceAll(/.{76}/gu, "$&\r\n"),
    "--b--",
    "",
  ].join("\r\n"),
);

/** Every kind of value that a read mail is made of. */
const KINDS: readonly Uint8Array[] = [
  mailOf("Plain"),
  mailOf("With HTML", { html: `<p>Hello <b>world</b></p>` }),
  mailOf("From a machine", { headers: { "Auto-Submitted": "auto-replied" } }),
  WITH_ATTACHMENTS,
  bytesOf(""),
  bytesOf("no mail at all"),
  // Part of a larger buffer, as a mail of an archive is.
  bytesOf(`padding${new TextDecoder().decode(mailOf("Cut out"))}padding`).subarray(7, -7),
];

let reader: MailReader;
afterEach(() => reader.close());

test("many mails are read in threads as they are here, in their order", async () => {
  reader = createMailReader();
  const raws = Array.from({ length: READ_AT_ONCE_MAILS * 3 }, (_, index) => KINDS[index % KINDS.length] ?? KINDS[0]);
  const given = raws.flatMap((raw) => (raw ? [raw] : []));
  const sources = given.map((raw) => Uint8Array.from(raw));
  expect(plain(await reader.readMails(given, OPTIONS))).toEqual(plain(await readMailsHere(given, OPTIONS)));
  // What was read is still needed: it is kept as it came.
  expect(given).toEqual(sources);
});

test("while a large one is read, the main loop goes on turning", async () => {
  reader = createMailReader();
  const html = `<table>${"<tr><td><table><tr><td>A cell.</td></tr></table></td></tr>".repeat(5_000)}</table>`;
  let isRead = false;
  let turns = 0;
  const read = reader.readMails([mailOf("Large", { html })], OPTIONS).then((results) => {
    isRead = true;
    return results;
  });
  while (!isRead) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  expect((await read).map(({ kind }) => kind)).toEqual(["parsed"]);
  // Read here, the loop would have turned once.
  expect(turns).toBeGreaterThan(100);
});

test("a small one by itself needs no thread; one over the limit does", async () => {
  reader = createMailReader({ entry: new URL("./dying-worker.ts", import.meta.url) });
  const kill = { headers: { "X-Kill": "yes" } };
  expect(await reader.readMails([mailOf("Small", kill)], OPTIONS)).toMatchObject([{ kind: "parsed" }]);
  const large = mailOf("Large", { ...kill, text: "x".repeat(MAX_READ_HERE_BYTES) });
  expect(await reader.readMails([large], OPTIONS)).toMatchObject([{ kind: "set-aside" }]);
});

test("[H6] a mail by which the reading thread dies is set aside, and its neighbours are read", async () => {
  reader = createMailReader({ entry: new URL("./dying-worker.ts", import.meta.url) });
  const results = await reader.readMails(
    [mailOf("One"), mailOf("Two", { headers: { "X-Kill": "yes" } }), mailOf("Three")],
    OPTIONS,
  );
  expect(results).toMatchObject([
    { kind: "parsed", mail: { subject: "One" } },
    { kind: "set-aside", reason: "unreadable", partial: { subject: "Two", from: [{ address: "ada@example.org" }] } },
    { kind: "parsed", mail: { subject: "Three" } },
  ]);
});

/** Buffers are arrays of bytes on the other side. */
function plain(results: Awaited<ReturnType<typeof readMailsHere>>): unknown {
  return results.map((result) =>
    result.kind === "parsed"
      ? {
          ...result.mail,
          attachments: result.mail.attachments.map((one) => ({ ...one, content: Uint8Array.from(one.content) })),
        }
      : result,
  );
}
