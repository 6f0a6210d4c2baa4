/**
 * Address fields (RFC 5322 §3.4) with postal-mime's parser, which is hardened against crafted lists; groups are opened, encoded words in any charset decoded first.
 */
import { addressParser } from "postal-mime";

import type { MailAddress } from "#shared/model/mail.ts";

import { inPlainForm, nameInPlainForm } from "./address-forms.ts";
import { decodeWords } from "./encoded-words.ts";

const WORD_RUN_PATTERN =
  /=\?[^?\s=]{1,60}\?[bq]\?[^?]{0,10000}\?=(?:[ \t]+=\?[^?\s=]{1,60}\?[bq]\?[^?]{0,10000}\?=)*/giu;
// Bidirectional overrides and control characters in a name make one sender look like another.
const UNSAFE_NAME_CHARS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Parses the values of all fields of one name, at most `limit` addresses. */
export function parseAddresses(values: readonly string[], limit: number): MailAddress[] {
  const found: MailAddress[] = [];
  for (const value of values) {
    /** "Byron, Ada <ada@x>": a name that a comma without quotation marks cut in two. */
    let begun = "";
    for (const entry of addressParser(inPlainForm(withPlainWords(value)))) {
      const members = entry.group ?? [entry];
      for (const member of members) {
        if (found.length >= limit) return found;
        const given = { name: cleanName(member.name), address: cleanAddress(member.address ?? "") };
        const { name: own, address } = given.address === "" ? addressInName(given.name) : given;
        const name = [begun, own].filter((part) => part !== "").join(", ");
        begun = address === "" && entry.group === undefined ? name : "";
        if (address !== "") found.push({ name: name === address ? "" : name, address });
        else if (begun === "" && name !== "") found.push({ name, address });
      }
    }
    if (begun !== "" && found.length < limit) found.push({ name: begun, address: "" });
  }
  return found;
}

/** Some programs encode the address along with the name, or as the name. */
function addressInName(name: string): MailAddress {
  const [found] = /^[^@]{0,200}@[^@\s]{1,255}$/u.test(name) ? addressParser(inPlainForm(name)) : [];
  const address = cleanAddress(found?.address ?? "");
  return address.includes("@") ? { name: cleanName(found?.name ?? ""), address } : { name, address: "" };
}

/** Re-encodes words in UTF-8, the one charset that every later step knows; quoting by base64 keeps commas in names from splitting them. */
function withPlainWords(value: string): string {
  if (!value.includes("=?")) return value;
  return value.replace(WORD_RUN_PATTERN, (run) => {
    const text = decodeWords(run);
    return text === run ? run : `=?utf-8?b?${Buffer.from(text, "utf8").toString("base64")}?=`;
  });
}

function cleanName(name: string): string {
  return nameInPlainForm(name)
    .replace(/[\r\n\t]+/gu, " ")
    .replace(UNSAFE_NAME_CHARS, "")
    .trim()
    .replace(SINGLE_QUOTED_PATTERN, "$1")
    .slice(0, 500);
}

/** Outlook puts what it has no name for between single quotation marks, name and address alike. */
const SINGLE_QUOTED_PATTERN = /^'([^']+)'$/u;

function cleanAddress(address: string): string {
  const plain = decodeWords(address).replace(UNSAFE_NAME_CHARS, "").trim();
  return plain.replace(SINGLE_QUOTED_PATTERN, "$1").slice(0, 500);
}
