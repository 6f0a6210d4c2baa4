/**
 * The policy of the desk's page (CSP). `sockets` are the addresses that it connects to beside its own origin; none in Electron.
 *
 * Scripts come only from files of the page's origin, none inline. Styles inline too, since the component library sets them so.
 * The only frames are those of mails, which the page writes itself (`srcdoc`): no frame is fetched from anywhere.
 */
export function pagePolicy(sockets: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    // A mail's frame inherits this policy and narrows it by its own: pictures from the network load only where the person asked for them.
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    ["connect-src 'self'", ...sockets].join(" "),
    "frame-src 'none'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
