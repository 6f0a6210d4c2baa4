import type { MailAddress } from "#shared/model/mail.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { SetupCache } from "../setup-cache.ts";

/** Whether mail can go out over the channel. A paused mailbox sends nothing, but its mail waits for it and not for another one. */
export function hasMailbox(channel: Channel | null): channel is Channel & { mailbox: NonNullable<Channel["mailbox"]> } {
  return channel !== null && channel.mailbox !== null;
}

/** The ticket's own channel where it has a mailbox, else the desk's first that sends, else the ticket's channel: then the mail waits for a mailbox. */
export function sendingChannel(setup: SetupCache, preferred: ChannelId | null | undefined): Channel | null {
  const own = preferred ? setup.find("channel", preferred) : null;
  if (hasMailbox(own)) return own;
  const working = setup.all("channel").find((channel) => channel.mailbox?.enabled === true);
  return working ?? own;
}

/** @param writer name of who writes, '' for a machine. */
export function senderOf(channel: Channel | null, writer: string, deskName: string): MailAddress {
  const name = channel?.mailbox?.senderName || writer || deskName;
  return { name, address: channel?.address ?? "" };
}
