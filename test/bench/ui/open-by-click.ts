import type { Page } from "@playwright/test";

export type OpenedTimes = {
  /** From the click to the frame that shows the conversation, milliseconds. */
  readonly shownMs: number;
  /** To the frame that shows its HTML mails too. */
  readonly wholeMs: number;
};

type Watched = { clickedAtMs: number; shownAtMs: number; wholeAtMs: number };

/** Notes in the page when a click came and when what it asked for had been painted. Call it before the page is opened. */
export async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { clickedAtMs: 0, shownAtMs: 0, wholeAtMs: 0 };
    Object.assign(window, { watched });
    // The task after a frame's callback runs once that frame has been painted.
    const afterPaint = (done: (atMs: number) => void) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => done(performance.now()), { once: true });
        port1.start();
        port2.postMessage(null);
      });
    const isWhole = (feed: Element) =>
      feed.querySelector(".mantine-Skeleton-root") === null &&
      Array.from(feed.querySelectorAll("iframe")).every((frame) => frame.contentDocument?.body?.firstElementChild);
    const look = () => {
      const feed = document.querySelector("[role='feed']");
      if (!feed?.querySelector("[data-entry]") || watched.clickedAtMs === 0) return;
      if (watched.shownAtMs === 0) {
        watched.shownAtMs = -1;
        afterPaint((atMs) => (watched.shownAtMs = atMs));
      }
      if (watched.wholeAtMs === 0 && isWhole(feed)) {
        watched.wholeAtMs = -1;
        afterPaint((atMs) => (watched.wholeAtMs = atMs));
      } else if (watched.wholeAtMs === 0) {
        // What a frame holds comes without a sign that an observer of the page could see.
        setTimeout(look, 1);
      }
    };
    document.addEventListener(
      "click",
      (event) => {
        Object.assign(watched, { clickedAtMs: event.timeStamp, shownAtMs: 0, wholeAtMs: 0 });
      },
      true,
    );
    document.addEventListener("DOMContentLoaded", () => {
      const all = { childList: true, subtree: true, attributes: true };
      new MutationObserver(look).observe(document.documentElement, all);
    });
  });
}

const CARD = "[data-ticket-card]";
/** How far one turn of the wheel moves a column. */
const WHEEL_PX = 300;

/**
 * Opens so many tickets by a click on their cards, each for the first time, and goes back to the board in between. As a person does it: the pointer is
 * over the card before it is pressed, and the page has come to rest.
 */
export async function openByClick(page: Page, count: number): Promise<OpenedTimes[]> {
  const opened = new Set<string>();
  const times: OpenedTimes[] = [];
  while (times.length < count) {
    const left = (await shownCards(page)).filter((id) => !opened.has(id));
    // Of each column in turn: what lies in one is of one kind.
    const id = left[times.length % Math.max(left.length, 1)];
    if (id === undefined) {
      await scrollOn(page);
      continue;
    }
    opened.add(id);
    times.push(await openOne(page, id));
  }
  return times;
}

/** Waits until the board is there and the browser has fetched ahead what it does when it has nothing else to do. */
export async function settled(page: Page): Promise<void> {
  await page.locator(CARD).first().waitFor();
  await page.waitForLoadState("networkidle");
}

async function openOne(page: Page, id: string): Promise<OpenedTimes> {
  const card = page.locator(`[data-ticket-card="${id}"]`);
  await card.hover();
  await atRest(page);
  await card.click();
  await page.waitForFunction(() => {
    const { watched } = window as unknown as { watched: Watched };
    return watched.shownAtMs > 0 && watched.wholeAtMs > 0;
  });
  const { clickedAtMs, shownAtMs, wholeAtMs } = await page.evaluate(
    () => (window as unknown as { watched: Watched }).watched,
  );
  await atRest(page);
  await page.goBack();
  await page.locator(CARD).first().waitFor();
  return { shownMs: shownAtMs - clickedAtMs, wholeMs: wholeAtMs - clickedAtMs };
}

async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/** The cards that lie wholly in sight. */
function shownCards(page: Page): Promise<string[]> {
  return page.evaluate(
    (selector) =>
      Array.from(document.querySelectorAll<HTMLElement>(selector))
        .filter((card) => {
          const column = card.closest("ul")?.parentElement?.getBoundingClientRect();
          const { top, bottom, right } = card.getBoundingClientRect();
          return column !== undefined && top >= column.top && bottom <= column.bottom && right <= innerWidth;
        })
        .map((card) => card.dataset["ticketCard"] ?? ""),
    CARD,
  );
}

/** Turns the wheel over each column. */
async function scrollOn(page: Page): Promise<void> {
  const columns = page
    .locator("ul")
    .filter({ has: page.locator(CARD) })
    .locator("xpath=..");
  for (const column of await columns.all()) {
    const before = await column.evaluate((element) => element.scrollTop);
    await column.hover();
    await page.mouse.wheel(0, WHEEL_PX);
    await column.evaluate(async (element, top) => {
      while (element.scrollTop === top && element.scrollTop + element.clientHeight < element.scrollHeight)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }, before);
  }
}
