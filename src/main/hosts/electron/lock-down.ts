import type { Session, WebContents } from "electron";

/** What the page may ask of the system: putting text on the clipboard. Everything else is denied without a question. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** Addresses that may leave for the system's browser or mail program. */
const EXTERNAL_SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** Documents without an origin of their own, which frames are made of. */
const FRAME_DOCUMENTS: ReadonlySet<string> = new Set(["about:blank", "about:srcdoc"]);

/**
 * Keeps a page where it is: it can't navigate away from `origin`, nor can a frame in it; it can't open windows or webviews. Links that ask for a
 * window of their own go to the system's browser.
 */
export function lockDownContents(
  contents: Pick<WebContents, "on" | "setWindowOpenHandler">,
  { origin, openExternal }: { origin: string; openExternal: (url: string) => void },
): void {
  const stay = (details: { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void }) => {
    const isOwn = isWithin(details.url, origin) || (!details.isMainFrame && FRAME_DOCUMENTS.has(details.url));
    if (!isOwn) details.preventDefault();
  };
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = URL.parse(url);
    if (address && EXTERNAL_SCHEMES.has(address.protocol)) openExternal(address.href);
    return { action: "deny" };
  });
}

export function lockDownSession(
  session: Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler">,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(GRANTED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => GRANTED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
}

/** True for a page of that origin. Compared as text: for a scheme that is not of the web, `URL.origin` is "null". */
export function isWithin(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
