import { useDeskState } from "#renderer/state/desk-context.tsx";
import type { ChannelId } from "#shared/model/ids.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";

/** How a channel's mailbox is now; undefined for a channel without one, and before anything is known. */
export function useHealth(id: ChannelId): ChannelHealth | undefined {
  return useDeskState((state) => state.status?.mailboxes.find(({ channelId }) => channelId === id));
}
