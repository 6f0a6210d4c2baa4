import { useState } from "react";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { MailboxDraft } from "../mailbox-draft.ts";

export type MailboxEdit = {
  readonly draft: MailboxDraft;
  readonly aliases: readonly string[];
  readonly isChanged: boolean;
  readonly change: (part: Partial<MailboxDraft>) => void;
  readonly setAliases: (aliases: readonly string[]) => void;
  readonly discard: () => void;
};

/**
 * What a section of a channel's page changed and hasn't saved: laid over the channel as it is, so that what somebody else saves meanwhile
 * shows in all that wasn't touched here.
 */
export function useMailboxEdit(channel: ChannelView, mailbox: Mailbox): MailboxEdit {
  const [changes, setChanges] = useState<Partial<MailboxDraft>>({});
  const [aliases, setAliases] = useState<readonly string[] | null>(null);
  return {
    draft: { ...mailbox, ...changes },
    aliases: aliases ?? channel.aliases,
    isChanged: Object.keys(changes).length > 0 || aliases !== null,
    change: (part) => setChanges((before) => ({ ...before, ...part })),
    setAliases,
    discard: () => {
      setChanges({});
      setAliases(null);
    },
  };
}
