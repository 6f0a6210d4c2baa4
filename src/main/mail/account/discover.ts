import type { SrvRecord } from "node:dns";
import { domainToASCII } from "node:url";
import type { Discovery, MailboxProposal } from "#shared/model/mail-channel.ts";
import type { MailServer } from "#shared/model/setup/mailbox.ts";
import { isPublicName, readAutoconfig, type AutoconfigSource } from "./autoconfig-xml.ts";
import { DISCOVERY_TIMEOUT_MS, MAX_AUTOCONFIG_BYTES, MAX_PROPOSALS } from "./limits.ts";
import { proposalOf, providerOfDomain, providerOfMx, providerOfServer, type Provider } from "./providers.ts";

/** What may be asked of the network while a mailbox is searched. Every call ends within its time. */
export type Network = {
  /**
   * A file over HTTPS. Null where it was answered that there is none, or that it is too large.
   * @throws where nothing answered
   */
  fetchText(url: string, limits: { readonly timeoutMs: number; readonly maxBytes: number }): Promise<string | null>;
  /** Empty where the name has none. @throws where nothing answered */
  resolveSrv(name: string): Promise<readonly Pick<SrvRecord, "name" | "port" | "priority" | "weight">[]>;
  /** Names of the servers that take mail for the domain, the preferred first. @throws where nothing answered */
  resolveMx(domain: string): Promise<readonly string[]>;
};

/** What can be found out of an address; whether this desk can sign in there, its own set-up says. */
type Found = Omit<Discovery, "canSignIn">;

/**
 * Finds the servers of an address: the table of great providers (by domain, else by who takes the domain's mail), the provider's autoconfig
 * file, Mozilla's collection, SRV records (RFC 6186, RFC 8314). All are asked side by side, within a few seconds. Never throws: what can't be
 * asked or read is no proposal.
 */
export async function discoverMailbox(address: string, network: Network): Promise<Found> {
  const at = address.lastIndexOf("@");
  const given = address.slice(at + 1).trim();
  // The function takes what a URL takes, and leaves out a path.
  const domain = /[\s/?#\\:[\]@]/u.test(given) ? "" : domainToASCII(given).toLowerCase();
  if (at < 1 || !isPublicName(domain)) return discovery([], undefined, false);
  const ascii = `${address.slice(0, at)}@${domain}`;

  const known = providerOfDomain(domain);
  if (known) return discovery([proposalOf(known, ascii)], known, false);

  const asked = new Asked();
  const file = async (url: string, source: AutoconfigSource) => {
    const xml = await asked.answer(
      network.fetchText(url, { timeoutMs: DISCOVERY_TIMEOUT_MS, maxBytes: MAX_AUTOCONFIG_BYTES }),
      null,
    );
    return xml === null ? null : readAutoconfig(xml, ascii, source);
  };
  const collected = (name: string) => file(`https://autoconfig.thunderbird.net/v1.1/${name}`, "ispdb");
  const hosted = async (): Promise<{ provider?: Provider; proposals: (MailboxProposal | null)[] }> => {
    const exchanges = await asked.answer(network.resolveMx(domain), []);
    const provider = providerOfMx(exchanges);
    if (provider) return { provider, proposals: [proposalOf(provider, ascii)] };
    return { proposals: await Promise.all(hostersOf(exchanges, domain).map(collected)) };
  };

  const [byMx, own, wellKnown, ispdb, srv] = await Promise.all([
    hosted(),
    file(`https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(ascii)}`, "autoconfig"),
    file(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`, "autoconfig"),
    collected(domain),
    bySrv(ascii, domain, network, asked),
  ]);
  const table = byMx.provider ? byMx.proposals : [];
  const hoster = byMx.provider ? [] : byMx.proposals;
  const found = [...table, own, wellKnown, ispdb, srv, ...hoster].filter((proposal) => proposal !== null);
  const provider = byMx.provider ?? (found[0] ? providerOfServer(found[0].imap.host) : undefined);
  return discovery(found, provider, asked.nothingAnswered);
}

/** Counts what answered, to tell "there is none" from "no network". */
class Asked {
  #answered = 0;

  get nothingAnswered(): boolean {
    return this.#answered === 0;
  }

  async answer<Value>(asking: Promise<Value>, otherwise: Value): Promise<Value> {
    try {
      const value = await asking;
      this.#answered += 1;
      return value;
    } catch {
      return otherwise;
    }
  }
}

async function bySrv(address: string, domain: string, network: Network, asked: Asked): Promise<MailboxProposal | null> {
  const look = async (service: string, security: "tls" | "starttls"): Promise<MailServer | undefined> => {
    const records = await asked.answer(network.resolveSrv(`_${service}._tcp.${domain}`), []);
    const [best] = records.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
    const host = best?.name.toLowerCase().replace(/\.$/u, "") ?? "";
    // A target of `.` says that the service isn't offered (RFC 2782).
    if (!best || !isPublicName(host) || best.port < 1) return undefined;
    return { host, port: best.port, security, username: address };
  };
  const [imaps, imap, submissions, submission] = await Promise.all([
    look("imaps", "tls"),
    look("imap", "starttls"),
    look("submissions", "tls"),
    look("submission", "starttls"),
  ]);
  const [incoming, outgoing] = [imaps ?? imap, submissions ?? submission];
  return incoming && outgoing ? { source: "srv", imap: incoming, smtp: outgoing, sentCopy: "append" } : null;
}

/** Under which names Mozilla's collection may know who takes a domain's mail: `mx1.mail.example.co.uk` is `example.co.uk`. */
function hostersOf(exchanges: readonly string[], domain: string): string[] {
  const [first = ""] = exchanges;
  const labels = first.toLowerCase().replace(/\.$/u, "").split(".");
  const names = [labels.slice(-3).join("."), labels.slice(-2).join(".")];
  return [...new Set(names)].filter((name) => isPublicName(name) && name !== domain);
}

function discovery(found: readonly MailboxProposal[], provider: Provider | undefined, offline: boolean): Found {
  const seen = new Set<string>();
  const proposals = found.filter(({ imap, smtp }) => {
    const key = JSON.stringify([imap, smtp]);
    return !seen.has(key) && seen.add(key);
  });
  return {
    proposals: proposals.slice(0, MAX_PROPOSALS).map((proposal) => withCustoms(proposal)),
    provider: provider?.name ?? "",
    oauth: provider?.oauth ?? null,
    appPasswordUrl: provider?.appPasswordUrl ?? null,
    offline,
  };
}

/** Who keeps the copies of sent mail is the provider's custom, wherever its servers were found. */
function withCustoms(proposal: MailboxProposal): MailboxProposal {
  return { ...proposal, sentCopy: providerOfServer(proposal.imap.host)?.sentCopy ?? proposal.sentCopy };
}
