import { addressesOfUser } from "#shared/model/setup/user.ts";
import { mailboxSet, type MailboxSet } from "#shared/rules/email/mailbox-address.ts";
import { normalAddress } from "./people.ts";
import type { SetupCache } from "./setup-cache.ts";

/** The desk's own addresses: of its channels, their aliases and its users. Mail from them never triggers anything (D7). */
export function ownAddressesOf(setup: SetupCache, more: readonly string[] = []): MailboxSet {
  return mailboxSet([...channelAddressesOf(setup, more), ...setup.all("user").flatMap(addressesOfUser)]);
}

/** Where customers write to: the addresses of the channels and their aliases. */
export function channelAddressesOf(setup: SetupCache, more: readonly string[] = []): MailboxSet {
  const ofChannels = setup.all("channel").flatMap(({ address, aliases }) => [address, ...aliases]);
  return mailboxSet([...ofChannels, ...more].map(normalAddress));
}
