import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatMessageIdToken,
  formatSubjectToken,
  parseMessageIdToken,
  type Sign,
  verifyMessageIdToken,
  verifySubjectToken,
} from "#shared/rules/email-status/tokens.ts";

const signedBy =
  (key: string): Sign =>
  (text) =>
    createHmac("sha256", key).update(text).digest("hex");
const sign = signedBy("ours");
const OWN_DOMAINS = ["help.example"];
const MESSAGE_ID = formatMessageIdToken({ localId: "out_1", domain: "Help.example" }, sign);

describe("[D9] Message-ID token", () => {
  it("[D9] is a dot-atom that carries the local id and a keyed hash", () => {
    expect(MESSAGE_ID).toMatch(/^pd\.out_1\.[0-9a-f]{20}@help\.example$/);
    expect(parseMessageIdToken(`<${MESSAGE_ID}>`)).toEqual({
      localId: "out_1",
      hash: MESSAGE_ID.slice(9, 29),
      domain: "help.example",
    });
  });

  it("[D9] what the desk signed is verified, in any letter case of hash and domain", () => {
    expect(verifyMessageIdToken(MESSAGE_ID, OWN_DOMAINS, sign)).toBe("verified");
    expect(verifyMessageIdToken(`pd.out_1.${MESSAGE_ID.slice(9).toUpperCase()}`, OWN_DOMAINS, sign)).toBe("verified");
  });

  it.each([
    ["another local id", MESSAGE_ID.replace("out_1", "out_2"), "forged"],
    ["another hash", MESSAGE_ID.replace(/\.[0-9a-f]{20}@/, `.${"0".repeat(20)}@`), "forged"],
    ["another key", formatMessageIdToken({ localId: "out_1", domain: "help.example" }, signedBy("theirs")), "forged"],
    ["the hash of a subject token", `pd.1.${sign("subject:1").slice(0, 20)}@help.example`, "forged"],
    [
      "another desk's domain",
      formatMessageIdToken({ localId: "out_1", domain: "desk.example" }, signedBy("theirs")),
      "foreign",
    ],
    ["another program's id", "CAF=x1@mail.example", "foreign"],
    ["a hash cut short", MESSAGE_ID.replace(/[0-9a-f]@/, "@"), "foreign"],
    ["an escape that is none", MESSAGE_ID.replace("out_1", "=ZZ"), "foreign"],
  ])("[D9] %s", (_what, id, answer) => {
    expect(verifyMessageIdToken(id, OWN_DOMAINS, sign)).toBe(answer);
  });

  it("[D9] every local id comes back, in an id that RFC 5322 allows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (localId) => {
        const id = formatMessageIdToken({ localId, domain: "help.example" }, sign);
        expect(id).toMatch(/^[A-Za-z0-9_=-]+(\.[A-Za-z0-9_=-]+)*@help\.example$/);
        expect(parseMessageIdToken(id)?.localId).toBe(localId);
        expect(verifyMessageIdToken(id, OWN_DOMAINS, sign)).toBe("verified");
      }),
    );
  });

  it("refuses a signature that would weaken the token", () => {
    expect(() => formatMessageIdToken({ localId: "a", domain: "b" }, () => "short")).toThrow(
      expect.objectContaining({ code: "PD_INTERNAL" }),
    );
  });
});

describe("[D9] subject token", () => {
  const token = formatSubjectToken(1042, sign);

  it("[D9] names the ticket and is signed", () => {
    expect(token).toMatch(/^\[#1042-[0-9a-z]{8}\]$/);
  });

  it.each([
    ["none", "Re: Torn strap", { kind: "none" }],
    ["ours", `Re: Torn strap ${token}`, { kind: "verified", ticketNumber: 1042 }],
    ["ours in capitals", `RE: TORN STRAP ${token.toUpperCase()}`, { kind: "verified", ticketNumber: 1042 }],
    ["ours behind another desk's", `Re: [#7-abcdefgh] Torn strap ${token}`, { kind: "verified", ticketNumber: 1042 }],
    ["another ticket's hash", token.replace("1042", "1043"), { kind: "forged" }],
    ["another key", formatSubjectToken(1042, signedBy("theirs")), { kind: "forged" }],
  ])("[D9] %s", (_what, subject, answer) => {
    expect(verifySubjectToken(subject, sign)).toEqual(answer);
  });

  it("[D9] every number comes back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (ticketNumber) => {
        expect(verifySubjectToken(`Re: ${formatSubjectToken(ticketNumber, sign)}`, sign)).toEqual({
          kind: "verified",
          ticketNumber,
        });
      }),
    );
  });
});
