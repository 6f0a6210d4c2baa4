import { XMLParser } from "fast-xml-parser";
import type { MailboxProposal } from "#shared/model/mail-channel.ts";
import { MailServer } from "#shared/model/setup/mailbox.ts";
import { MAX_AUTOCONFIG_BYTES, MAX_AUTOCONFIG_DEPTH } from "./limits.ts";

export type AutoconfigSource = Extract<MailboxProposal["source"], "autoconfig" | "ispdb">;

/**
 * Reads a provider's configuration file (https://www.bucksch.org/1/projects/thunderbird/autoconfiguration/config-file-format.html): the first
 * encrypted IMAP server and the first encrypted SMTP server, in the file's order of preference. Null for everything else: a file that is none,
 * one with POP only, one that wants passwords in the clear. Never throws.
 */
export function readAutoconfig(xml: string, address: string, source: AutoconfigSource): MailboxProposal | null {
  // Entities are what makes XML dangerous, and no configuration has any of its own.
  if (xml.length > MAX_AUTOCONFIG_BYTES || /<!(?:DOCTYPE|ENTITY)/iu.test(xml)) return null;
  try {
    const provider = child(child(parser().parse(xml), "clientConfig"), "emailProvider");
    const imap = serverOf(children(provider, "incomingServer"), "imap", address);
    const smtp = serverOf(children(provider, "outgoingServer"), "smtp", address);
    return imap && smtp ? { source, imap, smtp, sentCopy: "append" } : null;
  } catch {
    return null;
  }
}

const parser = () =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    processEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    maxNestedTags: MAX_AUTOCONFIG_DEPTH,
  });

const SECURITY: Readonly<Record<string, "tls" | "starttls">> = { ssl: "tls", tls: "tls", starttls: "starttls" };

/** The servers of that type that can be used, the first in the file first. */
function serverOf(servers: readonly Fields[], type: "imap" | "smtp", address: string): MailServer | undefined {
  return servers
    .filter((server) => text(server, "@type").toLowerCase() === type)
    .flatMap((server) => {
      const security = Object.hasOwn(SECURITY, text(server, "socketType").toLowerCase())
        ? SECURITY[text(server, "socketType").toLowerCase()]
        : undefined;
      const host = fill(text(server, "hostname"), address);
      const read = MailServer.safeParse({
        host,
        port: Number(text(server, "port")),
        security,
        username: usernameOf(server, type, address),
      });
      return read.success && isPublicName(read.data.host) ? [read.data] : [];
    })
    .at(0);
}

function usernameOf(server: Fields, type: "imap" | "smtp", address: string): string {
  const ways = children(server, "authentication", true).map((way) => text(way, "#text").toLowerCase());
  const without = ways.length > 0 && ways.every((way) => way === "none" || way === "client-ip-address");
  if (type === "smtp" && without) return "";
  return fill(text(server, "username"), address) || address;
}

function fill(pattern: string, address: string): string {
  const at = address.lastIndexOf("@");
  return pattern
    .replaceAll("%EMAILADDRESS%", () => address)
    .replaceAll("%EMAILLOCALPART%", () => address.slice(0, at))
    .replaceAll("%EMAILDOMAIN%", () => address.slice(at + 1));
}

/** A name in the DNS: a file from the network has no business to send anybody to an address within his own. */
export function isPublicName(host: string): boolean {
  return (
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/u.test(host) &&
    !/\.(?:local|localhost|internal|home\.arpa)$/u.test(host)
  );
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function child(parent: unknown, name: string): unknown {
  const value: unknown = isFields(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
  // Some files hold several providers; the first is meant.
  return Array.isArray(value) ? (value[0] as unknown) : value;
}

/** All elements of that name. `texts`: also those that are nothing but text. */
function children(parent: unknown, name: string, texts = false): Fields[] {
  const value: unknown = isFields(parent) && Object.hasOwn(parent, name) ? parent[name] : [];
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (isFields(one) ? [one] : texts && typeof one === "string" ? [{ "#text": one }] : []));
}

function text(parent: Fields, name: string): string {
  const value = child(parent, name);
  if (typeof value === "string") return value.trim();
  const inner = child(value, "#text");
  return typeof inner === "string" ? inner.trim() : "";
}
