/** `npm run icons`: the program's icon in every form that a system wants, made from build/icon.svg. Run it after changing the drawing. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "../test/support/browser.ts";
import { ICNS_EDGES, toIcns, toIco, type Drawing } from "./icons/containers.ts";

const BUILD = resolve(import.meta.dirname, "../build");
/** Sizes of the freedesktop theme that icons of programs are looked up in. */
const LINUX_EDGES = [16, 24, 32, 48, 64, 128, 256, 512];
/** What Windows shows at 100 to 250 percent. */
const WINDOWS_EDGES = [16, 20, 24, 32, 40, 48, 64, 256];
/** The drawing fills 28 of 32; on macOS a program's shape fills 824 of 1024, so there it stands a little smaller. */
const MAC_SCALE = 824 / 1024 / (28 / 32);

const svg = await readFile(join(BUILD, "icon.svg"), "utf8");
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS], env: { ...process.env, ...env } });
try {
  const page = await browser.newPage();
  const drawAll = async (edges: readonly number[], scale: number) => {
    const drawings: Drawing[] = [];
    for (const edge of edges) drawings.push({ edgePixels: edge, png: await draw(page, edge, scale) });
    return drawings;
  };
  await rm(join(BUILD, "icons"), { recursive: true, force: true });
  await mkdir(join(BUILD, "icons"));
  for (const { edgePixels, png } of await drawAll(LINUX_EDGES, 1))
    await writeFile(join(BUILD, "icons", `${edgePixels}x${edgePixels}.png`), png);
  await writeFile(join(BUILD, "icon.ico"), toIco(await drawAll(WINDOWS_EDGES, 1)));
  await writeFile(join(BUILD, "icon.icns"), toIcns(await drawAll(ICNS_EDGES, MAC_SCALE)));
  console.log(`build/icons, build/icon.ico and build/icon.icns are made from build/icon.svg.`);
} finally {
  await browser.close();
}

async function draw(page: Page, edge: number, scale: number): Promise<Buffer> {
  await page.setViewportSize({ width: edge, height: edge });
  const size = `${scale * 100}%`;
  await page.setContent(
    `<style>html,body{margin:0;height:100%}body{display:grid;place-items:center}svg{width:${size};height:${size}}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}
