/**
 * Who may talk to a server. In this order:
 *
 * 1. `Host` must be that of the public address, or a loopback name on the server's own port: a name that somebody made to point here (DNS rebinding) is none of them.
 * 2. `Origin`, where there is one, must be the public address's.
 * 3. The session of a browser, as its cookie; or a token as `Authorization: Bearer`, a user's or a device's. The cookie counts only for what the server's own page asks: whatever changes something or
 *    opens a WebSocket must then carry the `Origin`, and what browsers say of a fetch must be `same-origin`. No page of another site can send either, so no token against forgery is needed beside.
 */
import type { Accounts } from "#main/accounts/create-accounts.ts";
import type { AccessRequest, Caller, CallerOrError, RequestAccess } from "../http/access.ts";
import { contractError, type ContractError } from "../rpc/contract-error.ts";
import { readCookie } from "../serve/token.ts";
import type { ClientAddress } from "./client-address.ts";

export type ServerAccess = RequestAccess & {
  /** The secret of the session that a browser sent; '' for none. */
  sessionOf(request: AccessRequest): string;
  /** Refuses what a page of another site made a browser send; undefined where it may go on. */
  checkForgery(request: AccessRequest): ContractError | undefined;
  /** Who a browser is signed in as; null: nobody. */
  callerOfSession(request: AccessRequest): Promise<Caller | null>;
  /** `Set-Cookie` for a session that began, or, with null, ended. */
  cookieFor(session: string | null): string;
  /** By which the server is reached. */
  readonly origins: readonly string[];
};

export type ServerAccessOptions = {
  readonly accounts: Accounts;
  readonly clients: ClientAddress;
  readonly publicUrl: URL;
  /** On which it listens. */
  readonly port: number;
  readonly sessionSeconds: number;
};

const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD"]);
const BEARER = /^Bearer +(\S+)$/iu;
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"] as const;

export function createServerAccess(options: ServerAccessOptions): ServerAccess {
  const { accounts, clients, publicUrl, port, sessionSeconds } = options;
  const isSecure = publicUrl.protocol === "https:";
  const hosts = new Set([publicUrl.host.toLowerCase(), ...LOOPBACK_NAMES.map((name) => `${name}:${port}`)]);
  // `__Host-`: no other host of the domain can set or shadow it, and it never travels without TLS (RFC 6265bis §4.1.3.2).
  const cookieName = isSecure ? "__Host-pipedesk" : `pipedesk-${publicUrl.port || "80"}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;

  const sessionOf = ({ headers }: AccessRequest) => readCookie(headers.cookie, cookieName) ?? "";
  const bearerOf = ({ headers }: AccessRequest) => BEARER.exec(headers.authorization ?? "")?.[1];

  function checkForgery({ headers }: AccessRequest): ContractError | undefined {
    if (headers.origin === undefined)
      return notAllowed("Without an Origin, only a bearer token opens this desk.", "origin");
    const site = headers["sec-fetch-site"];
    return site === undefined || site === "same-origin" ? undefined : notAllowed(OTHER_PAGES, "origin");
  }

  async function callerOfSession(request: AccessRequest): Promise<Caller | null> {
    const session = sessionOf(request);
    return session === "" ? null : accounts.callerOfSession(session, clients.addressOf(request));
  }

  async function callerOfBearer(token: string, address: string): Promise<CallerOrError> {
    const userId = accounts.userOfToken(token);
    if (userId !== null) return { userId, address };
    const device = await accounts.deviceOfToken(token, address);
    if (device === null) return unauthorized();
    if ("revoked" in device) return contractError("PD_DEVICE_REVOKED", "This device was taken out of the team.");
    return { userId: device.userId, address };
  }

  async function check(request: AccessRequest, changes: boolean): Promise<CallerOrError> {
    const bearer = bearerOf(request);
    if (bearer !== undefined) return callerOfBearer(bearer, clients.addressOf(request));
    const caller = await callerOfSession(request);
    if (caller === null) return unauthorized();
    const site = request.headers["sec-fetch-site"];
    const forged = changes ? checkForgery(request) : undefined;
    if (forged) return forged;
    if (site !== undefined && site !== "same-origin" && site !== "none") return notAllowed(OTHER_PAGES, "origin");
    return caller;
  }

  return {
    checkSource({ headers: { host, origin } }) {
      if (host === undefined || !hosts.has(host.toLowerCase()))
        return notAllowed("This address is not served here.", "host");
      if (origin !== undefined && origin.toLowerCase() !== publicUrl.origin.toLowerCase())
        return notAllowed(OTHER_PAGES, "origin");
      return undefined;
    },
    checkToken: (request) => check(request, !SAFE_METHODS.has(request.method)),
    checkSocketToken: (request) => check(request, true),
    sessionOf,
    checkForgery,
    callerOfSession,
    cookieFor: (session) =>
      session === null
        ? `${cookieName}=; ${attributes}; Max-Age=0`
        : `${cookieName}=${session}; ${attributes}; Max-Age=${sessionSeconds}`,
    origins: [publicUrl.origin],
  };
}

const OTHER_PAGES = "Pages of other origins may not use this desk.";

function notAllowed(message: string, what: string): ContractError {
  return contractError("PD_ACCESS_ORIGIN", message, { details: { what } });
}

function unauthorized(): ContractError {
  return contractError("PD_ACCESS_TOKEN", "Nobody is signed in, or the token is wrong.");
}
