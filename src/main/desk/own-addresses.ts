import { addressesOfUser } from "#shared/model/setup/user.ts";
import { normalAddress } from "./people.ts";
import type { SetupCache } from "./setup-cache.ts";

/** The desk's own addresses: of its channels, their aliases and its users. Mail from them never triggers anything (D7). */
export function ownAddressesOf(setup: SetupCache, more: readonly string[] = []): Set<string> {
  const addresses = channelAddressesOf(setup, more);
  for (const user of setup.all("user")) for (const address of addressesOfUser(user)) addresses.add(address);
  addresses.delete("");
  return addresses;
}

/** Where customers write to: the addresses of the channels and their aliases. */
export function channelAddressesOf(setup: SetupCache, more: readonly string[] = []): Set<string> {
  const ofChannels = setup.all("channel").flatMap(({ address, aliases }) => [address, ...aliases]);
  const addresses = new Set([...ofChannels, ...more].map(normalAddress));
  addresses.delete("");
  return addresses;
}
