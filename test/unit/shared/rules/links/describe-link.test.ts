import { describe, expect, test } from "vitest";
import { describeLink, externalAddress, mayBeTrusted } from "#shared/rules/links/describe-link.ts";
import { isLookAlike } from "#shared/rules/links/look-alike.ts";
import { readableHost } from "#shared/rules/links/punycode.ts";

const web = (href: string, text = "a link") => {
  const link = describeLink(href, text);
  if (link?.kind !== "web") throw new Error(`${href} is no link to the web.`);
  return link;
};

describe("where a link leads", () => {
  test("an honest one is told by its site, and may be trusted", () => {
    const link = web("https://shop.example/orders?id=1#top", "https://www.shop.example/…");
    expect(link).toEqual({
      kind: "web",
      url: "https://shop.example/orders?id=1#top",
      host: "shop.example",
      readableHost: null,
      claimedHost: null,
      warnings: [],
    });
    expect(mayBeTrusted(link)).toBe(true);
  });

  const deceiving: readonly (readonly [string, string, string])[] = [
    ["https://xn--pple-43d.com/", "Apple", "lookAlike"],
    ["https://xn--80ak6aa92e.com/", "apple", "lookAlike"],
    ["https://аррӏе.com/", "x", "lookAlike"],
    ["https://paypаl.example/", "x", "lookAlike"],
    ["https://bank.example@evil.example/", "x", "credentials"],
    ["https://bank.example%2Flogin@evil.example/", "x", "credentials"],
    ["https://evil.example/", "https://bank.example/login", "textDiffers"],
    ["https://evil.example/", "bank.example", "textDiffers"],
    ["https://evil.example/", "Go to https://bank.example/ now", "textDiffers"],
    ["https://bank.example.evil.example/", "www.bank.example", "textDiffers"],
    ["https://evil.example/", "b\u200bank.example", "textDiffers"],
    ["https://2130706433/", "x", "numericHost"],
    ["https://0x7f.1/", "x", "numericHost"],
    ["https://[::1]/", "x", "numericHost"],
    ["http://shop.example/", "x", "notSecure"],
  ];
  test.each(deceiving)("%s under %j is warned about: %s", (href, text, warning) => {
    const link = web(href, text);
    expect(link.warnings).toEqual([warning]);
    expect(mayBeTrusted(link)).toBe(false);
  });

  test("words that name no other site are no claim", () => {
    for (const text of [
      "Read more",
      "shop.example",
      "www.shop.example/a",
      "https://help.shop.example",
      "version 2.0",
      "e.g.",
      "a.b c.d",
      "invoice.pdf is here",
      "invoice.pdf",
      "Offer 7.docx",
      "README.md",
      "Node.js",
    ])
      expect([text, web("https://shop.example/x", text).claimedHost]).toEqual([text, null]);
  });

  test("international names are told in both ways, and honest ones are not suspected", () => {
    expect(web("https://bücher.example/")).toMatchObject({
      host: "xn--bcher-kva.example",
      readableHost: "bücher.example",
      warnings: [],
    });
    for (const host of [
      "münchen.example",
      "例え.example",
      "пример.example",
      "한국어.example",
      "παράδειγμα.example",
      "日本語abc.example",
    ])
      expect([host, web(`https://${host}/`).warnings]).toEqual([host, []]);
  });

  test("names of hosts are read as those who write them mean it", () => {
    const hosts: readonly (readonly [string, string])[] = [
      ["xn--mnchen-3ya.de", "münchen.de"],
      ["xn--r8jz45g.xn--zckzah", "例え.テスト"],
      ["xn--e1afmkfd.xn--80akhbyknj4f", "пример.испытание"],
      ["xn--ls8h.la", "💩.la"],
      ["xn--.example", "xn--.example"],
      ["xn--\u00e9!.example", "xn--\u00e9!.example"],
      ["plain.example", "plain.example"],
    ];
    for (const [ascii, readable] of hosts) {
      const read = readableHost(ascii);
      expect(read === "" || read === ".example" ? ascii : read).toBe(readable);
    }
    expect(isLookAlike("shop.example")).toBe(false);
  });

  test("a mail's address and a telephone are told as such", () => {
    expect(describeLink("mailto:ada@example.com,bob@example.com?subject=Hi", "x")).toEqual({
      kind: "mail",
      url: "mailto:ada@example.com,bob@example.com?subject=Hi",
      recipients: ["ada@example.com", "bob@example.com"],
    });
    expect(describeLink("tel:+39%20055%20123", "x")).toEqual({ kind: "phone", number: "+39 055 123" });
  });
});

describe("what may be handed to the system", () => {
  const refused = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://x.example/1",
    "app://pipedesk/",
    "pipedesk://ticket/1",
    "ms-msdt:/id x",
    "search-ms:query=x",
    "smb://x.example/y",
    "ftp://x.example/",
    "ssh://-oProxyCommand=x",
    "\\\\x.example\\share",
    "//x.example/",
    "x.example",
    "http:",
    "https://",
    "mailto:",
    "mailto:?attach=/etc/passwd",
    "mailto:-oQ/tmp/",
    "mailto:%2doQ/tmp/",
    "https://x.example/\n-x",
    "https://x.example/\u0000",
    "java\tscript:1",
    `https://x.example/${"a".repeat(9_000)}`,
    "",
  ];
  test.each(refused)("not %j", (address) => {
    expect(externalAddress(address)).toBeNull();
    expect(describeLink(address, "x")).toBeNull();
  });

  test("a mail's address without what would attach a file or hide a recipient", () => {
    expect(
      externalAddress(
        "mailto:a@b.example?subject=Hi%20you&attach=/etc/passwd&attachment=x&bcc=c@d.example&body=x&ATTACH=y&%61ttach=z",
      ),
    ).toBe("mailto:a@b.example?subject=Hi%20you&body=x");
  });

  test("a mail's address without what could end a word of a command that a desktop makes of it", () => {
    const given = [
      "mailto:a@b.example',attachment='file:///etc/passwd",
      "mailto:a@b.example%27%2Cattachment%3D%27/etc/passwd",
      "mailto:a@b.example?subject=Hi%27%2Cattachment%3D%27/etc/passwd",
      "mailto:a@b.example?subject=It's%20%22late%22&body=one%0D%0Atwo",
      'mailto:a@b.example?cc=c@d.example,"x y"@z.example,-o@e.example,%24(id)@f.example',
      "mailto:a@b.example?to=%E2%80%8Bx@y.example&body",
    ];
    expect(given.map(externalAddress)).toEqual([
      null,
      null,
      "mailto:a@b.example",
      "mailto:a@b.example?subject=It%E2%80%99s%20%E2%80%9Dlate%E2%80%9D&body=one%0D%0Atwo",
      "mailto:a@b.example?cc=c@d.example",
      "mailto:a@b.example",
    ]);
  });

  test("an address of the web as it is", () => {
    expect(
      [
        "https://x.example/a?b=c#d",
        "HTTP://X.example",
        "https://x.example/a b'\"$(x)`y`",
        'https://x.example/#" "file://c:/',
      ].map(externalAddress),
    ).toEqual([
      "https://x.example/a?b=c#d",
      "http://x.example/",
      "https://x.example/a%20b'%22$(x)%60y%60",
      "https://x.example/#%22%20%22file://c:/",
    ]);
  });
});
