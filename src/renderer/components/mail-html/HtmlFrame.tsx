import { useEffect, useRef, useState } from "react";
import { useAskLink } from "../links/use-ask-link.ts";
import { watchLinks } from "../links/watch-links.ts";
import css from "./HtmlFrame.module.css";
import { FRAME_SANDBOX } from "./frame-document.ts";
import { MAX_FRAME_HEIGHT_PX } from "./limits.ts";

const FIRST_HEIGHT_PX = 80;

/**
 * A mail's sanitised document in a frame that runs nothing. The window outside measures the content and gives the frame its height, so that
 * a mail reads as part of the page; what is higher than a frame may be scrolls inside.
 */
export function HtmlFrame(props: {
  readonly document: string;
  readonly title: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [heightPx, setHeightPx] = useState(FIRST_HEIGHT_PX);
  const ask = useAskLink();
  const onKeyDown = useRef(props.onKeyDown);
  const onLink = useRef(ask);
  useEffect(() => {
    onKeyDown.current = props.onKeyDown;
    onLink.current = ask;
  });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    let observer: ResizeObserver | null = null;
    const watch = (): void => {
      const body = element.contentDocument?.body;
      if (body === undefined || body === null) return;
      const measure = () => setHeightPx(Math.min(Math.ceil(contentHeight(body)), MAX_FRAME_HEIGHT_PX));
      observer?.disconnect();
      observer = new ResizeObserver(measure);
      observer.observe(body);
      // Pictures that come late and folded history change what the body holds, not always its own box.
      body.addEventListener("load", measure, true);
      body.addEventListener("toggle", measure, true);
      body.addEventListener("keydown", (event) => onKeyDown.current?.(event));
      watchLinks(body.ownerDocument, { onOutside: (link) => onLink.current(link) });
      measure();
    };
    element.addEventListener("load", watch);
    // The document may have been there before this effect; each new one tells of itself by `load`.
    if (element.contentDocument?.readyState === "complete") watch();
    return () => {
      element.removeEventListener("load", watch);
      observer?.disconnect();
    };
  }, []);

  return (
    <iframe
      ref={frame}
      className={css["frame"]}
      sandbox={FRAME_SANDBOX}
      srcDoc={props.document}
      title={props.title}
      referrerPolicy="no-referrer"
      style={{ height: heightPx }}
    />
  );
}

/** The scroll height of a body counts what floats or sticks out of it too; a wide mail's scroll bar needs room of its own. */
function contentHeight(body: HTMLElement): number {
  const scrollBar = body.scrollWidth > body.clientWidth ? SCROLL_BAR_PX : 0;
  return Math.max(body.scrollHeight, body.getBoundingClientRect().height) + scrollBar;
}

const SCROLL_BAR_PX = 14;
