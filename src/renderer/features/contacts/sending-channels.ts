import type { ChannelView } from "#shared/contract/channels.ts";

/** The mailboxes that a new mail can go out over, as the core prefers them; a paused one sends nothing. Pure. */
export function sendingChannels(channels: readonly ChannelView[]): readonly ChannelView[] {
  return channels.filter(({ channelKind, mailbox }) => channelKind === "email" && mailbox?.enabled === true);
}
