import { spawn, spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { chromium } from "@playwright/test";

/** A Chromium to start, and the environment it needs. */
export type TestBrowser = {
  /** Where it comes from, for the log. */
  readonly origin: "environment" | "playwright" | "system" | "npm";
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Set to an executable to test with that browser. */
const OVERRIDE = "PIPEDESK_BROWSER";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Calm and offline: a browser under test looks up nothing and asks nothing. */
export const BROWSER_FLAGS: readonly string[] = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a test forgot to answer itself leads nowhere.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  // Chromium refuses to start its sandbox as root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/**
 * The first browser there is: the one named by PIPEDESK_BROWSER, Playwright's own download, the system's, else the one that
 * the package @sparticuz/chromium carries (Linux on x64), unpacked on first use.
 */
export async function findBrowser(): Promise<TestBrowser> {
  const named = process.env[OVERRIDE];
  if (named === "npm") return unpackedBrowser();
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`${OVERRIDE} names ${named}, which does not exist.`);
    return { origin: "environment", executablePath: named, env: {} };
  }
  const downloaded = chromium.executablePath();
  if (downloaded !== "" && existsSync(downloaded)) return { origin: "playwright", executablePath: downloaded, env: {} };
  const installed = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (installed !== undefined) return { origin: "system", executablePath: installed, env: {} };
  return unpackedBrowser();
}

async function unpackedBrowser(): Promise<TestBrowser> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`No browser to test with: install Chromium or Chrome, or name one with ${OVERRIDE}.`);
  }
  const packageDirectory = resolve(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..");
  const { version } = JSON.parse(await readFile(join(packageDirectory, "package.json"), "utf8")) as { version: string };
  const cache = resolve(import.meta.dirname, "../../node_modules/.cache");
  const directory = join(cache, `chromium-${version}`);
  if (!existsSync(directory)) {
    await mkdir(cache, { recursive: true });
    const unfinished = await mkdtemp(`${directory}.`);
    await unpack(join(packageDirectory, "bin"), unfinished);
    // The package's own fonts.conf looks for the fonts in /tmp.
    await writeFile(join(unfinished, "fonts.conf"), fontsConf(directory));
    // Two processes may unpack at once: the first one's directory stays.
    await rename(unfinished, directory).catch(() => rm(unfinished, { recursive: true }));
  }
  const executablePath = join(directory, "chromium");
  return { origin: "npm", executablePath, env: { ...libraryPath(executablePath, directory), ...fontPath(directory) } };
}

async function unpack(archives: string, directory: string): Promise<void> {
  const decompress = (name: string) => [createReadStream(join(archives, name)), createBrotliDecompress()] as const;
  const untar = async (name: string) => {
    const tar = spawn("tar", ["-x", "-C", directory], { stdio: ["pipe", "ignore", "inherit"] });
    const exited = new Promise<number | null>((done, fail) => tar.once("error", fail).once("close", done));
    // tar stops reading at the archive's last entry and leaves the padding behind it: only how it ended counts.
    const fed = pipeline(...decompress(name), tar.stdin).catch((cause: unknown) => cause);
    if ((await exited) !== 0) throw new Error(`tar could not unpack ${name}.`, { cause: await fed });
  };
  await Promise.all([
    pipeline(...decompress("chromium.br"), createWriteStream(join(directory, "chromium"), { mode: 0o755 })),
    untar("swiftshader.tar.br"),
    untar("fonts.tar.br"),
    untar("al2023.tar.br"),
  ]);
}

/** The package brings libnss3 and its kin; they are used only where the system lacks one of them. */
function libraryPath(executablePath: string, directory: string): Record<string, string> {
  const { stdout } = spawnSync("ldd", [executablePath], { encoding: "utf8" });
  if (!stdout.includes("not found")) return {};
  const inherited = process.env["LD_LIBRARY_PATH"];
  return { LD_LIBRARY_PATH: [join(directory, "lib"), ...(inherited === undefined ? [] : [inherited])].join(":") };
}

function fontsConf(directory: string): string {
  const parts = [`<dir>${join(directory, "fonts")}</dir>`, `<cachedir>${join(directory, "fonts-cache")}</cachedir>`];
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${parts.join("")}</fontconfig>\n`;
}

/** Without any font the browser draws no text at all. */
function fontPath(directory: string): Record<string, string> {
  return existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: directory };
}
