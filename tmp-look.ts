import { chromium } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "./test/support/browser.ts";
import { openPictureDesk, makeDemo } from "./scripts/shots/demo-desk.ts";
const OUT = "/tmp/wt/door-shots/";
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS], env: { ...process.env, ...env } });
const desk = await openPictureDesk(Date.parse("2026-06-30T14:30:00Z"));
try {
  if (process.argv.includes("demo")) await makeDemo(desk);
  else await desk.client.desk.start({ as: "empty" });
  for (const [locale, colorScheme, width, height] of [
    ["en-GB", "light", 1280, 800],
    ["it-IT", "dark", 1280, 800],
    ["en-GB", "dark", 1920, 1080],
    ["it-IT", "light", 800, 600],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme });
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && console.log(locale, m.text()));
    await page.goto(desk.host.url);
    await page.locator("main").waitFor();
    await page.waitForTimeout(1500);
    const name = `${process.argv[2] ?? "empty"}-${locale}-${colorScheme}-${width}`;
    await page.screenshot({ path: `${OUT}board-${name}.png` });
    if (process.argv.includes("help")) {
      const origin = new URL(desk.host.url).origin;
      await page.goto(`${origin}/help/guide/automation.html`);
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `${OUT}help-${name}.png` });
      await page.fill("#search", "webhok signature");
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${OUT}help-search-${name}.png` });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await desk.close();
}
