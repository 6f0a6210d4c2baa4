import type { BrowserWindowConstructorOptions, Session, WebContents } from "electron";
import type { Log } from "#main/desk/context.ts";
import { externalAddress } from "#shared/rules/links/describe-link.ts";

/** What the page may ask of the system: putting text on the clipboard. Everything else is denied without a question. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** Documents without an origin of their own, which frames are made of. */
const FRAME_DOCUMENTS: ReadonlySet<string> = new Set(["about:blank", "about:srcdoc"]);

/** Everything that leads out of this program; its own scheme and what lies in memory are not asked about. */
const OUTSIDE = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*", "file://*/*"];

/** Of Help, beside the desk's. */
const HELP_WINDOW: BrowserWindowConstructorOptions = {
  width: 1200,
  height: 800,
  autoHideMenuBar: true,
  webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
};

/**
 * Keeps a page where it is: it can't navigate away from `origin`, nor can a frame in it from its own document; it can't open windows or webviews, but for Help. What else asks for a window is
 * opened by nobody: a link among them is told to `askAboutLink`.
 */
export function lockDownContents(
  contents: Pick<WebContents, "on" | "setWindowOpenHandler">,
  { origin, askAboutLink }: { origin: string; askAboutLink: (url: string) => void },
): void {
  const stay = (details: { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void }) => {
    const isOwn = details.isMainFrame ? isWithin(details.url, origin) : FRAME_DOCUMENTS.has(details.url);
    if (!isOwn) details.preventDefault();
  };
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // Pages that came with the program, in a window without a port to the desk: a preload script is not handed on.
    if (isWithin(url, `${origin}/help`)) return { action: "allow", overrideBrowserWindowOptions: HELP_WINDOW };
    const address = externalAddress(url);
    if (address !== null) askAboutLink(address);
    return { action: "deny" };
  });
}

/** Brings the desk's page back where another is shown all the same: Electron announces no navigation to an empty page. */
export function keepAtHome(contents: Pick<WebContents, "on" | "getURL" | "loadURL">, origin: string, log: Log): void {
  contents.on("did-finish-load", () => {
    if (isWithin(contents.getURL(), origin)) return;
    log.warn("The window was led away from the desk; it goes back.");
    contents.loadURL(`${origin}/`).catch((error: unknown) => log.error("The desk's page can't be loaded.", { error }));
  });
}

type LockedSession = Pick<
  Session,
  "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler" | "on" | "webRequest"
>;

/**
 * Denies what pages ask of the system, and what they ask of others: of the network only pictures pass, which a mail's frame asks for once the person has. What is saved has been made by
 * the page itself. @param origin of the page; the development server's speaks with it over HTTP and WebSocket
 */
export function lockDownSession(session: LockedSession, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(GRANTED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => GRANTED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on("select-hid-device", (event) => event.preventDefault());
  session.on("select-usb-device", (event) => event.preventDefault());
  session.on("select-serial-port", (event) => event.preventDefault());
  session.on("will-download", (event, item) => {
    if (!item.getURL().startsWith(`blob:${origin}/`)) event.preventDefault();
  });
  const sockets = origin.replace(/^http/u, "ws");
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, ({ url, resourceType }, answer) => {
    const isPicture = resourceType === "image" && url.startsWith("https:");
    answer({ cancel: !isPicture && !isWithin(url, origin) && !isWithin(url, sockets) });
  });
}

/** True for a page of that origin. Compared as text: for a scheme that is not of the web, `URL.origin` is "null". */
export function isWithin(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
