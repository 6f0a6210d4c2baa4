import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { Board } from "./support/board.ts";
import { argumentsOf, createHome, environmentOf } from "./support/desk-app.ts";
import { openDisplay } from "./support/display.ts";
import { startPacked } from "./support/packed/packed-app.ts";
import { importMail } from "./support/packed/smoke.ts";

/** The program that `npm run dist` has packed. */
const PROGRAM = process.env["PIPEDESK_PACKED"] ?? "";

test("the packed app starts, imports a mail, makes the demo desk, and refuses an archive that was changed", async () => {
  const display = await openDisplay();
  const home = createHome(null);
  const start = (...args: string[]) =>
    startPacked(PROGRAM, argumentsOf(home, args), { ...process.env, ...environmentOf(display, home) });
  try {
    const app = await start();
    await importMail(app.page);
    expect(await app.close()).toBe(0);
    const demo = await start("--demo", `--data=${join(home.path, "demo")}`);
    await new Board(demo.page).expectShown();
    expect(await demo.close()).toBe(0);

    // Electron compares the archive with its digests on these two.
    if (process.platform === "linux") return;
    const resources = process.platform === "darwin" ? "../Resources" : "resources";
    const archive = join(dirname(PROGRAM), resources, "app.asar");
    const whole = readFileSync(archive);
    const changed = Buffer.from(whole);
    const at = changed.indexOf("The desk could not be opened.");
    changed.write("A", at, "latin1");
    writeFileSync(archive, changed);
    try {
      await expect(start()).rejects.toThrow(/ended before it had a window/u);
    } finally {
      writeFileSync(archive, whole);
    }
  } finally {
    await display.close();
    home.remove();
  }
});
