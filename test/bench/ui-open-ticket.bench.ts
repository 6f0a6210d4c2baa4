import { join } from "node:path";
import { chromium } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "../support/browser.ts";
import { startDesk } from "../support/desk-process.ts";
import type { BenchRow } from "./bench-row.ts";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { percentileOf, row } from "./storage/measure.ts";
import { writeArchive } from "./ui/archive.ts";
import { buildPage } from "./ui/build-page.ts";
import { openByClick, settled, watchPaints } from "./ui/open-by-click.ts";

/** `PIPEDESK_BENCH_TICKETS=2000` for a quick look. */
const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "50000");
const CONVERSATIONS = 400;
const OPENED = 80;
const MEDIAN_BUDGET_MS = 50;
const P95_BUDGET_MS = 100;

/** Opening a ticket by a click on its card, in a real browser that is connected to a desk with an imported archive. */
export function measure(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const dataDir = join(folder, "desk");
    await importArchive(join(folder, "archive.mbox"), dataDir);
    buildPage();
    const { executablePath, env } = await findBrowser();
    const desk = await startDesk({ dataDir });
    const browser = await chromium.launch({
      executablePath,
      args: [...BROWSER_FLAGS],
      env: { ...process.env, ...env },
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await watchPaints(page);
      await page.goto(desk.url);
      await settled(page);
      const [first] = await openByClick(page, 1);
      const times = await openByClick(page, OPENED + 1);
      const shown = times.slice(1).map(({ shownMs }) => shownMs);
      const whole = times.slice(1).map(({ wholeMs }) => wholeMs);
      const name = `open a ticket by click, ${TICKETS / 1_000} 000 tickets`;
      return [
        row(`${name}, the first`, "ms", first?.shownMs ?? Number.NaN, null, null),
        row(`${name}, median`, "ms", percentileOf(shown, 0.5), null, [
          `< ${MEDIAN_BUDGET_MS} ms`,
          (value) => value < MEDIAN_BUDGET_MS,
        ]),
        row(`${name}, p95`, "ms", percentileOf(shown, 0.95), null, [
          `< ${P95_BUDGET_MS} ms`,
          (value) => value < P95_BUDGET_MS,
        ]),
        row(`${name}, its HTML mails too, median`, "ms", percentileOf(whole, 0.5), null, null),
        row(`${name}, its HTML mails too, p95`, "ms", percentileOf(whole, 0.95), null, null),
      ];
    } finally {
      await browser.close();
      await desk.close();
    }
  });
}

async function importArchive(path: string, dataDir: string): Promise<void> {
  const mails = await writeArchive(path, { tickets: TICKETS, conversations: CONVERSATIONS }, Date.now());
  const core = await openCore(dataDir);
  let imported = 0;
  const request = { paths: [path], ownAddresses: [] };
  for await (const line of core.importMail(request)) if (line.status === "imported") imported += 1;
  await core.close();
  if (imported !== mails) throw new Error(`Only ${imported} of ${mails} mails were imported.`);
}
