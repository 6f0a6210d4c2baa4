import { BlockList, isIP } from "node:net";

/** RFC 6890's networks that are nobody else's, and those of one machine or link, where clouds also keep what tells a machine its passwords. */
const PRIVATE_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const;

const PRIVATE_IPV6 = [
  // Also the addresses that hold one of IPv4 in their last bits and that no one uses any more.
  ["::", 96],
  // The tunnels Teredo and 6to4 lead to whatever address of IPv4 they hold.
  ["2001::", 32],
  ["2002::", 16],
  ["64:ff9b:1::", 48],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const;

/** NAT64 (RFC 6052): how a network without IPv4 reaches an address of IPv4, public or not. */
const NAT64 = "64:ff9b::";
const NAT64_BITS = 96;

const PRIVATE = privateAddresses();

/** Whether a resolved address is one that everybody reaches: not this machine, its network or its link. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // An address of IPv4 written as one of IPv6 (`::ffff:127.0.0.1`) is checked as what it is.
  return family !== 0 && !PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4");
}

function privateAddresses(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of PRIVATE_IPV4) {
    list.addSubnet(network, prefix, "ipv4");
    list.addSubnet(`${NAT64}${network}`, NAT64_BITS + prefix, "ipv6");
  }
  for (const [network, prefix] of PRIVATE_IPV6) list.addSubnet(network, prefix, "ipv6");
  return list;
}
