import type { MailToWrite } from "#shared/contract/desktop/events.ts";

/** A link that is longer is no mail that somebody wants to begin. */
const MAX_LINK_CHARACTERS = 20_000;
const MAX_ADDRESSES = 50;
const MAX_SUBJECT_CHARACTERS = 500;
const MAX_BODY_CHARACTERS = 10_000;

/** Not `URLSearchParams`: there a plus is a space, in addresses it is a plus (RFC 6068, section 5). */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Reads a `mailto:` link (RFC 6068). Only addresses, subject and body are taken: headers of other names, attachments above all, are dropped, as is whatever could begin another header.
 * @returns null where it is no such link
 */
export function readMailto(text: string): MailToWrite | null {
  if (text.length > MAX_LINK_CHARACTERS || !/^mailto:/iu.test(text)) return null;
  const [path = "", query = ""] = text.slice("mailto:".length).split(/\?(.*)/su, 2);
  const mail = { to: addressesIn(path), cc: [] as string[], bcc: [] as string[], subject: "", body: "" };
  for (const field of query.split("&")) {
    const [name = "", value = ""] = field.split(/=(.*)/su, 2);
    switch (decode(name).toLowerCase()) {
      case "to":
        mail.to.push(...addressesIn(value));
        break;
      case "cc":
        mail.cc.push(...addressesIn(value));
        break;
      case "bcc":
        mail.bcc.push(...addressesIn(value));
        break;
      case "subject":
        mail.subject = oneLine(decode(value)).slice(0, MAX_SUBJECT_CHARACTERS);
        break;
      case "body":
        mail.body = withoutControls(decode(value).replaceAll(/\r\n?/gu, "\n")).slice(0, MAX_BODY_CHARACTERS);
        break;
    }
  }
  const { to, cc, bcc } = mail;
  return { ...mail, to: to.slice(0, MAX_ADDRESSES), cc: cc.slice(0, MAX_ADDRESSES), bcc: bcc.slice(0, MAX_ADDRESSES) };
}

/** Commas part them; one that is part of an address is encoded, so it is decoded after the parting. */
function addressesIn(list: string): string[] {
  return list
    .split(",")
    .map((part) => oneLine(decode(part)))
    .filter((address) => address.includes("@"));
}

function oneLine(text: string): string {
  return withoutControls(text.replaceAll(/\s+/gu, " ")).trim();
}

function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === "\n" || character === "\t" ? character : "",
  );
}
