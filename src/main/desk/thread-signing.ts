import { createHmac } from "node:crypto";
import { domainToASCII } from "node:url";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Sign } from "#shared/rules/email-status/tokens.ts";
import { ownAddressesOf } from "./own-addresses.ts";
import type { SetupCache } from "./setup-cache.ts";

/** Domain of Message-IDs while no address is connected; reserved, so nobody else's (RFC 2606). */
const DOMAIN_WITHOUT_ADDRESS = "pipedesk.invalid";

/** HMAC-SHA-256 under the desk's thread key (D9). */
export function threadSigner(setup: SetupCache): Sign {
  const key = Buffer.from(setup.require("settings", SETTINGS_ID).threadKey, "base64url");
  return (text) => createHmac("sha256", key).update(text).digest("hex");
}

/** In ASCII, as a Message-ID wants it: an international name in its A-labels (RFC 5890). */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  if (domain === "") return DOMAIN_WITHOUT_ADDRESS;
  return domainToASCII(domain) || domain;
}

/** Domains that the desk sends from: only in their names can a Message-ID be its own. */
export function ownDomainsOf(setup: SetupCache): string[] {
  return Array.from(new Set([DOMAIN_WITHOUT_ADDRESS, ...Array.from(ownAddressesOf(setup), domainOf)]));
}
