import { createHmac, randomBytes } from "node:crypto";

/** A fresh secret, 256 bits, safe in a URL. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What the browser keeps instead of the token: who reads the cookie jar can use this desk from that browser, but doesn't learn the token.
 * Cookies ignore ports, so the name carries it: two desks on one machine don't log each other out.
 */
export function sessionCookie(token: string, port: number): { name: string; value: string; header: string } {
  const name = `pipedesk-${port}`;
  const value = createHmac("sha256", token).update("pipedesk session cookie").digest("base64url");
  return { name, value, header: `${name}=${value}; Path=/; HttpOnly; SameSite=Strict` };
}

/** Reads one cookie of a `Cookie` header (RFC 6265); undefined where it isn't there. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
