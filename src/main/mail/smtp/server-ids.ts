import { MAX_SERVER_IDS } from "./limits.ts";

/** Exchange: `250 2.6.0 <id@host> [InternalId=…] Queued mail for delivery`; Outlook: `250 2.0.0 OK <id@host> [Hostname=…]`. */
const IN_BRACKETS = /<([^<>\s@]{1,200}@[^<>\s@]{1,200})>/gu;

/**
 * Amazon SES and what works like it: `250 Ok 0100018b5c3c0a4f-…-000000`, a UUID. It is what stands before the @ of the id that the recipient sees; which domain follows is
 * not said. A queue's short number is no such id.
 */
const BARE = /(?<![\w@.<-])[0-9a-f]{4,}(?:-[0-9a-f]{2,}){2,}(?![\w@.>-])/giu;
const MIN_BARE_CHARACTERS = 24;

/**
 * Ids under which a server says that it passes a mail on, in place of ours: whole ones without angle brackets, or the part before the @.
 * @param response to the end of the data
 * @param known what the library reads there
 */
export function idsInAnswer(
  response: string,
  {
    from,
    to,
    known = "",
  }: { readonly from: string; readonly to: readonly string[]; readonly known?: string | undefined },
): string[] {
  const people = new Set([from, ...to].map((address) => address.toLowerCase()));
  const whole = [known.replaceAll(/[<>]/gu, ""), ...Array.from(response.matchAll(IN_BRACKETS), ([, id = ""]) => id)];
  const bare = Array.from(response.matchAll(BARE), ([id]) => id).filter((id) => id.length >= MIN_BARE_CHARACTERS);
  const ids = [...whole.filter((id) => id !== "" && !people.has(id.toLowerCase())), ...bare];
  return Array.from(new Set(ids)).slice(0, MAX_SERVER_IDS);
}
