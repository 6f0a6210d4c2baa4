import type { Page } from "@playwright/test";

const PHONE = { width: 390, height: 844 };

/** What of the shown screen is cut off at the width of a phone: beyond the window with no way to scroll there, or text that ends in the middle of a letter. */
export async function cutOffOnPhone(page: Page): Promise<string[]> {
  // A window of the app has the size of its frame until one is set.
  const before =
    page.viewportSize() ?? (await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight })));
  await page.setViewportSize(PHONE);
  try {
    return await page.evaluate(() => {
      // A canvas is moved under its window.
      const scrolls = (element: Element) =>
        ["auto", "scroll"].includes(getComputedStyle(element).overflowX) || element.matches(".react-flow");
      const found: string[] = [];
      for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
        const { left, right, width, height } = element.getBoundingClientRect();
        const { visibility, overflowX, textOverflow } = getComputedStyle(element);
        // Two pixels and less: words for screen readers.
        if (width <= 2 || height <= 2 || visibility === "hidden" || right <= 0) continue;
        const text = [...element.childNodes].some(
          ({ nodeType, data }: Node & { data?: string }) => nodeType === 3 && data?.trim() !== "",
        );
        let inScroller = false;
        for (let above = element.parentElement; above !== null && above.tagName !== "MAIN"; above = above.parentElement)
          inScroller ||= scrolls(above);
        const isBeyond = !inScroller && (right > innerWidth + 1 || left < -1);
        const isCut =
          text &&
          ["hidden", "clip"].includes(overflowX) &&
          textOverflow === "clip" &&
          element.scrollWidth > element.clientWidth + 1;
        if (isBeyond || isCut) found.push(`${isCut ? "cut" : "beyond"}: ${element.outerHTML.slice(0, 140)}`);
      }
      return found;
    });
  } finally {
    await page.setViewportSize(before);
  }
}
