import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "../test/support/browser.ts";
import { makeDemo, openPictureDesk, type PictureDesk } from "./shots/demo-desk.ts";
import { takeDesktop } from "./shots/desktop.ts";
import { fontEnvironment } from "./shots/fonts.ts";
import { toIndexedPng } from "./shots/indexed-png.ts";
import { type Picture, PICTURES } from "./shots/pictures.ts";
import { takeTour } from "./shots/tour.ts";

// npm run shots [-- part of a name …]: docs/pictures/<name>-<language>-<colours>.png and the README's tour. Build first: npm run build.
// npm run shots -- desktop: the desktop app, where an Electron runs.

/** A Tuesday afternoon; the demo desk's half year ends here, and both clocks stand still. */
const NOW_EPOCH_MS = Date.parse("2026-06-30T14:30:00Z");
const LOCALES = { en: "en-GB", it: "it-IT" } as const;
const COLOURS = ["light", "dark"] as const;
const DIRECTORY = resolve(import.meta.dirname, "../docs/pictures");

const wanted = process.argv.slice(2);
/** Whether the tour is wanted: with all, or by its name. */
const wantsTour = wanted.length === 0 || wanted.includes("tour");
const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

async function take(browser: Browser, desk: PictureDesk, picture: Picture): Promise<void> {
  const path = await picture.path(desk);
  for (const [language, locale] of Object.entries(LOCALES)) {
    for (const colorScheme of COLOURS) {
      const context = await browser.newContext({
        viewport: picture.viewport,
        locale,
        colorScheme,
        timezoneId: "Europe/Rome",
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.clock.setFixedTime(NOW_EPOCH_MS);
      await page.goto(`${desk.host.url}${path}`);
      await page.locator(picture.sign).first().waitFor();
      await picture.prepare?.(page);
      await page.waitForLoadState("networkidle");
      const file = `${picture.name}-${language}-${colorScheme}.png`;
      const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
      await writeFile(resolve(DIRECTORY, file), toIndexedPng(shot));
      console.log(`docs/pictures/${file}`);
      await context.close();
    }
  }
}

await mkdir(DIRECTORY, { recursive: true });
if (wanted.includes("desktop")) await takeDesktop(DIRECTORY);
const { executablePath, env } = await findBrowser();
const scratch = await mkdtemp(join(tmpdir(), "pipedesk-shots-"));
const browser = await chromium.launch({
  executablePath,
  args: [...BROWSER_FLAGS],
  env: { ...process.env, ...env, ...fontEnvironment(scratch, executablePath) },
});
try {
  for (const kind of ["new", "demo"] as const) {
    const ofDesk = pictures.filter(({ desk }) => desk === kind);
    const isForTour = kind === "demo" && wantsTour;
    if (ofDesk.length === 0 && !isForTour) continue;
    const desk = await openPictureDesk(NOW_EPOCH_MS);
    try {
      if (kind === "demo") await makeDemo(desk);
      for (const picture of ofDesk) await take(browser, desk, picture);
      if (isForTour) {
        await writeFile(resolve(DIRECTORY, "tour.png"), await takeTour(browser, desk, NOW_EPOCH_MS));
        console.log("docs/pictures/tour.png");
      }
    } finally {
      await desk.close();
    }
  }
} finally {
  await browser.close();
  await rm(scratch, { recursive: true });
}
