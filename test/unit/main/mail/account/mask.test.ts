import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask, maskPlaces } from "#main/mail/account/mask.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const ENCODINGS: Readonly<Record<string, (secret: string, other: string) => string>> = {
  plain: (secret, other) => `${other} ${secret} ${other}`,
  "IMAP string": (secret) => `a1 X "${secret.replaceAll(/["\\]/gu, String.raw`\$&`)}"`,
  JSON: (secret) => JSON.stringify({ password: secret }),
  base64: (secret) => base64(secret),
  "SASL PLAIN": (secret, user) => `AUTH ${base64(`\0${user}\0${secret}`)}`,
  XOAUTH2: (secret, user) => `+ ${base64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`)}`,
  base64url: (secret, other) => Buffer.from(other + secret + other).toString("base64url"),
  "URL-encoded": (secret) => `?token=${encodeURIComponent(secret)}&x=1`,
  form: (secret) => new URLSearchParams({ token: secret }).toString(),
  hexadecimal: (secret) => Buffer.from(secret).toString("hex"),
};

test.each(Object.entries(ENCODINGS))("a password that is known never shows: %s", (_, encode) => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 6, maxLength: 40, unit: "grapheme" }),
      fc.stringMatching(/^[a-z]{0,8}$/u),
      (secret, other) => {
        const shown = createMask([secret]).apply(encode(secret, other));
        const unshown = [secret, base64(secret).replace(/=+$/u, ""), encodeURIComponent(secret)];
        return !unshown.some((form) => form.length >= 4 && shown.includes(form) && form !== "***");
      },
    ),
    { seed: 20_260_522, numRuns: 300 },
  );
  expect(createMask(["s3cret+/=pass word"]).apply(encode("s3cret+/=pass word", "anna"))).toContain("***");
});

test("no part of a password's base64 is left at any alignment", () => {
  const mask = createMask(["correct horse"]);
  const shown = ["", "a", "ab", "abc"].map((user) => mask.apply(`AUTH PLAIN ${base64(`\0${user}\0correct horse`)}`));
  expect(shown).toEqual(Array.from({ length: 4 }, () => "AUTH PLAIN ***"));
});

test.each<[string, string]>([
  ['a1 LOGIN "anna" "hunter2"', 'a1 LOGIN "anna" ***'],
  ["a1 LOGIN anna hunter2", "a1 LOGIN anna ***"],
  ["a2 NO LOGIN failed.", "a2 NO LOGIN failed."],
  ["AUTH PLAIN AGFubmEAaHVudGVyMg==", "AUTH PLAIN ***"],
  ["a3 AUTHENTICATE XOAUTH2 dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHg=", "a3 AUTHENTICATE XOAUTH2 ***"],
  ["250-AUTH PLAIN LOGIN XOAUTH2", "250-AUTH PLAIN LOGIN XOAUTH2"],
  ["* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN", "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN"],
  ["aHVudGVyMmh1bnRlcjI=", "***"],
  ["250 AUTH PLAIN LOGIN", "250 AUTH PLAIN LOGIN"],
  ["334 VXNlcm5hbWU6", "334 VXNlcm5hbWU6"],
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***"],
  ["token ya29.a0AfH6SMBx_y-z expired", "token *** expired"],
  ["refresh 1//0gabcdefghijklmnopqrstuv gone", "refresh *** gone"],
  ["eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln", "***"],
  ["refresh_token=abc&grant_type=x", "refresh_token=***&grant_type=x"],
  ['{"client_secret": "abc"}', '{"client_secret": "***"}'],
])("places where secrets stand are masked without knowing them: %s", (line, shown) => {
  expect(maskPlaces(line)).toBe(shown);
});

test("of many secrets the newest are kept in mind", () => {
  const mask = createMask(Array.from({ length: 40 }, (_, index) => `token-${index}-x`));
  expect([mask.apply("token-39-x"), mask.apply("token-8-x"), mask.apply("token-7-x")]).toEqual([
    "***",
    "***",
    "token-7-x",
  ]);
});

test("a password of three letters doesn't blot out the rest", () => {
  expect(createMask(["the"]).apply("the server said no")).toBe("the server said no");
});

test("a huge line is cut before it is searched", () => {
  expect(createMask(["secret"]).apply("x ".repeat(1_000_000)).length).toBe(16 * 1024);
});
