import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MessageId, PersonId } from "#shared/model/ids.ts";
import { formatMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { formatUnsubscribeSubject, verifyUnsubscribeSubject } from "#shared/rules/marketing/unsubscribe-token.ts";

const signer = (key: string) => (text: string) => createHmac("sha256", key).update(text).digest("hex");
const sign = signer("own");
const ANNA = { contactId: PersonId.parse("p_anna"), messageId: MessageId.parse("m_offer") };
const SUBJECT = formatUnsubscribeSubject(ANNA, sign);

describe("[E4] the subject that unsubscribes", () => {
  test("names the contact and the mail, whatever their ids", () => {
    const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(id, id, (one, other) => {
        const about = { contactId: PersonId.parse(one), messageId: MessageId.parse(other) };
        expect(verifyUnsubscribeSubject(formatUnsubscribeSubject(about, sign), sign)).toEqual(about);
      }),
    );
  });

  test.each([
    ["as gateways mark it", `[EXTERNAL] ${SUBJECT}`],
    ["in capitals, with blanks behind it", `  ${SUBJECT.replace("unsubscribe", "Unsubscribe")}  `],
  ])("is known %s", (_, subject) => {
    expect(verifyUnsubscribeSubject(subject, sign)).toEqual(ANNA);
  });

  test.each([
    ["a hash that is made up", SUBJECT.replace(/[0-9a-f]{20}$/u, "0".repeat(20))],
    ["another desk's hash", formatUnsubscribeSubject(ANNA, signer("other"))],
    ["the hash of another contact", SUBJECT.replace("p_anna", "p_ben")],
    ["the hash of another mail", SUBJECT.replace("m_offer", "m_other")],
    [
      "a signature of another kind",
      `unsubscribe p_anna.m_offer.${formatMessageIdToken({ localId: "m_offer", domain: "x" }, sign).slice(-22, -2)}`,
    ],
    ["a mail that is passed on", `Fwd: ${SUBJECT}`],
    ["an answer", `R: ${SUBJECT}`],
    ["words behind it", `${SUBJECT} please help`],
    ["the word alone", "unsubscribe"],
    ["broken ids", "unsubscribe =ff.=zz.00000000000000000000"],
  ])("%s unsubscribes nobody", (_, subject) => {
    expect(verifyUnsubscribeSubject(subject, sign)).toBeNull();
  });
});
