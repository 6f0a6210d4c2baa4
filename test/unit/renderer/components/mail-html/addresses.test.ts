import { describe, expect, test } from "vitest";
import {
  decideImage,
  decideLink,
  normalContentId,
  plainColour,
  type FramePolicy,
} from "#renderer/components/mail-html/addresses.ts";

const BLOCKED: FramePolicy = {
  remoteImages: false,
  inlineImages: new Map([
    ["logo@shop", "blob:1"],
    ["a b@shop", "blob:2"],
  ]),
};
const ALLOWED: FramePolicy = { ...BLOCKED, remoteImages: true };

describe("pictures", () => {
  test.each([
    ["https://shop.example/a.png", "https://shop.example/a.png"],
    ["http://shop.example/a.png", "https://shop.example/a.png"],
    ["//shop.example/a.png", "https://shop.example/a.png"],
    [" https://shop.example/a.png\n", "https://shop.example/a.png"],
    ["HTTPS://shop.example/a.png", "https://shop.example/a.png"],
  ])("%j waits for the person's word and is then fetched by https", (address, url) => {
    expect([decideImage(address, BLOCKED), decideImage(address, ALLOWED)]).toEqual([
      { kind: "blocked", url: expect.stringMatching(/^https:/iu) as string },
      { kind: "keep", url: expect.stringContaining(url.slice("https://".length)) as string },
    ]);
  });

  test.each([
    ["cid:logo@shop", "blob:1"],
    ["CID:logo@shop", "blob:1"],
    ["cid:<logo@shop>", "blob:1"],
    ["cid:LOGO@SHOP", "blob:1"],
    ["cid:a%20b@shop", "blob:2"],
  ])("%j is the attachment of that Content-ID, whatever is blocked", (address, url) => {
    expect(decideImage(address, BLOCKED)).toEqual({ kind: "keep", url });
  });

  test("a picture inside the address is kept", () => {
    const url = "data:image/png;base64,iVBORw0KGgo=";
    expect(decideImage(url, BLOCKED)).toEqual({ kind: "keep", url });
  });

  test.each([
    "cid:nowhere@shop",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    'data:image/png;base64,AAAA" onerror="x',
    "file:///etc/passwd",
    "blob:https://desk/1",
    "picture.png",
    "https:///",
    "ftp://shop.example/a.png",
    "",
  ])("%j is no picture to show", (address) => {
    expect([decideImage(address, BLOCKED).kind, decideImage(address, ALLOWED).kind]).toEqual(["drop", "drop"]);
  });
});

describe("links", () => {
  test.each(["https://example.com/a?b#c", "http://example.com", "mailto:a@example.com", "tel:+39123"])(
    "%j is kept",
    (address) => {
      expect(decideLink(address)).toBe(address);
    },
  );

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u0001javascript:alert(1)",
    "java\nscript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "smb://server/share",
    "#top",
    "/settings",
    "//example.com",
    "",
  ])("%j loses its address", (address) => {
    expect(decideLink(address)).toBeNull();
  });
});

test("a Content-ID with a broken escape is taken as it is", () => {
  expect(normalContentId("<100%@shop>")).toBe("100%@shop");
});

test.each([
  ["#eef", "#eef"],
  [" White ", "White"],
  ["rgb(1, 2, 3)", "rgb(1, 2, 3)"],
  ["url(https://evil.example)", null],
  ["red;position:fixed", null],
  ["", null],
])("the colour %j is %j", (value, colour) => {
  expect(plainColour(value)).toBe(colour);
});
