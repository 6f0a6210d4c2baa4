import { normalAddress } from "./people.ts";
import type { SetupCache } from "./setup-cache.ts";

/** The desk's own addresses: of its channels, their aliases and its users. Mail from them never triggers anything (D7). */
export function ownAddressesOf(setup: SetupCache, more: readonly string[] = []): Set<string> {
  const addresses = new Set<string>();
  for (const channel of setup.all("channel"))
    for (const address of [channel.address, ...channel.aliases]) addresses.add(normalAddress(address));
  for (const user of setup.all("user")) addresses.add(normalAddress(user.address));
  for (const address of more) addresses.add(normalAddress(address));
  addresses.delete("");
  return addresses;
}
