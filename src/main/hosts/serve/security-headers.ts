import type { ServerResponse } from "node:http";

/**
 * The page's policy. Scripts only from files of this server, none inline. Styles inline too, since the component library sets them so.
 * `frame-src` is for mail HTML, which the page shows in sandboxed frames that run no scripts.
 */
export function pagePolicy(origins: readonly string[]): string {
  // Safari before 15.4 doesn't count ws: as 'self'.
  const sockets = origins.map((origin) => origin.replace(/^http/u, "ws")).join(" ");
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${sockets}`,
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Of everything that is no page: should a browser ever show it, nothing in it may run or load. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** On every answer. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  // The address may carry the token.
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  response.setHeader("Content-Security-Policy", DATA_POLICY);
  response.setHeader("Cache-Control", "no-store");
}
