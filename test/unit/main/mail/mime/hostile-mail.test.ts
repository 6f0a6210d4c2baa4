import fc from "fast-check";
import { expect, test } from "vitest";

import { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

const HEAD =
  "From: Ada <ada@example.com>\nTo: desk@example.org\nSubject: Hello\nDate: Tue, 5 Mar 2024 09:12:00 +0100\n";
/** Generous for a loaded machine; what these cases took before their guards was a minute and more. */
const MAX_MS = 8_000;

const cases: Record<string, () => string> = {
  "20 000 nested multiparts": () =>
    HEAD +
    Array.from(
      { length: 20_000 },
      (_, depth) => `${depth === 0 ? "" : `--b${depth - 1}\n`}Content-Type: multipart/mixed; boundary=b${depth}\n\n`,
    ).join(""),
  "a million parts": () => `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(1_000_000)}`,
  "fifty open boundaries and lines like them": () =>
    `${HEAD}${Array.from({ length: 49 }, (_, depth) => `${depth === 0 ? "" : `--b${depth - 1}\n`}Content-Type: multipart/mixed; boundary=b${depth}\n\n`).join("")}${"--b\n".repeat(1_000_000)}`,
  "thousands of multiparts with foreign boundaries": () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${Array.from({ length: 4_000 }, (_, part) => `--b\nContent-Type: multipart/mixed; boundary=z${part}\n\n${"x".repeat(2_000)}\n`).join("")}`,
  "10 000 recipients": () =>
    `To: ${Array.from({ length: 10_000 }, (_, user) => `User ${user} <user${user}@example.com>`).join(",\n ")}\n${HEAD}\nhi`,
  "an address field of parentheses": () => `Cc: ${"(".repeat(1_000_000)}\n${HEAD}\nhi`,
  "a subject of opened words": () => `Subject: ${"=?utf-8?q?".repeat(150_000)}\n${HEAD}\nhi`,
  "a subject of blanks": () => `Subject: ${" ".repeat(1_500_000)}x\n${HEAD}\nhi`,
  "a field folded 500 000 times": () => `X-A: x\n${" y\n".repeat(500_000)}${HEAD}\nhi`,
  "a parameter in 300 000 sections": () => `Content-Type: text/plain${"; a*0=b".repeat(300_000)}\n${HEAD}\nhi`,
  "references without an end": () => `References: ${"<".repeat(1_500_000)}\n${HEAD}\nhi`,
  "HTML of 200 000 nested tables": () => `${HEAD}Content-Type: text/html\n\n${"<table><tr><td>a".repeat(200_000)}`,
  "HTML of two million brackets": () => `${HEAD}Content-Type: text/html\n\n${"<a ".repeat(2_000_000)}`,
  "a text of attributions": () => `${HEAD}\n${"On 1 Jan 2024 12:30 x wrote\n".repeat(300_000)}`,
  "a forward of separators": () =>
    `${HEAD.replace("Hello", "Fwd: Hello")}\n${"---------- Forwarded message ---------\nFrom: a <a@b.c>\nSubject: x\n\n".repeat(20_000)}`,
  "a forward of blanks": () =>
    `${HEAD.replace("Hello", "Fwd: Hello")}\n${" \n".repeat(20_000)}${'On a, "'.repeat(2_000)}`,
  "uuencode without an end": () => `${HEAD}\n${"begin 644 a\n#86)C\n".repeat(300_000)}`,
  "a report on 100 000 recipients": () =>
    `From: mailer-daemon@x.example\nReturn-Path: <>\nSubject: failure notice\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n".repeat(100_000)}--b--`,
  "a bounce of at signs": () =>
    `From: mailer-daemon@x.example\nReturn-Path: <>\nSubject: failure notice\n\ncould not be delivered\n${"a@".repeat(1_000_000)}`,
};

test.each(Object.keys(cases))("[H6] %s takes a moment", async (name) => {
  const raw = Buffer.from(cases[name]?.() ?? "");
  expect((await inProcessorTime(MAX_MS, () => parseMail(raw))).kind).toBe("parsed");
});

test("[H6] a long header field hides none behind it, and a line break in one makes no field", async () => {
  const long = await parseMail(Buffer.from(`X-Long: ${"x".repeat(3_000_000)}\n${HEAD}\nhi`));
  const injected = await parseMail(Buffer.from("From: a@b.c\nSubject: hi\rBcc: eve@x.example\n\nx"));
  expect(long.kind === "parsed" && long.mail.from).toEqual([{ name: "Ada", address: "ada@example.com" }]);
  expect(injected.kind === "parsed" && [injected.mail.subject, injected.mail.bcc]).toEqual([
    "hi Bcc: eve@x.example",
    [],
  ]);
});

const seeds = [
  `${HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nna=C3=AFve\n\nOn 5 Mar 2024 at 09:12, Bob <bob@example.com> wrote:\n> hi\n--b\nContent-Type: message/rfc822\n\nSubject: =?koi8-r?B?8A==?=\n\nx\n--b\nContent-Type: image/png; name*0*=utf-8''a%20; name*1=b\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n`,
  "From: MAILER-DAEMON@x.example\nReturn-Path: <>\nSubject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822;bob@x.example\nAction: failed\nStatus: 5.1.1\n--b--\n",
  `${HEAD.replace("Hello", "WG: Hallo")}Content-Type: text/html; charset=windows-1252\n\n<html><body><p>x<blockquote type=cite>y</blockquote><br>-----Urspr\u00fcngliche Nachricht-----<br>Von: Bob</body></html>`,
  "From x@y Mon Mar  4 14:03:02 2024\nFrom: a@b.c\nSubject: =?utf-7?Q?+AOk-?=\n\nbegin 644 x\n#86)C\n`\nend\n",
];
const edit = fc.record({
  at: fc.nat(),
  cut: fc.nat({ max: 40 }),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.constantFrom(
      "\n",
      "\r\n",
      "\0",
      "--b\n",
      "--b--\n",
      '"',
      "=?",
      "?=",
      ";",
      ":",
      "<",
      "(",
      "Content-Type: multipart/mixed; boundary=b\n\n",
      "\u00ff",
    ),
  ),
});

test("[H6] no mutation of a message makes the parser throw or breaks what it promises", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 12 }), async (seed, edits) => {
      let raw = Buffer.from(seed, "latin1");
      for (const { at, cut, put } of edits) {
        const from = at % (raw.length + 1);
        raw = Buffer.concat([
          raw.subarray(0, from),
          typeof put === "string" ? Buffer.from(put, "latin1") : put,
          raw.subarray(from + cut),
        ]);
      }
      const result = await parseMail(raw);
      if (result.kind === "parsed") ParsedMail.parse(result.mail);
      else expect(result.reason).not.toBe("unreadable");
      const names = result.kind === "parsed" ? result.mail.attachments.map((attachment) => attachment.name) : [];
      expect(names.filter((name) => name === "" || name.startsWith("..") || /[/\\\0-\u001f]/u.test(name))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("[H6] any bytes at all get an answer", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const result = await parseMail(Buffer.concat([Buffer.from("From: a@b.c\n"), bytes]));
      expect(result.kind).toBe("parsed");
    }),
    { numRuns: 300 },
  );
});
