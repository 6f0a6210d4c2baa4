/** How the reader of a marketing mail unsubscribes (E4): by a mail to the desk whose subject says, signed, whose mail it was. */
import { createTranslate } from "#shared/i18n/index.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";

import { formatUnsubscribeSubject } from "#shared/rules/marketing/unsubscribe-token.ts";
import type { SetupCache } from "../setup-cache.ts";
import { threadSigner } from "../thread-signing.ts";
import { languageOfText } from "./language-of-text.ts";
import { type AddedPart, UNSUBSCRIBE_CLASS } from "./added-parts.ts";
import { escapeHtml } from "./text-and-html.ts";

/** A marketing mail, and who it is for. */
export type MarketingMail = { readonly messageId: Message["id"]; readonly contactId: PersonId };

/**
 * The address that the link leads to, a `mailto:` (RFC 6068).
 * @param deskAddress of the channel that the mail goes over
 */
export function unsubscribeLink(setup: SetupCache, mail: MarketingMail, deskAddress: string, body?: string): string {
  const asked = {
    subject: formatUnsubscribeSubject(mail, threadSigner(setup)),
    ...(body === undefined ? {} : { body }),
  };
  const query = Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `mailto:${encodeURIComponent(deskAddress).replaceAll("%40", "@")}?${query.join("&")}`;
}

/**
 * Header fields of a marketing mail, by which mail programs show a button of their own (RFC 2369). Without RFC 8058's `List-Unsubscribe-Post`, which speaks of
 * an `https:` address alone: a desk on a machine of its own has none.
 * @param deskAddress '' where there is none to write to
 */
export function unsubscribeHeaders(
  setup: SetupCache,
  mail: MarketingMail,
  deskAddress: string,
): Record<string, string> {
  if (deskAddress === "") return {};
  return { "List-Unsubscribe": `<${unsubscribeLink(setup, mail, deskAddress)}>` };
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
  if (deskAddress === "") {
    const how = t("unsubscribe.byAnswer");
    return { text: `${why} ${how}`, html: `${open}${escapeHtml(`${why} ${how}`)}</div>` };
  }
  const link = unsubscribeLink(setup, mail, deskAddress, t("unsubscribe.body"));
  const label = t("unsubscribe.link");
  return {
    text: `${why}\n${label}: ${link}`,
    html: `${open}${escapeHtml(why)} <a href="${escapeHtml(link)}">${escapeHtml(label)}</a></div>`,
  };
}
