/** How the reader of a marketing mail unsubscribes (E4): by a page, or by a mail to the desk; signed, both say whose mail it was. */
import { createTranslate } from "#shared/i18n/index.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";

import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { formatUnsubscribeSubject, formatUnsubscribeToken } from "#shared/rules/marketing/unsubscribe-token.ts";
import type { SetupCache } from "../setup-cache.ts";
import { threadSigner } from "../thread-signing.ts";
import { languageOfText } from "./language-of-text.ts";
import { type AddedPart, UNSUBSCRIBE_CLASS } from "./added-parts.ts";
import { escapeHtml } from "./text-and-html.ts";

/** A marketing mail, and who it is for. */
export type MarketingMail = { readonly messageId: Message["id"]; readonly contactId: PersonId };

/** What follows the desk's public address; the host serves it. */
export const UNSUBSCRIBE_PREFIX = "/unsubscribe/";

/** The page on which one unsubscribes with a click; null where the desk can't be reached from outside. */
function unsubscribePage(setup: SetupCache, mail: MarketingMail): string | null {
  const { publicUrl } = setup.require("settings", SETTINGS_ID);
  if (publicUrl === undefined || publicUrl === null) return null;
  return publicUrl + UNSUBSCRIBE_PREFIX + formatUnsubscribeToken(mail, threadSigner(setup));
}

/** The mail by which one unsubscribes, a `mailto:` (RFC 6068). */
function unsubscribeMail(setup: SetupCache, mail: MarketingMail, deskAddress: string, body?: string): string {
  const subject = formatUnsubscribeSubject(mail, threadSigner(setup));
  const query = Object.entries({ subject, ...(body === undefined ? {} : { body }) }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `mailto:${encodeURIComponent(deskAddress).replaceAll("%40", "@")}?${query.join("&")}`;
}

/**
 * Header fields of a marketing mail, by which mail programs show a button of their own (RFC 2369); with one click where the desk can be reached (RFC 8058).
 * @param deskAddress of the channel that the mail goes over; '' where there is none to write to
 */
export function unsubscribeHeaders(
  setup: SetupCache,
  mail: MarketingMail,
  deskAddress: string,
): Record<string, string> {
  const page = unsubscribePage(setup, mail);
  const ways = [
    ...(page === null ? [] : [page]),
    ...(deskAddress === "" ? [] : [unsubscribeMail(setup, mail, deskAddress)]),
  ];
  if (ways.length === 0) return {};
  return {
    "List-Unsubscribe": ways.map((way) => `<${way}>`).join(", "),
    ...(page === null ? {} : { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
  };
}

/**
 * What stands under a marketing mail, in its language.
 * @param deskAddress '' while no mailbox is connected: an answer has to do
 * @rule E4
 */
export function unsubscribePart(setup: SetupCache, mail: MarketingMail, deskAddress: string, words: string): AddedPart {
  const t = createTranslate(languageOfText(words));
  const open = `<div class="${UNSUBSCRIBE_CLASS}" style="margin-top: 16px; font-size: 12px; color: #6b7280">`;
  const why = t("unsubscribe.why");
  const page = unsubscribePage(setup, mail);
  if (deskAddress === "" && page === null) {
    const how = t("unsubscribe.byAnswer");
    return { text: `${why} ${how}`, html: `${open}${escapeHtml(`${why} ${how}`)}</div>` };
  }
  const link = page ?? unsubscribeMail(setup, mail, deskAddress, t("unsubscribe.body"));
  const label = t("unsubscribe.link");
  return {
    text: `${why}\n${label}: ${link}`,
    html: `${open}${escapeHtml(why)} <a href="${escapeHtml(link)}">${escapeHtml(label)}</a></div>`,
  };
}
