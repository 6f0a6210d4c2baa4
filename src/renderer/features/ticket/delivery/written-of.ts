import type { DeskClient } from "#shared/contract/index.ts";
import type { MessageView } from "#shared/contract/views.ts";
import { draftOfMail } from "#renderer/components/composer/draft/draft-of-mail.ts";
import type { Written } from "../composer/use-composer.ts";

/**
 * What was written, read off the mail: for one that was written in another window or before. An answer answers the same mail again; a forward, whose
 * original the mail doesn't name, becomes a new mail that holds all of its text.
 * @throws what the contract rejects with
 */
export async function writtenOf(
  messages: Pick<DeskClient["messages"], "html">,
  mail: MessageView,
  all: readonly MessageView[],
): Promise<Written> {
  const draft = await draftOfMail(messages, mail);
  if (mail.classification.forwarded) return { mode: "new", draft: { ...draft, text: mail.text, html: null } };
  const parent = mail.references.at(-1);
  const answered = parent === undefined ? undefined : all.find(({ rfcMessageId }) => rfcMessageId === parent);
  if (parent === undefined) return { mode: "new", draft };
  return { mode: "reply", draft: { ...draft, messageId: answered?.id ?? null } };
}
