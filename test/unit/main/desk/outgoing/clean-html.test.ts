import { describe, expect, test } from "vitest";
import { cleanHtml } from "#main/desk/outgoing/clean-html.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

describe("HTML of outgoing mail keeps what mail is written with", () => {
  test.each([
    "<p>One <b>bold</b> &amp; <i>two</i></p>",
    '<a href="https://example.com/?a=1&amp;b=2">link</a> <a href="mailto:a@example.com">mail</a>',
    '<img src="cid:pic1" alt="x" width="10" />',
    '<table border="1"><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
    '<ul><li>one</li></ul><ol start="2"><li>two</li></ol><blockquote>said</blockquote><pre>code</pre>',
    '<span style="color: red; font-weight: bold">red</span>',
    '<p style="font: 14px/1.5 Arial, sans-serif; color: rgb(1, 2, 3) !important; letter-spacing: -1px">x</p>',
    '<div style="display: none; max-height: 0; overflow: hidden; mso-hide: all">preheader</div>',
    '<div style="background: linear-gradient(90deg, #fff 0%, rgba(0, 0, 0, .5)); width: calc(100% - 20px)">x</div>',
    '<td style="border: 1px solid #ccc; padding: 4px 8px; width: 50%">x</td>',
    "1 &lt; 2",
    "",
  ])("%s", (html) => {
    expect(cleanHtml(html)).toBe(html);
  });
});

describe("and leaves out what runs, fetches or breaks out", () => {
  test.each<[string, string]>([
    ["a<script>alert(1)</script>b", "ab"],
    ["a<SCRIPT src=x>alert(1)</ScRiPt >b", "ab"],
    ["a<script>never ends", "a"],
    ["<style>p{}</style><title>t</title>x", "x"],
    ['a<iframe src="x">inside</iframe>b', "ab"],
    ["<svg><script>1</script></svg>x", "x"],
    ["<!-- <script>1</script> -->x", "x"],
    ["<!--><img src=x onerror=alert(1)>-->", "--&gt;"],
    ['<p onclick="x()" id="a" class="b">x</p>', "<p>x</p>"],
    ['<a href="javascript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href=" jAvAsCrIpT:alert(1)">x</a>', "<a>x</a>"],
    ['<a href="java&#115;cript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href="data:text/html,x">x</a>', "<a>x</a>"],
    ['<img src="data:image/svg+xml;base64,x">', ""],
    ['<img src=x onerror="alert(1)">', ""],
    ["<img/src='cid:a'/onerror=alert(1)>", '<img src="cid:a" />'],
    ['<p style="background: url(https://x)">x</p>', "<p>x</p>"],
    ['<p style="width: expression(1)">x</p>', "<p>x</p>"],
    ['<p title="a&quot; onclick=x">x</p>', '<p title="a&quot; onclick=x">x</p>'],
    ["<p title='a\" onclick=\"x'>x</p>", '<p title="a&quot; onclick=&quot;x">x</p>'],
    ["<form action=x><input><button>x</button></form>", "x"],
    ["<html><head><meta http-equiv=refresh></head><body>x</body></html>", "x"],
    ["a < b", "a &lt; b"],
    ["<", "&lt;"],
    ["<p", "p"],
    ["</div></blockquote>x", "x"],
    ["<div><b>x", "<div><b>x</b></div>"],
    [`${"<b>".repeat(600)}x`, `${"<b>".repeat(500)}x${"</b>".repeat(500)}`],
    ["<b><i>x</b>y</i>", "<b><i>x</i></b>y"],
    ["<p a=1 a=2 title=x title=y>", '<p title="x"></p>'],
  ])("%s", (html, expected) => {
    expect(cleanHtml(html)).toBe(expected);
  });

  test.each([
    "background: image-set('https://x/y' 1x)",
    "background: -webkit-image-set(url(x) 1x)",
    "background: \\75rl(https://x)",
    "background: u/**/rl(x)",
    "list-style: src(x)",
    "list-style-image: url(x)",
    "content: url(x)",
    "content: attr(title)",
    "columns: 2",
    "display: grid",
    "display: ruby",
    "background: paint(x)",
    "width: anchor-size(x)",
    "width: env(x)",
    "background: -webkit-image-set('https://x/y' 1x)",
    "src: url(x)",
    "font-family: x\\75rl(y)",
    "height: 99svmax",
    "max-height: calc(1px + 50cqmin)",
    "margin: calc(1px) -9px",
    "outline-offset: -99px",
    "border-image: cross-fade(url(a), url(b))",
    "mask: element(#a)",
    "--a: url(x)",
    "color: var(--a)",
    "position: fixed",
    "POSITION:\tabsolute",
    "position: sticky",
    "inset: 0",
    "z-index: 9",
    "transform: scale(99)",
    "height: 100vh",
    "min-height: 100cqh",
    "height: 50cqb",
    "height: 1DVH",
    "width: calc(100vw)",
    "margin-top: -999px",
    "margin: 0 -9em",
    "margin-top: calc(0px - 500px)",
    "box-shadow: 0 0 0 9999px #fff",
    "box-shadow: 0 0 0 calc(1px * 9999) #fff",
    "text-shadow: 0 0 99em red",
    "outline: 9999px solid red",
    "outline: 1e4px solid red",
    "animation: a 1s",
    "filter: blur(9px)",
    "cursor: none",
    "pointer-events: none",
    "font-family: 'a",
    "color: red}p{",
  ])("the style %s", (style) => {
    expect(cleanHtml(`<p style="${style}; color: red">x</p>`)).toMatch(/^<p(?: style="color: red")?>x<\/p>$/u);
  });

  test.each([
    "\u2028",
    "\u2029",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u0001",
    "\u0085",
    "&#8232;",
    "\u2028 \u2029",
    "x",
    "/",
    "//",
    "#",
  ])("a link whose scheme hides behind %j", (before) => {
    expect(cleanHtml(`<a href="${before}javascript:alert(1)">x</a>`)).toBe("<a>x</a>");
  });

  test("pictures of a quoted mail", () => {
    expect(cleanHtml('a<img src="cid:x">b', { withoutImages: true })).toBe("ab");
  });

  test("cleaning what is clean changes nothing", () => {
    const once = cleanHtml("<p onclick=x>a < b <b>c<!-- d --><script>e</script>");
    expect(cleanHtml(once)).toBe(once);
  });

  test.each(["<", "<p ", "<!--", "</", "<script>", "<a href='", "<p a"])("a megabyte of %s ends", async (piece) => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(await inProcessorTime(10_000, () => cleanHtml(html))).not.toMatch(/<script/u);
  });
});
