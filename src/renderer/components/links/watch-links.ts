import { describeLink } from "#shared/rules/links/describe-link.ts";
import type { AskedLink } from "#renderer/state/shell-store.ts";

/** A window's own event, whichever window it is of: the classes of a frame are others than ours. */
type LinkElement = {
  readonly href: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
};

const MIDDLE_BUTTON = 1;

export type LinkListener = {
  /** A link that leads outside was followed: by a click, a key or the middle button. It is not opened. */
  readonly onOutside: (link: AskedLink) => void;
  /** Leads to a page that came with the program, such as Help; absent: nothing does. */
  readonly isOwn?: (href: string) => boolean;
  /** A link to a place of the desk asks for a window of its own; absent: the browser opens one. */
  readonly onOwnWindow?: (href: string) => void;
};

/** Catches every link in a document that leads out of the desk, until the returned function is called. */
export function watchLinks(
  target: Document,
  { onOutside, onOwnWindow, isOwn = () => false }: LinkListener,
): () => void {
  const onClick = (event: MouseEvent): void => {
    if (event.type === "auxclick" && event.button !== MIDDLE_BUTTON) return;
    const link = linkOf(event.target);
    if (link === null) return;
    const given = link.getAttribute("href") ?? "";
    if (given.startsWith("#")) {
      const isOwnWindow =
        link.getAttribute("target") === "_blank" ||
        event.type === "auxclick" ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey;
      if (!isOwnWindow || onOwnWindow === undefined) return;
      event.preventDefault();
      onOwnWindow(given);
      return;
    }
    const text = link.textContent ?? "";
    // A file that the page itself offers, and pages that came with the program, are no links out of it.
    if (link.href.startsWith("blob:") || isOwn(link.href)) return;
    event.preventDefault();
    if (describeLink(link.href, text) === null) return;
    // In words that are being written a plain click only places the caret.
    const isWritten = event.type === "click" && !event.ctrlKey && !event.metaKey && isInEditor(event.target);
    if (!isWritten) onOutside({ href: link.href, text });
  };
  const events = ["click", "auxclick"] as const;
  for (const event of events) target.addEventListener(event, onClick, true);
  return () => {
    for (const event of events) target.removeEventListener(event, onClick, true);
  };
}

function linkOf(target: EventTarget | null): LinkElement | null {
  const element = target as Partial<Element> | null;
  return typeof element?.closest === "function" ? (element.closest("a[href]") as LinkElement | null) : null;
}

function isInEditor(target: EventTarget | null): boolean {
  return (target as Partial<HTMLElement> | null)?.isContentEditable === true;
}
