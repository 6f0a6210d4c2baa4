/**
 * Who may talk to the host. In this order:
 *
 * 1. `Host` must name this server by a loopback name: a page of another site whose name was made to point here (DNS rebinding) sends its own.
 * 2. `Origin`, where there is one, must be this server's: no page of another site, or of another port, may send anything.
 * 3. The token, the desk's own or a user's, as `Authorization: Bearer`, or as the cookie that `/?token=…` sets. The cookie counts only for what the desk's own page asks:
 *    whatever changes something or opens a WebSocket must then carry the `Origin`, and what browsers say of a fetch must be `same-origin`.
 */
import type { IncomingMessage } from "node:http";
import { equalSecrets } from "#main/desk/equal-secrets.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import type { Caller, RequestAccess } from "../http/access.ts";
import { contractError, type ContractError } from "../rpc/contract-error.ts";
import { readCookie, sessionCookie } from "./token.ts";

type AccessRequest = Pick<IncomingMessage, "method" | "headers">;

export type AccessGuard = RequestAccess & {
  /** True where the page itself may be shown: opened by the person, from wherever. */
  mayShowPage(request: AccessRequest): boolean;
  /** True where `token` of the address is the secret. */
  isToken(given: string): boolean;
  /** The `Set-Cookie` header for a browser that showed the token. */
  readonly cookieHeader: string;
  /** This server's origins, one for each loopback name. */
  readonly origins: readonly string[];
};

/** For whom the host acts, and whose the tokens of users are. */
export type Callers = Pick<DeskCore, "owner" | "userOfToken">;

const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"] as const;
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD"]);
const BEARER = /^Bearer +(\S+)$/iu;

export function createAccessGuard({
  token,
  port,
  callers,
}: {
  token: string;
  port: number;
  callers: Callers;
}): AccessGuard {
  // Browsers leave the scheme's own port out of both headers.
  const hosts = LOOPBACK_NAMES.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  const origins = hosts.map((host) => `http://${host}`);
  const cookie = sessionCookie(token, port);

  const bearerOf = (request: AccessRequest) => BEARER.exec(request.headers.authorization ?? "")?.[1];
  const hasBearer = (request: AccessRequest) => {
    const given = bearerOf(request);
    return given === undefined ? undefined : equalSecrets(given, token);
  };
  /** Of a bearer: the desk's own, or a user's. Null: it opens nothing. Undefined: there is none. */
  const callerByBearer = (request: AccessRequest): Caller | null | undefined => {
    const given = bearerOf(request);
    if (given === undefined) return undefined;
    const userId = equalSecrets(given, token) ? callers.owner() : callers.userOfToken(given);
    return userId === null ? null : { userId };
  };
  const hasCookie = (request: AccessRequest) => {
    const given = readCookie(request.headers.cookie, cookie.name);
    return given !== undefined && equalSecrets(given, cookie.value);
  };

  function checkSource(request: AccessRequest): ContractError | undefined {
    const { host, origin } = request.headers;
    if (host === undefined || !hosts.includes(host.toLowerCase()))
      return notAllowed("This address is not served here.", "host");
    if (origin !== undefined && !origins.includes(origin.toLowerCase()))
      return notAllowed("Pages of other origins may not use this desk.", "origin");
    return undefined;
  }

  function checkCredentials(request: AccessRequest, changes: boolean): Caller | ContractError {
    const caller = callerByBearer(request);
    if (caller) return caller;
    if (caller === null || !hasCookie(request)) return unauthorized();
    if (changes && request.headers.origin === undefined)
      return notAllowed("Without an Origin, only the bearer token opens this desk.", "origin");
    const site = request.headers["sec-fetch-site"];
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return notAllowed("Pages of other origins may not use this desk.", "origin");
    return { userId: callers.owner() };
  }

  return {
    checkSource,
    checkToken: (request) => checkCredentials(request, !SAFE_METHODS.has(request.method)),
    checkSocketToken: (request) => checkCredentials(request, true),
    mayShowPage: (request) => hasBearer(request) ?? hasCookie(request),
    isToken: (given) => equalSecrets(given, token),
    cookieHeader: cookie.header,
    origins,
  };
}

function notAllowed(message: string, what: string): ContractError {
  return contractError("PD_ACCESS_ORIGIN", message, { details: { what } });
}

function unauthorized(): ContractError {
  return contractError("PD_ACCESS_TOKEN", "The token is missing or wrong.");
}
