import { join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { createTranslate } from "#shared/i18n/index.ts";
import { BROWSER_FLAGS, findBrowser } from "../support/browser.ts";
import { startDesk, type TestDesk } from "../support/desk-process.ts";
import type { BenchRow } from "./bench-row.ts";
import { inFolder } from "./automation/desk-of.ts";
import { percentileOf, row } from "./storage/measure.ts";
import { buildPage } from "./ui/build-page.ts";
import { atRest, editSteps } from "./ui/edit-steps.ts";
import { frameTimes } from "./ui/frame-times.ts";
import { largeWorkflow } from "./ui/large-workflow.ts";
import { timeOf, watchEdits } from "./ui/paint-times.ts";
import { openPlainFlow } from "./ui/plain-flow/open.ts";

const t = createTranslate("en");
const ROUNDS = 6;
const FRAME_BUDGET_MS = 16;
const WHEEL_TURNS = 60;
const PEER = "@xyflow/react";
/** The longest that there may be, with room for the one that is put in. */
const STEPS = 999;

/** The workflow editor in a real browser: how long frames take while one moves over a large workflow, and how long an edit until it is painted. */
export function measure(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    buildPage();
    const { executablePath, env } = await findBrowser();
    const desk = await startDesk({ dataDir: join(folder, "desk") });
    const browser = await chromium.launch({
      executablePath,
      args: [...BROWSER_FLAGS],
      env: { ...process.env, ...env },
    });
    try {
      await desk.rest.start("empty");
      const rows = [...(await movingRows(browser, desk)), ...(await editingRows(browser, desk))];
      return rows;
    } finally {
      await browser.close();
      await desk.close();
    }
  });
}

async function movingRows(browser: Browser, desk: TestDesk): Promise<BenchRow[]> {
  const own = await openEditor(browser, desk, STEPS);
  const plain = await openPlainFlow(browser, largeWorkflow(STEPS));
  const rows: BenchRow[] = [];
  for (const [name, move] of [
    ["pan", pan],
    ["zoom", zoom],
  ] as const) {
    for (const isWhole of [false, true]) {
      const p95: number[] = [];
      for (const page of [own, plain]) {
        if (isWhole) await fit(page);
        await atRest(page);
        p95.push(percentileOf(await frameTimes(page, () => move(page)), 0.95));
      }
      const [value = Number.NaN, peer = Number.NaN] = p95;
      rows.push(
        row(
          `${name} over 1 000 steps, ${isWhole ? "from afar" : "at reading size"}, work of a frame, p95`,
          "ms",
          value,
          [PEER, peer],
          [`< ${FRAME_BUDGET_MS} ms`, (ms) => ms < FRAME_BUDGET_MS],
        ),
      );
    }
  }
  await own.close();
  await plain.close();
  return rows;
}

async function editingRows(browser: Browser, desk: TestDesk): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [steps, budgetMs] of [
    [199, 50],
    [STEPS, 100],
  ] as const) {
    const peer = await plainEdit(browser, steps);
    const page = await openEditor(browser, desk, steps);
    const times = await editSteps(page, ROUNDS);
    await page.close();
    for (const [what, all] of Object.entries(times))
      rows.push(
        row(
          `${what} at ${steps === STEPS ? "1 000" : "200"} steps, until it is painted, median`,
          "ms",
          percentileOf(all, 0.5),
          [`${PEER}, a text`, peer],
          [`< ${budgetMs} ms`, (ms) => ms < budgetMs],
        ),
      );
  }
  return rows;
}

async function openEditor(browser: Browser, desk: TestDesk, steps: number): Promise<Page> {
  const { id } = await desk.rest.send<{ id: string }>("POST", "/workflows", {
    name: `Of ${steps}`,
    definition: largeWorkflow(steps),
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(desk.url);
  await page.getByRole("navigation", { name: t("shell.mainNavigation") }).waitFor();
  await page.evaluate((workflowId) => (location.hash = `#/workflows/${workflowId}`), id);
  await page.locator("[data-box]").first().waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

async function plainEdit(browser: Browser, steps: number): Promise<number> {
  const page = await openPlainFlow(browser, largeWorkflow(steps));
  await watchEdits(page);
  const times: number[] = [];
  let label = (await page.locator(".react-flow__node").nth(1).textContent()) ?? "";
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    label += "x";
    const isShown = { selector: `.react-flow__node[aria-label="${label}"]`, isThere: true };
    times.push(await timeOf(page, isShown, () => page.keyboard.press("x")));
    await atRest(page);
  }
  await page.close();
  return percentileOf(times, 0.5);
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(640, 400);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1)
    await page.mouse.wheel(turn % 3 === 0 ? 30 : 0, turn < WHEEL_TURNS / 2 ? 60 : -60);
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(640, 400);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, turn < WHEEL_TURNS / 2 ? 30 : -30);
  await page.keyboard.up("Control");
}

/** Zooms out as far as it goes. */
async function fit(page: Page): Promise<void> {
  await page.mouse.move(640, 400);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < WHEEL_TURNS / 2; turn += 1) await page.mouse.wheel(0, 200);
  await page.keyboard.up("Control");
}
