import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==";

async function parsed(html: string, ...parts: readonly string[]): Promise<ParsedMail> {
  const bodies = [`Content-Type: text/html; charset=utf-8\n\n${html}`, ...parts].map((body) => `--b\n${body}\n`);
  const raw = `From: a@example.com\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n${bodies.join("")}--b--\n`;
  const result = await parseMail(Buffer.from(raw));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

function part(type: string, fields: string, content = PNG): string {
  return `Content-Type: ${type}\nContent-Transfer-Encoding: base64\n${fields}\n${content}\n`;
}

/** Each file: where it is found, and its type. */
function placesOf({ attachments }: ParsedMail): string[] {
  return attachments.map(({ name, inline, contentType }) => `${inline ? "shown" : "listed"} ${name} ${contentType}`);
}

test.each([
  ["by its id", '<img src="cid:p1@x">', "Content-ID: <p1@x>\n"],
  ["by its id in other letters", "<img src='CID:P1%40X'>", "Content-ID: <p1@x>\n"],
  ["by the name before the sign", '<img src="cid:image001.png">', "Content-ID: <image001.png@01D9A2B3.77>\n"],
  ["by cid and its name", '<img src="cid:a.png">', ""],
  ["by its bare name", "<img width=1 src=a.png>", ""],
  ["by its bare name in a folder", '<img src="Letter_files/a.png">', ""],
  ["by a local path", '<img src="file:///C:/Temp/msohtml/a.png">', ""],
  ["by an id with a comment", '<img src="cid:p1@x">', "Content-ID: <p1@x> (picture)\n"],
  ["by an id that says cid", '<img src="cid:p1@x">', "Content-ID: <cid:p1@x>\n"],
  ["by Gmail's id", '<img src="cid:ii_p1">', "X-Attachment-Id: ii_p1\n"],
  ["by its id in entities", '<img src="cid:p1&#64;x">', "Content-ID: <p1@x>\n"],
  ["by a style in entities", '<div style="background:url(&quot;cid:p1@x&quot;)">x</div>', "Content-ID: <p1@x>\n"],
  ["by its location", '<img src="images/logo.png">', "Content-Location: images/logo.png\n"],
  [
    "by its location in the web",
    '<img src="http://w.example/l?a=1&amp;b=2">',
    "Content-Location: http://w.example/l?a=1&b=2\n",
  ],
  ["by a folded location", '<img src="http://w.example/long">', "Content-Location: http://w.example\n /long\n"],
  ["behind a table", '<table background="cid:p1@x">', "Content-ID: <p1@x>\n"],
  ["in a style", "<p style=\"background: url('cid:p1@x')\">", "Content-ID: <p1@x>\n"],
  ["in a style sheet", "<style>p { background: url(images/logo.png) }</style>", "Content-Location: images/logo.png\n"],
])("[H6] a picture that the HTML names %s shows in place", async (_how, html, fields) => {
  const mail = await parsed(`<p>Look</p>${html}`, part('application/octet-stream; name="a.png"', fields));
  expect(placesOf(mail)).toEqual(["shown a.png image/png"]);
  const [, id] = /cid:([^"'\s)<>]+)/iu.exec(mail.html ?? "") ?? [];
  expect(decodeURIComponent(id ?? "").toLowerCase()).toBe(mail.attachments[0]?.contentId?.toLowerCase());
});

test("[H6] what a multipart/related holds and the HTML does not show is attached", async () => {
  const mail = await parsed(
    '<p>Invoice</p><!--[if gte vml 1]><v:imagedata src="cid:vml@x"/><![endif]--><a href="cid:doc@x">invoice</a> cid:said@x',
    part('application/pdf; name="inv.pdf"', "Content-ID: <doc@x>\n", "JVBERi0xLjQK"),
    part('image/png; name="vml.png"', "Content-ID: <vml@x>\n"),
    part('image/png; name="said.png"', "Content-ID: <said@x>\n"),
    part('image/png; name="free.png"', "Content-ID: <free@x>\n"),
    part('image/png; name="nameless.png"', ""),
  );
  expect(placesOf(mail)).toEqual([
    "listed inv.pdf application/pdf",
    "listed vml.png image/png",
    "listed said.png image/png",
    "listed free.png image/png",
    "listed nameless.png image/png",
  ]);
});

test("[H6] what is no picture is listed, though the HTML would show it", async () => {
  const mail = await parsed(
    '<img src="cid:doc@x"><img src="cid:bin@x">',
    part('application/pdf; name="inv.pdf"', "Content-ID: <doc@x>\n", "JVBERi0xLjQK"),
    part('application/octet-stream; name="a.png"', "Content-ID: <bin@x>\n", "AAAAAAAA"),
  );
  expect(placesOf(mail)).toEqual(["listed inv.pdf application/pdf", "listed a.png application/octet-stream"]);
});

test("[H6] of two files with one id the HTML shows the first, and the second is listed", async () => {
  const mail = await parsed(
    '<img src="cid:p@x"><img src="cid:p@x">',
    part('image/png; name="one.png"', "Content-ID: <p@x>\n"),
    part('image/png; name="two.png"', "Content-ID: <p@x>\n"),
  );
  expect(placesOf(mail)).toEqual(["shown one.png image/png", "listed two.png image/png"]);
});

test("[H6] what the mail declares to be attached is listed, shown or not", async () => {
  const mail = await parsed(
    '<img src="cid:p@x">',
    part("image/png", 'Content-ID: <p@x>\nContent-Disposition: attachment; filename="p.png"\n'),
  );
  expect(placesOf(mail)).toEqual(["listed p.png image/png"]);
});

test("[H6] pictures of the web stay the web's, whatever files are called", async () => {
  const html = '<img src="https://w.example/a.png"><img src="//w.example/a.png"><img src="data:image/png;base64,AAAA">';
  const mail = await parsed(html, part('image/png; name="a.png"', ""));
  expect(placesOf(mail)).toEqual(["listed a.png image/png"]);
  expect(mail.html).toBe(html);
});

test("[H6] pictures known by their location get ids by which two mails can be told apart", async () => {
  const id = async (content: string) =>
    (await parsed('<img src="a.png">', part('image/png; name="a.png"', "", content))).attachments[0]?.contentId;
  expect(await id(PNG)).toMatch(/^[0-9a-f]{24}@located$/u);
  expect(await id("iVBORw0KGgoAAAA=")).not.toBe(await id(PNG));
});

test("[H6] an id with signs that HTML gives a meaning keeps within its attribute", async () => {
  const mail = await parsed('<img src="a.png">', part('image/png; name="a.png"', 'Content-ID: <p"1 (x)>\n'));
  expect(mail.html).toBe('<img src="cid:p%221%20%28x%29">');
});

test.each([
  ["comments that never end", "<!--".repeat(200_000)],
  ["attributes that never end", ' src="'.repeat(200_001)],
  ["styles that never end", "url(".repeat(200_000)],
  ["references to nothing", '<img src="cid:x">'.repeat(100_000)],
])("[H6] %s take a moment", async (_name, html) => {
  const mail = await inProcessorTime(5_000, () => parsed(html, part('image/png; name="a.png"', "Content-ID: <p@x>\n")));
  expect(mail.attachments.map(({ inline }) => inline)).toEqual([false]);
});
