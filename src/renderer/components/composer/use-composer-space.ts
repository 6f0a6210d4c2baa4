import { type RefObject, useEffect } from "react";

const SPACE = "--pd-composer-space";

/** Tells the frame how much of the window's foot a composer takes, so that toasts come up above it. */
export function useComposerSpace(composer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = composer.current;
    if (element === null) return undefined;
    const { style } = document.documentElement;
    const tell = () => {
      const { top } = element.getBoundingClientRect();
      style.setProperty(SPACE, `${Math.max(0, Math.round(window.innerHeight - top))}px`);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    window.addEventListener("resize", tell);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", tell);
      style.removeProperty(SPACE);
    };
  }, [composer]);
}
