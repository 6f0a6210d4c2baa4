import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { LINK_PAGES } from "#shared/contract/sign-in.ts";

export type ServerAddress = {
  /** Without a slash at its end. */
  readonly serverUrl: string;
  /** Of the link that it was; null: of none. */
  readonly token: string | null;
};

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//iu;
const ON_THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/iu;

/**
 * Reads what people type or paste: a link from a team's server, its address, or only its name, which is asked by HTTPS.
 * @throws PD_INPUT_INVALID
 */
export function readServerAddress(given: string): ServerAddress {
  const text = given.trim();
  const whole = HAS_SCHEME.test(text) ? text : `${ON_THIS_MACHINE.test(text) ? "http" : "https"}://${text}`;
  const url = URL.parse(whole);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === null || !isWeb || url.hostname === "" || url.username !== "")
    throw new PipedeskError("PD_INPUT_INVALID", "That is no address of a server.", {
      details: { issues: [{ path: "address", message: "No address of a server." }] },
    });
  const page = Object.values(LINK_PAGES).find((start) => url.hash.startsWith(start.slice(1)));
  return {
    serverUrl: `${url.origin}${url.pathname}`.replace(/\/+$/u, ""),
    token: page === undefined ? null : url.hash.slice(page.length - 1),
  };
}
