import { spawnSync } from "node:child_process";
import { chmodSync, openAsBlob } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import type { StartStage } from "#main/hosts/electron/start-trace.ts";
import { createWindowHost } from "../desktop/launcher/window-host.ts";
import setUpWindowProgram from "../desktop/launcher/window-program.ts";
import { createHome } from "../desktop/support/desk-app.ts";
import { openDisplay } from "../desktop/support/display.ts";
import { setUpProgram, type Program } from "../desktop/support/program.ts";
import { BROWSER_FLAGS, findBrowser } from "../support/browser.ts";
import { startDesk, type TestDesk } from "../support/desk-process.ts";
import type { BenchRow } from "./bench-row.ts";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import { setUpEmptyWindow } from "./desktop/empty-window.ts";
import { keyTimes } from "./desktop/key-times.ts";
import { canDropPageCache, dropPageCache } from "./desktop/page-cache.ts";
import { startTraced, type StartedApp } from "./desktop/started-app.ts";
import { writeArchive } from "./mail-archive.ts";
import { percentileOf, row } from "./storage/measure.ts";
import { buildPage } from "./ui/build-page.ts";

/** `PIPEDESK_BENCH_TICKETS=5000` for a quick look. */
const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "100000");
/** The best counts: the others measure what else the machine did. */
const ROUNDS = 4;
const MAILS = 20_000;
const KEY_ROUNDS = 60;

/** The app in a real Electron: its start stage by stage, its memory, its keys while it imports, its end. */
export function measure(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    // The app's own user goes through it to the desk.
    chmodSync(folder, 0o711);
    buildPage();
    const program = await setUpProgram();
    if ("obstacle" in program) return [notMeasured(program.obstacle)];
    try {
      const seed = join(folder, "seed");
      const core = await openCore(seed);
      await insertFullDesk(core, TICKETS, Date.now());
      await core.close();
      return [...(await measureStarts(program, seed)), ...(await measureKeys(folder, seed, program))];
    } finally {
      program.remove();
    }
  });
}

function notMeasured(why: string): BenchRow {
  return {
    name: "the app in Electron",
    value: null,
    unit: "ms",
    peer: why,
    peerValue: null,
    ratio: null,
    budget: "",
    met: null,
  };
}

type Rounds = {
  readonly starts: readonly StartedApp["stageMs"][];
  readonly residentMb: number;
  readonly endMs: number;
};

async function measureStarts(program: Program, seed: string): Promise<BenchRow[]> {
  const display = await openDisplay();
  const home = createHome(program.user);
  const empty = setUpEmptyWindow(program);
  try {
    copyDesk(seed, home.dataDir, program);
    const env = {
      PATH: process.env["PATH"] ?? "",
      ...display.env,
      HOME: home.path,
      XDG_RUNTIME_DIR: join(home.path, "run"),
      LC_ALL: "en_GB.UTF-8",
    };
    const rounds = async (what: Program, dataDir: string, isCold: boolean): Promise<Rounds> => {
      const starts: StartedApp["stageMs"][] = [];
      const memory: number[] = [];
      const ends: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        if (isCold) dropPageCache();
        const args = [...what.args, `--data=${dataDir}`, "--disable-gpu", "--lang=en-GB"];
        const app = await startTraced(what.executable, args, env);
        starts.push(app.stageMs);
        memory.push(app.residentMb());
        ends.push(await app.end());
      }
      return { starts, residentMb: Math.max(...memory), endMs: percentileOf(ends, 0.5) };
    };
    const emptyDir = join(home.path, "empty");
    const [warmEmpty, warm] = [await rounds(empty, emptyDir, false), await rounds(program, home.dataDir, false)];
    const isColdPossible = canDropPageCache();
    const coldEmpty = isColdPossible ? await rounds(empty, emptyDir, true) : null;
    const cold = isColdPossible ? await rounds(program, home.dataDir, true) : null;
    const served = await servedStartMs(seed);
    return startRows({ warm, warmEmpty, cold, coldEmpty, served });
  } finally {
    empty.remove();
    home.remove();
    await display.close();
  }
}

