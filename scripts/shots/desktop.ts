import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { RunningApp } from "../../test/desktop/support/desk-app.ts";
import { createHome, startApp, t } from "../../test/desktop/support/desk-app.ts";
import { openDisplay } from "../../test/desktop/support/display.ts";
import { setUpProgram } from "../../test/desktop/support/program.ts";
import { toIndexedPng } from "./indexed-png.ts";

const COLOURS = ["light", "dark"] as const;
const SIZE = { width: 1280, height: 800 };
const MAKING_TIMEOUT_MS = 120_000;

/**
 * Pictures of the desktop app, in light and dark: the built program in a real Electron, in a window on a screen. What is in the window is what the person sees of the
 * program; the frame around it is the system's.
 */
export async function takeDesktop(directory: string): Promise<void> {
  const program = await setUpProgram();
  if ("obstacle" in program) throw new Error(`No picture of the desktop app: ${program.obstacle}.`);
  const display = await openDisplay();
  const home = createHome(program.user);
  await mkdir(directory, { recursive: true });
  try {
    const app = await startApp(program, display, home, ["--demo"]);
    try {
      await fitWindow(app);
      await app.page.getByText(t("welcome.demoRunning")).waitFor({ state: "detached", timeout: MAKING_TIMEOUT_MS });
      await app.page.locator("[data-ticket-card]").first().waitFor();
      await app.page.getByRole("switch", { name: t("shell.simulator") }).click();
      await app.page.getByRole("switch", { name: t("shell.simulator"), checked: false }).waitFor();
      await app.page.getByRole("button", { name: t("firstSteps.putAway") }).click();
      // The board as somebody finds it who comes to it now, not as it grew.
      await app.page.reload();
      await app.page.locator("[data-ticket-card]").first().waitFor();
      for (const colours of COLOURS) {
        await app.page.emulateMedia({ colorScheme: colours, reducedMotion: "reduce" });
        await app.page.locator(`html[data-mantine-color-scheme=${colours}]`).waitFor();
        const file = `desktop-${colours}.png`;
        await writeFile(resolve(directory, file), toIndexedPng(await pictureOf(app)));
        console.log(`docs/pictures/${file}`);
      }
    } finally {
      await app.quit();
    }
  } finally {
    home.remove();
    await display.close();
    program.remove();
  }
}

async function fitWindow({ electron, page }: RunningApp): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
  }, SIZE);
  await page.waitForFunction((width) => window.innerWidth === width, SIZE.width);
}

/** What the window itself shows, by Electron: not what a browser would make of the page. */
async function pictureOf({ electron }: RunningApp): Promise<Buffer> {
  const png = await electron.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString("base64") ?? "";
  });
  return Buffer.from(png, "base64");
}
