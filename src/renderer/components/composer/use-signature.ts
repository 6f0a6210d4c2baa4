import { useDeskState } from "#renderer/state/desk-context.tsx";
import type { ChannelId } from "#shared/model/ids.ts";
import { signatureFor } from "#shared/rules/outbox/signature.ts";

/** What is put under a mail of this person over that channel, or over the one that sends in its place. */
export function useSignature(channelId: ChannelId | null): string {
  return useDeskState(({ setup, status }) => {
    const own = setup.channels.find(({ id }) => id === channelId);
    const sending = own?.mailbox ? own : (setup.channels.find(({ mailbox }) => mailbox?.enabled === true) ?? own);
    const me = setup.users.find(({ id }) => id === status?.me.id) ?? null;
    return signatureFor(me, sending?.mailbox);
  });
}
