import type { Browser, Page } from "@playwright/test";
import type { PictureDesk } from "./demo-desk.ts";
import { toAnimatedPng, type Frame } from "./animated-png.ts";
import { PICTURES } from "./pictures.ts";

/** As wide as a README is shown, so that its words can be read. */
const VIEWPORT = { width: 1120, height: 700 };
const SHOWN_MS = 3_500;

type Scene = {
  /** Of the pictures of the docs. */
  readonly picture: string;
  readonly caption: string;
  /** What is done on the page beside what its picture needs. */
  readonly prepare?: (page: Page) => Promise<void>;
};

const SCENES: readonly Scene[] = [
  { picture: "board", caption: "Mail becomes tickets, on your own machine" },
  {
    picture: "ticket",
    caption: "Every automatic change answers “Why?”",
    prepare: async (page) => {
      await page
        .getByRole("button", { name: /^Why\? / })
        .last()
        .click();
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    },
  },
  { picture: "settings-automate", caption: "Everyday rules are sentences with a switch" },
  { picture: "workflow", caption: "Workflows wait, branch and write, exact to the second" },
  { picture: "workflow-history", caption: "Each ticket’s way through them can be followed" },
  { picture: "why-not", caption: "… and so can why something did not happen" },
  { picture: "search", caption: "All mail is found at once, with no network" },
  { picture: "outbox", caption: "Answers wait for the network, and are sent once" },
];

/** The tour of the README, from the same demo desk as the pictures of the docs. */
export async function takeTour(browser: Browser, desk: PictureDesk, nowEpochMs: number): Promise<Buffer> {
  const frames: Frame[] = [];
  for (const { picture: name, caption, prepare } of SCENES) {
    const picture = PICTURES.find((one) => one.name === name);
    if (picture === undefined) throw new Error(`There is no picture named ${name}.`);
    const path = await picture.path(desk);
    const context = await browser.newContext({
      viewport: VIEWPORT,
      locale: "en-GB",
      colorScheme: "light",
      timezoneId: "Europe/Rome",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(nowEpochMs);
    await page.goto(`${desk.host.url}${path}`);
    await page.locator(picture.sign).first().waitFor();
    await picture.prepare?.(page);
    await prepare?.(page);
    await page.waitForLoadState("networkidle");
    await page.evaluate(writeCaption, caption);
    frames.push({ png: await page.screenshot({ animations: "disabled", caret: "hide" }), shownMs: SHOWN_MS });
    await context.close();
  }
  return toAnimatedPng(frames);
}

/** Runs in the page: a band at its lower edge. */
function writeCaption(caption: string): void {
  const band = document.createElement("div");
  band.textContent = caption;
  Object.assign(band.style, {
    position: "fixed",
    insetInline: "0",
    bottom: "0",
    zIndex: "10000",
    padding: "14px 24px",
    background: "#4a52c8",
    color: "#ffffff",
    font: "600 24px/1.3 system-ui, sans-serif",
    textAlign: "center",
  });
  document.body.append(band);
}
