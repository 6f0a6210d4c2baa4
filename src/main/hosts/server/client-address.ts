/**
 * Where a request comes from. What a proxy says in `X-Forwarded-For` and `X-Forwarded-Proto` counts only where it comes from an address that was named as a proxy's: anybody else could say anything,
 * and so go around lockouts and look like somebody else in the audit log.
 */
import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_FORWARDED_ADDRESSES } from "./limits.ts";

export type ForwardedRequest = {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean };
};

export type ClientAddress = {
  /** The address of whoever asks. */
  addressOf(request: ForwardedRequest): string;
  /** False where a trusted proxy says that it was asked without TLS. */
  cameSecurely(request: ForwardedRequest): boolean;
};

/** @param trusted addresses or networks (`10.0.0.0/8`) of proxies @throws PD_INPUT_INVALID for what is none */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = new BlockList();
  for (const one of trusted) addTo(proxies, one);
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  const direct = ({ socket }: ForwardedRequest) => plain(socket.remoteAddress ?? "");

  return {
    addressOf(request) {
      const peer = direct(request);
      if (!isProxy(peer)) return peer;
      // From the right: each proxy adds whom it was asked by. The first that is no proxy of ours is the client; what stands left of it is its own invention.
      const chain = headerOf(request, "x-forwarded-for").slice(-MAX_FORWARDED_ADDRESSES);
      let client = peer;
      for (const one of chain.toReversed()) {
        const address = plain(one);
        if (isIP(address) === 0) break;
        client = address;
        if (!isProxy(address)) break;
      }
      return client;
    },
    cameSecurely(request) {
      if (!isProxy(direct(request))) return true;
      const said = headerOf(request, "x-forwarded-proto").at(-1);
      return said === undefined || said.toLowerCase() === "https";
    },
  };
}

function headerOf({ headers }: ForwardedRequest, name: string): string[] {
  return [headers[name] ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Without the brackets, the port and the wrapping of an IPv4 address that proxies may write it with. */
function plain(address: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/u.exec(address)?.[1] ?? /^([\d.]+):\d+$/u.exec(address)?.[1] ?? address;
  return bare.replace(/^::ffff:(?=[\d.]+$)/iu, "");
}

function addTo(proxies: BlockList, given: string): void {
  const [address = "", bits, ...rest] = given.trim().split("/");
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const most = family === "ipv6" ? 128 : 32;
  const isNetwork = bits !== undefined && /^\d{1,3}$/u.test(bits) && Number(bits) <= most;
  if (isIP(address) === 0 || rest.length > 0 || (bits !== undefined && !isNetwork)) {
    const message = `"${given}" is no address of a proxy and no network: 127.0.0.1 or 10.0.0.0/8.`;
    throw new PipedeskError("PD_INPUT_INVALID", message, {
      details: { issues: [{ path: "trusted-proxy", message }] },
    });
  }
  if (bits === undefined) proxies.addAddress(address, family);
  else proxies.addSubnet(address, Number(bits), family);
}
