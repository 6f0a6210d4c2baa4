import { TicketId } from "#shared/model/ids.ts";

export const LINK_SCHEME = "pipedesk";

/** Where a link leads; `null` is no link of ours. */
export type LinkTarget =
  | { readonly type: "ticket"; readonly number: number }
  | { readonly type: "go"; readonly path: string };

/** Links stand in mails and on pages of others: what is longer is no link that we gave out. */
const MAX_LINK_CHARACTERS = 500;
/** The highest that a number may be; more than any desk has. */
const MAX_TICKET_NUMBER = 1e9;
/** Ids as we make them: nothing that a path could be built of. */
const ID = /^[\w-]{1,128}$/u;
/** Screens that a link may show: looking at one changes nothing. Signing in, joining and first start are never reached from outside. */
const SCREENS = new Set(["board", "ticket", "inbox", "contacts", "workflows", "outbox"]);

/**
 * Reads `pipedesk://ticket/2007` (a ticket by its number) and `pipedesk://open/ticket/ID`, `pipedesk://open/board` and the like: the address of a screen. Whatever else a link says, search words
 * among it, is dropped; a link only ever shows something.
 * @returns null where it is no link that we could have given out
 */
export function readDeepLink(text: string): LinkTarget | null {
  if (text.length > MAX_LINK_CHARACTERS) return null;
  const url = URL.parse(text);
  if (url === null || url.protocol !== `${LINK_SCHEME}:` || url.username !== "" || url.port !== "") return null;
  const parts = url.pathname.split("/").filter((part) => part !== "");
  if (url.hostname === "ticket") return ticketTarget(parts);
  const [screen, id, ...more] = parts;
  if (url.hostname !== "open" || screen === undefined || !SCREENS.has(screen) || more.length > 0) return null;
  if (id === undefined) return screen === "ticket" ? null : { type: "go", path: screen };
  return ID.test(id) ? { type: "go", path: `${screen}/${id}` } : null;
}

function ticketTarget([part, ...more]: readonly string[]): LinkTarget | null {
  if (part === undefined || more.length > 0) return null;
  if (/^\d+$/u.test(part)) {
    const number = Number(part);
    return number >= 1 && number <= MAX_TICKET_NUMBER ? { type: "ticket", number } : null;
  }
  const id = ID.test(part) ? TicketId.safeParse(part) : null;
  return id?.success === true ? { type: "go", path: `ticket/${id.data}` } : null;
}
