import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { isPublicAddress } from "#main/desk/network/public-address.ts";

/** Names to all their addresses, as `dns.lookup` with `all`. */
export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (hostname, done) => systemLookup(hostname, { all: true }, done);

/** `host:port` of an address, with the scheme's own port where none is written: how allowed receivers are named. */
export function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`;
}

/** @throws PD_WEBHOOK_ADDRESS where the address itself is written as one within this network */
export function refusePrivateLiteral({ hostname }: URL): void {
  const literal = hostname.replaceAll(/[[\]]/gu, "");
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw refused(hostname);
}

/**
 * Resolves for one connection and refuses addresses within this machine or its network. The connection goes to the very addresses that were looked at: a
 * name that answers otherwise the next time (DNS rebinding) gains nothing. One private address among several is enough to refuse them all.
 */
export function publicOnly(resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return done(error ?? notFound(hostname), []);
      if (!addresses.every(({ address }) => isPublicAddress(address))) return done(refused(hostname), []);
      return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
    });
  };
}

/** Resolves for a receiver that was allowed, wherever it is. */
export function anywhere(resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return done(error ?? notFound(hostname), []);
      return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
    });
  };
}

function refused(hostname: string): PipedeskError {
  return new PipedeskError("PD_WEBHOOK_ADDRESS", `${hostname} is an address within this machine or its network.`, {
    details: { what: "host", id: hostname },
  });
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
}
