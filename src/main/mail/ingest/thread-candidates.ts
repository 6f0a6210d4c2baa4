import type { Message } from "#shared/model/message.ts";
import type { MailAddress, ParsedMail } from "#shared/model/mail.ts";
import { isSameMailbox } from "#shared/rules/email/mailbox-address.ts";
import type { Repository } from "#main/store/repository.ts";

export type ThreadLink = {
  readonly rfcMessageId: string;
  readonly conversationId: NonNullable<Message["conversationId"]>;
  /** How the known message stands to the new one. */
  readonly relation: "parent" | "sibling" | "child";
};

/** What is known about messages that a mail names or that name it: in the store and earlier in the batch. */
export type ThreadIndex = {
  linksOf(mail: ParsedMail): ThreadLink[];
  add(message: Message): void;
};

export function senderOf({ from, sender }: ParsedMail): MailAddress {
  return from[0] ?? sender ?? { name: "", address: "" };
}

/** Header ids that a mail gives, nearest first: In-Reply-To, then References from the newest. */
export function namedIds(mail: ParsedMail): string[] {
  const original = mail.bounceDetails?.originalMessageId;
  return Array.from(new Set([...mail.inReplyTo, ...mail.references.toReversed(), ...(original ? [original] : [])]));
}

export function parentIdOf(mail: ParsedMail): string {
  return namedIds(mail)[0] ?? "";
}

export function rootIdOf(mail: ParsedMail): string {
  return mail.references[0] ?? mail.inReplyTo[0] ?? mail.messageId ?? "";
}

type ByHeader = Pick<Message, "rfcMessageId" | "parentRfcId" | "rootRfcId" | "conversationId" | "from">;

/**
 * Reads everything that a batch of mails may belong to, in three statements, and is told of each message that the batch makes.
 * Parents are the rule; children and siblings find a thread whose later mails came first, as when *Sent* is imported after *Inbox*.
 */
export async function createThreadIndex(
  messages: Repository<Message>,
  mails: readonly ParsedMail[],
): Promise<ThreadIndex> {
  const byOwnId = new Map<string, ByHeader[]>();
  const byParentId = new Map<string, ByHeader[]>();
  const byRootId = new Map<string, ByHeader[]>();

  const add = (message: ByHeader) => {
    if (message.conversationId === null) return;
    push(byOwnId, message.rfcMessageId, message);
    push(byParentId, message.parentRfcId, message);
    push(byRootId, message.rootRfcId, message);
  };

  const named = unique(mails.flatMap(namedIds));
  const parents = named.length === 0 ? [] : await messages.find({ selector: { rfcMessageId: { $in: named } } });
  parents.forEach(add);

  // Only what no parent places needs the other two; a long thread would else be read again for each of its mails.
  const withoutParent = mails.filter((mail) => !namedIds(mail).some((id) => byOwnId.has(id)));
  const ownIds = unique(withoutParent.map(({ messageId }) => messageId ?? ""));
  const rootIds = unique(withoutParent.flatMap((mail) => [mail.messageId ?? "", rootIdOf(mail)]));
  if (ownIds.length > 0) (await messages.find({ selector: { parentRfcId: { $in: ownIds } } })).forEach(add);
  if (rootIds.length > 0) (await messages.find({ selector: { rootRfcId: { $in: rootIds } } })).forEach(add);

  return {
    add,
    linksOf(mail) {
      const links: ThreadLink[] = [];
      const author = senderOf(mail).address;
      const link = (found: readonly ByHeader[] | undefined, relation: ThreadLink["relation"]) => {
        for (const message of found ?? []) {
          // Another one's mail under the same Message-ID, as careless forms send, says nothing of this one's thread.
          const isNamesake = message.rfcMessageId === mail.messageId && !isSameMailbox(message.from.address, author);
          if (message.conversationId !== null && !isNamesake)
            links.push({ rfcMessageId: message.rfcMessageId, conversationId: message.conversationId, relation });
        }
      };
      for (const id of namedIds(mail)) link(byOwnId.get(id), "parent");
      if (mail.messageId) link(byParentId.get(mail.messageId), "child");
      const root = rootIdOf(mail);
      if (mail.messageId && mail.messageId !== root) link(byRootId.get(mail.messageId), "child");
      if (root !== "") link(byRootId.get(root), root === mail.messageId ? "child" : "sibling");
      return links;
    },
  };
}

function push(index: Map<string, ByHeader[]>, id: string, message: ByHeader): void {
  if (id === "") return;
  const known = index.get(id);
  if (!known) index.set(id, [message]);
  else if (!known.some(({ conversationId }) => conversationId === message.conversationId)) known.push(message);
}

function unique(ids: readonly string[]): string[] {
  return Array.from(new Set(ids)).filter((id) => id !== "");
}
