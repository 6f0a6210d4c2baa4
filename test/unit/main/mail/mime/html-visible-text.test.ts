import { expect, test } from "vitest";

import { visibleTextOfHtml } from "#main/mail/mime/html-visible-text.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

const ATTR = '<div dir="ltr" class="gmail_attr">On Fri, Ada wrote:<br></div>';
const OLD = '<blockquote class="gmail_quote" style="border-left:1px solid #ccc">Old</blockquote>';
const THUNDERBIRD =
  '<div class="moz-cite-prefix">30.10.2026, Ada:<br></div><blockquote type="cite"><p>Old</p></blockquote>';
const APPLE =
  '<blockquote type="cite"><div>On 30 Oct 2026, at 10:05, Ada &lt;a@b.example&gt; wrote:</div><br><div>Old</div></blockquote>';
const INDENT = "margin:0 0 0 40px;border:none;padding:0px";

test.each([
  ["Gmail, above", `<div>Mine</div><div class="gmail_quote">${ATTR}${OLD}</div>`, "Mine"],
  ["Gmail, below", `<div class="gmail_quote">${ATTR}${OLD}</div><div>Mine</div>`, "Mine"],
  ["Gmail, inside", `<div class="gmail_quote">${ATTR}${OLD}<div>Mine</div></div>`, "Mine"],
  [
    "Gmail, between",
    `<div class="gmail_quote">${ATTR}${OLD}<div>One</div>${OLD}<div>Two</div></div>`,
    "> On Fri, Ada wrote:\n\n> Old\n\nOne\n\n> Old\n\nTwo",
  ],
  ["old Gmail", `Mine<div class="gmail_quote">Ada, yesterday:<br><blockquote>Old</blockquote></div>`, "Mine"],
  ["Gmail without a blockquote", `Mine<div class="gmail_quote">Ada: <div>Old</div></div>`, "Mine"],
  ["Thunderbird, above", `<p>Mine</p>${THUNDERBIRD}`, "Mine"],
  ["Thunderbird, below", `${THUNDERBIRD}<p>Mine</p><div class="moz-signature">-- <br>Bob</div>`, "Mine"],
  [
    "Thunderbird, between",
    `${THUNDERBIRD}<p>One</p><blockquote type="cite"><p>Old two</p></blockquote><p>Two</p>`,
    "> 30.10.2026, Ada:\n\n> Old\n\nOne\n\n> Old two\n\nTwo",
  ],
  ["Apple, above", `Mine<div><br>${APPLE}</div><br>`, "Mine"],
  ["Apple, below", `${APPLE}<div>Mine</div>`, "Mine"],
  [
    "Roundcube, below",
    `<p id="reply-intro">Am 30.10. schrieb Ada:</p><blockquote>Old</blockquote><div>Mine</div>`,
    "Mine",
  ],
  [
    "Outlook on the web",
    `Mine<hr><div id="divRplyFwdMsg"><b>Mistenn:</b> x<br><b>Foo:</b> y</div><div>Old</div>`,
    "Mine",
  ],
  [
    "Outlook on the web, passed through another",
    `Mine<hr><div id="x_divRplyFwdMsg"><b>Mistenn:</b> x<br><b>Foo:</b> y</div><div>Old</div>`,
    "Mine",
  ],
  [
    "Outlook in a language that nobody here knows",
    `<p>Mine</p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>Nork:</b> Ada &lt;a@b.example&gt;<br><b>Bidaltze-data:</b> 2026/11/02 10:05<br><b>Nori:</b> bob@c.example<br><b>Gaia:</b> x</p></div><p>Old</p>`,
    "Mine",
  ],
  [
    "one's own 'I wrote:' over real history",
    `<div>On Monday 2 Nov 2026 I wrote:</div><div>It is broken.</div><div class="gmail_quote">${ATTR}${OLD}</div>`,
    "On Monday 2 Nov 2026 I wrote:\nIt is broken.",
  ],
  [
    "Outlook on the web, nothing above",
    `<div id="divRplyFwdMsg"><b>From:</b> x<br><b>Sent:</b> 10:00</div><div>Old and mine</div>`,
    "From: x\nSent: 10:00\n\nOld and mine",
  ],
  [
    "Outlook",
    `<p>Mine</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>Von:</b> Ada &lt;a@b.example&gt;<br><b>Gesendet:</b> Freitag, 30. Oktober 2026<br><b>An:</b> Pia<br><b>Betreff:</b> AW: x</p></div><p>Old</p>`,
    "Mine",
  ],
  [
    "Outlook for Mac",
    `Mine<div id="mail-editor-reference-message-container"><b>From:</b> a<div>Old</div></div>`,
    "Mine",
  ],
  [
    "GMX",
    `Mine<div name="quote"><div><b>Gesendet:</b> Freitag</div><div name="quoted-content">Old</div></div>`,
    "Mine",
  ],
  ["Yahoo", `Mine<div class="yahoo_quoted"><div>On Fri, Ada wrote:</div><div>Old</div></div>`, "Mine"],
  ["no mark, an attribution", `<p>Mine</p><p>On 30 Oct 2026, Ada wrote:</p><blockquote>Old</blockquote>`, "Mine"],
  [
    "no mark, an unknown language",
    `<p>Mine</p><p>2026/10/30 10:05, Ada idatzi du:</p><blockquote>Old</blockquote>`,
    "Mine",
  ],
  [
    "no mark, a list of steps",
    `<p>Please do:</p><blockquote><p>One</p><p>Two</p></blockquote>`,
    "Please do:\n\nOne\n\nTwo",
  ],
  ["one indented block", `<blockquote style="${INDENT}"><div>Mine</div></blockquote>`, "Mine"],
  ["one bare block", `<blockquote><div>Mine</div></blockquote>`, "Mine"],
  ["an indented block over history", `<blockquote style="${INDENT}">Mine</blockquote>${THUNDERBIRD}`, "Mine"],
  ["a bare block over history", `<blockquote>Mine</blockquote><div class="gmail_quote">${ATTR}${OLD}</div>`, "Mine"],
  [
    "an attribution in the same line",
    `Mine, thanks! On Fri, 30 Oct 2026, Ada &lt;a@b.example&gt; wrote:${OLD}`,
    "Mine, thanks!",
  ],
  ["words in what is marked a signature", `<div class="gmail_signature">Mine</div>`, "Mine"],
  ["history alone", `<div class="gmail_quote">${ATTR}${OLD}</div>`, ""],
])("[D2] what the sender wrote is found in HTML: %s", (_name, html, expected) => {
  expect(visibleTextOfHtml(html, { forwarded: false })).toBe(expected);
});

test("[D5] nothing of a forward is cut", () => {
  expect(visibleTextOfHtml(`See<div class="gmail_quote">Forwarded<br>Old</div>`, { forwarded: true })).toBe(
    "See\nForwarded\nOld",
  );
});

test.each([
  ["quotations in quotations", `${"<blockquote type=cite>".repeat(190)}${"a<br>".repeat(9_000)}`],
  ["exchanges in exchanges", `${"<div class=gmail_quote>".repeat(190)}${"a<br>".repeat(9_000)}`],
  ["quotations beside quotations", "<blockquote>a</blockquote>b".repeat(9_000)],
  ["attributions", "<p>Thanks. On Fri, 30 Oct 2026, Ada wrote:</p>".repeat(9_000)],
])("[H6] %s take a moment", async (_name, html) => {
  const text = await inProcessorTime(6_000, () => visibleTextOfHtml(html, { forwarded: false }));
  expect(typeof text).toBe("string");
});
