/** Addresses of other programs, in steps that call them. */
import { z } from "zod";
import { quoted } from "../describe/values.ts";
import { MAX_URL_CHARACTERS } from "../limits.ts";
import type { Report } from "../validate/issue.ts";

export const WebAddress = z.url({ protocol: /^https?$/u }).max(MAX_URL_CHARACTERS);

/** Nobody can ever have this name (RFC 2606): what is sent before a person gives an address goes to nobody. */
export const NO_ADDRESS_YET = "https://example.invalid/";

/** The address is fixed: what is filled in could lead the request to somebody else. Names and passwords in it would stand in every log. */
export function validateAddress(url: string, path: string, report: Report): void {
  const at = `${path}.url`;
  if (url.includes("{{") || url.includes("{%")) report(at, "bad-placeholder", "An address takes no placeholders.");
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") report(at, "does-not-fit", "An address takes no name and password.");
}

/** An address is told by its host: the rest may be a key. A host may be made of a placeholder: then the beginning of the address. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return quoted(url);
  }
}
