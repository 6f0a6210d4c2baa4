import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, type Page } from "@playwright/test";
import { Board } from "./support/board.ts";
import { createHome, startApp, startSecond, t, type RunningApp } from "./support/desk-app.ts";
import { openDisplay } from "./support/display.ts";
import { setUpProgram } from "./support/program.ts";

/** `Seccomp:` in /proc: the process may make only the system calls that a filter lets through. */
const FILTERED = "2";
/** Nobody but the test touches it. */
const OWN_TICKET = "The stove does not light";

test("the built app: demo desk, a move, quit, a hard kill, and each time the desk is whole", async () => {
  const program = await setUpProgram();
  test.skip("obstacle" in program, "obstacle" in program ? program.obstacle : "");
  if ("obstacle" in program) return;
  const display = await openDisplay();
  const home = createHome(program.user);
  const problems: string[] = [];
  const start = async (...args: string[]) => {
    const app = await startApp(program, display, home, args);
    watch(app.page, problems);
    return { app, board: new Board(app.page) };
  };
  try {
    await test.step("a window opens in the sandbox and shows the demo desk", async () => {
      const { app, board } = await start("--demo");
      await board.expectShown();
      await expectSandboxed(app);
      await expect(app.page.getByText(t("welcome.demoRunning"))).toBeVisible();
      // In the midst of the making, which is not taken up again: what there is by then is the desk.
      expect(await app.quit()).toBe(0);
    });

    await test.step("started again it takes a ticket and its move; a second start of it ends by itself", async () => {
      const { app, board } = await start();
      await board.expectShown();
      expect(await startSecond(program, display, home)).toBe(0);
      expect(app.electron.windows()).toHaveLength(1);
      await board.write(OWN_TICKET);
      await board.drag(OWN_TICKET, "Waiting on contact");
      expect(await app.quit()).toBe(0);
    });

    const whole =
      await test.step("after the quit the move is there; another one is followed by a hard kill", async () => {
        const { app, board } = await start();
        await board.expectShown();
        await expect(board.cardIn("Waiting on contact", OWN_TICKET)).toBeVisible();
        await board.drag(OWN_TICKET, "Waiting on us");
        const counts = await board.counts();
        await app.killHard();
        return counts;
      });

    await test.step("after a hard kill it starts over what was left behind, and nothing is lost", async () => {
      expect(lstatSync(join(home.dataDir, "window/SingletonLock")).isSymbolicLink()).toBe(true);
      const { app, board } = await start();
      await board.expectShown();
      await expect(board.cardIn("Waiting on us", OWN_TICKET)).toBeVisible();
      expect(await board.counts()).toEqual(whole);
      expect(await app.quit()).toBe(0);
    });

    using database = new DatabaseSync(join(home.dataDir, "desk.sqlite"), { readOnly: true });
    expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    expect(problems).toEqual([]);
  } finally {
    await display.close();
    home.remove();
    program.remove();
  }
});

async function expectSandboxed({ electron, page }: RunningApp): Promise<void> {
  const { pids, visible } = await electron.evaluate(({ BrowserWindow }) => ({
    pids: BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    visible: BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  }));
  expect(visible).toEqual([true]);
  expect(await page.evaluate(() => ["require", "process", "module"].filter((name) => name in globalThis))).toEqual([]);
  if (process.platform !== "linux") return;
  const states = pids.map((pid) => readFileSync(`/proc/${pid}/status`, "utf8"));
  expect(states.map((state) => /^Seccomp:\s*(\d)/mu.exec(state)?.[1])).toEqual([FILTERED]);
  expect(states.map((state) => /^Uid:\s*0\b/mu.test(state))).toEqual([false]);
}

/** What the page complains of: errors of scripts, violations of its policy. */
function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("crash", () => problems.push("the page crashed"));
}
