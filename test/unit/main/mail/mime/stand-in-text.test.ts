import { expect, test } from "vitest";

import { isStandIn } from "#main/mail/mime/stand-in-text.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const HTML = "Hello Ada,\n\nthe tent is here, and this is your message in full. See it: https://shop.example\n\nPia";

test.each([
  "This message is in HTML. Please use a viewer that can show it.",
  "Your mail program cannot show HTML, see https://shop.example/m/1",
  "Ihr E-Mail-Programm kann diese Nachricht nicht anzeigen.",
  "Il tuo client non supporta HTML",
  "このメールはHTML形式です。",
  "Afficher dans le navigateur : https://shop.example/m/1",
  "---",
])("[H6] %j stands in for the HTML", (plain) => {
  expect(isStandIn(plain, () => HTML)).toBe(true);
});

test.each([
  "Hello Ada,\n\nthe tent is here, and this is *your message* in full.\nSee it <https://shop.example>\n\nPia",
  "Pia",
  "This is something else.",
  "See the picture",
  "[image: x]",
  "The tent is here, and this is your message in full. An advertisement.",
  " \n",
  "x ".repeat(400),
])("[H6] %j is the sender's text", (plain) => {
  expect(isStandIn(plain, () => HTML)).toBe(false);
});

test.each(["", " \n "])("[H6] nothing stands in for HTML that says nothing (%j)", (html) => {
  expect(isStandIn("See the picture", () => html)).toBe(false);
});

test("[H6] text of scripts without blanks is compared too", () => {
  expect(isStandIn("テントが届きました。", () => "こんにちは、テントが届きました。ありがとう")).toBe(false);
});

test("[D2] where the text shows nothing new, the HTML is asked", async () => {
  const raw =
    'From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n> Mine\n--b\nContent-Type: text/html\n\n<blockquote style="margin-left:40px;border:none">Mine</blockquote>\n--b--\n';
  const result = await parseMail(Buffer.from(raw));
  expect(result.kind === "parsed" && result.mail.visibleText).toBe("Mine");
});
