import { promises as dns } from "node:dns";
import { once } from "node:events";
import { isIP } from "node:net";
import { isPublicAddress } from "#main/desk/network/public-address.ts";
import type { Network } from "./discover.ts";
import { DISCOVERY_TIMEOUT_MS, MAX_REDIRECTS } from "./limits.ts";

type Addresses = readonly { readonly address: string; readonly family: number }[];

/** What of this machine's network tests replace. */
export type NetworkParts = {
  readonly request: (url: URL, init: RequestInit) => Promise<Response>;
  readonly lookup: (hostname: string) => Promise<Addresses>;
};

const SYSTEM_PARTS: NetworkParts = {
  request: (url, init) => fetch(url, init),
  lookup: (hostname) => dns.lookup(hostname, { all: true }),
};

/** HTTPS with checked certificates, to public addresses only; DNS as this machine is set up. */
export const createSystemNetwork = ({ request, lookup }: NetworkParts = SYSTEM_PARTS): Network => ({
  async fetchText(url, { timeoutMs, maxBytes }) {
    const signal = AbortSignal.timeout(timeoutMs);
    let target = new URL(url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (!(await mayAsk(target, lookup, signal))) return null;
      const response = await request(target, {
        signal,
        redirect: "manual",
        headers: { Accept: "text/xml, application/xml" },
      });
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null && URL.canParse(location, target)) {
        await response.body?.cancel();
        target = new URL(location, target);
        continue;
      }
      if (response.status !== 200) {
        await response.body?.cancel();
        return null;
      }
      return await readText(response, maxBytes);
    }
    return null;
  },

  async resolveSrv(name) {
    return await answersOf((resolver) => resolver.resolveSrv(name));
  },

  async resolveMx(domain) {
    const records = await answersOf((resolver) => resolver.resolveMx(domain));
    return records.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  },
});

/** This machine's network. */
export const systemNetwork: Network = createSystemNetwork();

/** That there is no such name is an answer. */
async function answersOf<Item>(ask: (resolver: dns.Resolver) => Promise<Item[]>): Promise<Item[]> {
  // Its own patience is per server and attempt.
  const resolver = new dns.Resolver({ timeout: DISCOVERY_TIMEOUT_MS / 2, tries: 2 });
  const signal = AbortSignal.timeout(DISCOVERY_TIMEOUT_MS);
  signal.addEventListener("abort", () => resolver.cancel());
  try {
    return await ask(resolver);
  } catch (error) {
    if (NO_SUCH.has(codeOf(error))) return [];
    throw error;
  }
}

const NO_SUCH: ReadonlySet<string> = new Set(["ENODATA", "ENOTFOUND", "EBADNAME"]);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/**
 * Encrypted, and to nobody within this network: the domain of an address is whatever somebody typed.
 * @throws where the name can't be looked up; whether it doesn't exist or there is no network, the system's resolver doesn't always tell
 */
async function mayAsk(
  { protocol, hostname }: URL,
  lookup: NetworkParts["lookup"],
  signal: AbortSignal,
): Promise<boolean> {
  if (protocol !== "https:" || isIP(hostname.replaceAll(/[[\]]/gu, "")) !== 0) return false;
  const addresses = await Promise.race([lookup(hostname), aborted(signal)]);
  return addresses.every(({ address }) => isPublicAddress(address));
}

/** The system's resolver can't be told to stop. */
async function aborted(signal: AbortSignal): Promise<never> {
  await once(signal, "abort");
  throw signal.reason;
}

async function readText(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (!response.body) return "";
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
