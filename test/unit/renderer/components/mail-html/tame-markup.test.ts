import { describe, expect, test } from "vitest";
import { MAX_OPEN_ELEMENTS } from "#renderer/components/mail-html/limits.ts";
import { tameMarkup, type TamedMarkup } from "#renderer/components/mail-html/tame-markup.ts";

function tame(html: string, evenIfHeavy = false): TamedMarkup {
  const steps = tameMarkup(html, evenIfHeavy);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function tamed(html: string, evenIfHeavy = false): string {
  const result = tame(html, evenIfHeavy);
  if (result.kind === "heavy") throw new Error("heavy");
  return result.html;
}

describe("handlers go before anything parses them", () => {
  test.each([
    ['<body onload="alert(1)" bgcolor="red">', '<body bgcolor="red">'],
    ["<img src=a onerror=alert(1) alt=b>", "<img src=a alt=b>"],
    ["<img/onerror='a>b'/src=a>", "<img/src=a>"],
    ["<p ONCLICK = \"x\" title='>'>", "<p title='>'>"],
  ])("%j becomes %j", (html, expected) => {
    expect(tamed(html)).toBe(expected);
  });
});

test.each([
  "2 < 3 and once=1, click on=x",
  "<!-- <p onclick=x> --><b>on</b>",
  "<!-- never closed <p onclick=x>",
  '<a href="https://x.example/?onload=1">one=1</a>',
  "<style>p > b { color: red } /* <b> <i> */</style><p>x",
  "<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]-->",
  '<a href="x?a=1>2">x</a>',
  "<table><tr><td>one<td>two<tr><td>three</table>",
  "<ul><li>a<li>b<ul><li>c</ul></ul>",
  "<",
  "<p",
  "</p onclick",
  "</>",
  "",
])("%j stays as it is", (html) => {
  expect(tamed(html)).toBe(html);
});

describe("what changes how a parser reads the rest goes, its words stay", () => {
  test.each([
    ["<svg><style><b></style></svg>x", "<style><b></style>x"],
    ["<svg><text>Sale</text></svg>", "Sale"],
    ["<template><p>x</p></template>", "<p>x</p>"],
    ["<select><option>a</option></select>", "a"],
    ["<script>if (a<b) c()</script>x", "x"],
    ["<script><!-- <script> </script>x", "x"],
    ["<title>Offer</title><p>x", "<p>x"],
    ["<title>never ends <b>x", "never ends <b>x"],
    ["<plaintext>x<b>y", "x<b>y"],
    ["<<svg>b>x", "<<!---->b>x"],
    ["<td>no table</td>", "no table</td>"],
    ["<o:p>x</o:p>", "x"],
  ])("%j becomes %j", (html, expected) => {
    expect(tamed(html)).toBe(expected);
  });
});

describe("a mail is heavy", () => {
  test.each([
    ["formatting that is never closed", "<b><i><font color=red>".repeat(20_000)],
    ["tables within tables", "<table><tr><td>".repeat(10_000)],
    ["cells that stand in no row, which a browser makes", "<table><td>".repeat(60)],
    ["ten thousand tables", "<table><tr><td>x</td></tr></table>".repeat(10_000)],
    ["two hundred thousand elements", "<span>x</span>".repeat(200_000)],
    ["formatting that each paragraph opens again", `<p>${fonts(100)}x${"<p>x".repeat(2_000)}`],
    ["the same, closed by ends of blocks", `<div>${fonts(100)}</div>${"<div>x</div>".repeat(2_000)}`],
    ["the same in cells", `<table><tr><td><p>${fonts(100)}</p>${"<p>x</p>".repeat(2_000)}</table>`],
    ["ends that a table keeps from what is outside", "<b><table></b></table>".repeat(300)],
    ["ends inside of a comment", "<div><!-- </div> -->".repeat(300)],
    ["ends inside of a value", '<div title="</div>">'.repeat(300)],
    ["ends inside of a style", "<div><style></div></style>".repeat(300)],
    ["starts behind a comment that ends at once", `<!-->${"<div>".repeat(300)}`],
    ["starts behind a comment that ends in --!>", `<!-- x --!>${"<div>".repeat(300)}`],
    ["starts made by what is taken out", "<<svg>div>".repeat(3).concat("<div>".repeat(300))],
    ["ends that a block keeps from what is outside", "<span><div></span>".repeat(300)],
  ])("with %s", (_what, html) => {
    expect(tame(html).kind).toBe("heavy");
  });

  test.each([
    ["paragraphs that never end", "<p>x".repeat(3_000)],
    ["list entries that never end", `<ul>${"<li>x".repeat(3_000)}`],
    ["cells and rows that never end", `<table>${"<tr><td>x<td>y".repeat(1_000)}`],
    ["one thing opened in each paragraph and never closed", "<p><b>x</p>".repeat(2_000)],
    ["fonts never closed in the cells of a table", `<table>${"<tr><td><font size=2><p>x".repeat(1_000)}</table>`],
    ["forty rounds of quotations", "<div><blockquote><div><p>x</p>".repeat(40)],
    ["thirty tables within each other", "<table><tr><td><div>".repeat(30)],
    ["a picture after the other", "<img src=cid:a><br>".repeat(5_000)],
    ["links that are never closed", "<a href=https://a.example>x ".repeat(5_000)],
  ])("but not with %s", (_what, html) => {
    expect(tame(html)).toEqual({ kind: "light", html });
  });
});

describe("asked for in spite of that", () => {
  test("what is too deep is made shallow; every word stays", () => {
    const deep = `${"<div>x".repeat(1_000)}${"</div>y".repeat(1_000)}`;
    const html = tamed(deep, true);
    expect(html.match(/<div>/gu)).toHaveLength(MAX_OPEN_ELEMENTS);
    expect(html.match(/<\/div>/gu)).toHaveLength(MAX_OPEN_ELEMENTS);
    expect(html.replaceAll(/<[^>]*>/gu, "")).toBe(deep.replaceAll(/<[^>]*>/gu, ""));
  });

  test("formatting that multiplies ends", () => {
    const html = tamed(`<p>${fonts(100)}x${"<p>x".repeat(5_000)}<b>y</b>`, true);
    expect(html).toContain("</font></font>");
    expect(html.endsWith("<p>xy")).toBe(true);
  });

  test("attributes without number are few", () => {
    const attributes = Array.from({ length: 1_000 }, (_, index) => ` a${index}=x`).join("");
    expect(tamed(`<p${attributes}>x`).length).toBeLessThan(500);
  });
});

test.each([
  "<",
  "<p ",
  "<!--",
  "</",
  "<script>",
  "<title>",
  "<a href='",
  "<p a",
  "<b x=",
  "<!",
  "<style>",
  "</b",
  "<a/",
])("a megabyte of %s is looked through at once", (piece) => {
  const begun = process.hrtime.bigint();
  tame(piece.repeat(Math.ceil(1_000_000 / piece.length)), true);
  expect(Number(process.hrtime.bigint() - begun) / 1e9).toBeLessThan(5);
});

function fonts(count: number): string {
  return Array.from({ length: count }, (_, index) => `<font color=#${index}>`).join("");
}