function startRows({
  warm,
  warmEmpty,
  cold,
  coldEmpty,
  served,
}: {
  warm: Rounds;
  warmEmpty: Rounds;
  cold: Rounds | null;
  coldEmpty: Rounds | null;
  served: number;
}): BenchRow[] {
  const best = ({ starts }: Rounds, stage: StartStage) =>
    Math.min(...starts.map((stages) => stages[stage] ?? Number.NaN));
  const usable = `the app: start to a usable board, ${TICKETS} tickets`;
  const stages = [
    "node",
    "main",
    "app-ready",
    "desk-asked",
    "window-made",
    "desk-open",
    "page-loaded",
    "board-painted",
  ];
  return [
    ...(cold === null || coldEmpty === null
      ? [notMeasured("cold: only root may drop the page cache")]
      : [
          row(
            `${usable}, cold`,
            "ms",
            best(cold, "usable"),
            ["empty window", best(coldEmpty, "usable")],
            ["< 2000 ms", (value) => value < 2_000],
          ),
        ]),
    row(
      `${usable}, warm`,
      "ms",
      best(warm, "usable"),
      ["empty window", best(warmEmpty, "usable")],
      ["< 1300 ms", (value) => value < 1_300],
    ),
    row(`${usable}, warm`, "ms", best(warm, "usable"), ["serve + Chromium", served], null),
    ...stages.map((stage) => row(`… until ${stage}`, "ms", best(warm, stage as StartStage), null, null)),
    row(
      `the app: main process, resident, ${TICKETS} tickets`,
      "MB",
      warm.residentMb,
      ["empty window", warmEmpty.residentMb],
      ["< 350 MB", (value) => value < 350],
    ),
    row(
      "the app: told to end until it has, median",
      "ms",
      warm.endMs,
      ["empty window", warmEmpty.endMs],
      ["< 500 ms", (value) => value < 500],
    ),
  ];
}

/** The same desk where it is shown by a browser. */
async function servedStartMs(seed: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    const start = performance.now();
    await inBrowser(seed, async (page) => {
      await page.locator("[data-ticket-card]").first().waitFor();
      times.push(performance.now() - start);
    });
  }
  return Math.min(...times);
}

async function inBrowser(dataDir: string, work: (page: Page, desk: TestDesk) => Promise<void>): Promise<void> {
  const { executablePath, env } = await findBrowser();
  const launched = chromium.launch({ executablePath, args: [...BROWSER_FLAGS], env: { ...process.env, ...env } });
  const desk = await startDesk({ dataDir });
  const browser = await launched;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(desk.url);
    await work(page, desk);
  } finally {
    await browser.close();
    await desk.close();
  }
}

async function measureKeys(folder: string, seed: string, program: Program): Promise<BenchRow[]> {
  const archive = await openAsBlob(await writeArchive(folder, { mails: MAILS, from: 0 }));
  const whileImporting = async (page: Page, desk: TestDesk) => {
    await desk.rest.importArchive(archive);
    return keyTimes(page, KEY_ROUNDS, async () => (await desk.rest.status()).job?.state === "running");
  };
  const copy = join(folder, "served");
  copyDesk(seed, copy, { ...program, user: null });
  let peer = { openMs: [Number.NaN] as readonly number[], writeMs: [Number.NaN] as readonly number[] };
  await inBrowser(copy, async (page, desk) => {
    peer = await whileImporting(page, desk);
  });

  const removeProgram = await setUpWindowProgram();
  const host = createWindowHost();
  try {
    const dataDir = join(folder, "window");
    copyDesk(seed, dataDir, program);
    const desk = await host.open({ dataDir });
    await host.page().goto(desk.url);
    const times = await whileImporting(host.page(), desk);
    while ((await desk.rest.status()).job?.state === "running") await host.page().waitForTimeout(100);
    const quitMs = await host.quit();
    const during = `while an archive is imported into ${TICKETS} tickets`;
    const rows = (what: string, ours: readonly number[], theirs: readonly number[]) => [
      row(
        `the app: ${what}, painted, p95, ${during}`,
        "ms",
        percentileOf(ours, 0.95),
        ["serve + Chromium", percentileOf(theirs, 0.95)],
        ["< 50 ms", (value) => value < 50],
      ),
      row(
        `the app: ${what}, painted, median, ${during}`,
        "ms",
        percentileOf(ours, 0.5),
        ["serve + Chromium", percentileOf(theirs, 0.5)],
        null,
      ),
    ];
    return [
      ...rows("key that opens a ticket", times.openMs, peer.openMs),
      ...rows("key that writes a ticket", times.writeMs, peer.writeMs),
      row("the app: quit by its menu until it has ended", "ms", quitMs, null, ["< 500 ms", (value) => value < 500]),
    ];
  } finally {
    await host.close();
    removeProgram();
  }
}

/** A desk of the app's own user, in a folder that it may read. */
function copyDesk(from: string, to: string, { user }: Program): void {
  spawnSync("cp", ["-a", from, to]);
  if (user !== null) spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, to]);
}
