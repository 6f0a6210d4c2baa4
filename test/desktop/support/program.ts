/**
 * The built app as it is shipped, in a folder of its own: the bundle and package.json in an archive, nothing of the checkout beside it. On Linux the
 * folder is Electron's with the archive in `resources`, which every Electron runs, and which an ordinary user can read wherever the checkout lies.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createPackageWithOptions } from "@electron/asar";
import { displayObstacle } from "./display.ts";
import { distOf, electronSource, lastLine } from "./electron-source.ts";
import { ordinaryUser, userObstacle, writeWrapper, type OrdinaryUser } from "./ordinary-user.ts";

export type Program = {
  readonly executable: string;
  /** What the executable needs before the app's own arguments. */
  readonly args: readonly string[];
  readonly user: OrdinaryUser | null;
  remove(): void;
};

const ROOT = resolve(import.meta.dirname, "../../..");
/** Where Node has all that the program uses without stand-ins. */
const FIRST_FULL_NODE = 24;

/** Sets the program up, or says in one line what this machine lacks for it. */
export async function setUpProgram(): Promise<Program | { readonly obstacle: string }> {
  const source = electronSource();
  if ("obstacle" in source) return source;
  const obstacle = displayObstacle() ?? userObstacle();
  if (obstacle !== null) return { obstacle };

  const folder = mkdtempSync(join(tmpdir(), "pipedesk-desktop-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const user = ordinaryUser();
  const isAssembled = process.platform === "linux";
  const app = join(folder, isAssembled ? "program/resources/app.asar" : "app.asar");
  let { executable } = source;
  if (isAssembled) {
    linkTree(distOf(executable), join(folder, "program"));
    // It would be started in place of the app.
    rmSync(join(folder, "program/resources/default_app.asar"), { force: true });
    if (user !== null) armSandbox(distOf(source.executable), join(folder, "program"));
    executable = join(folder, "program/electron");
  }
  if (user !== null) {
    const wrapper = join(folder, "as-ordinary-user");
    writeWrapper(wrapper, executable, user);
    executable = wrapper;
  }
  chmodSync(folder, 0o755);
  const node = spawnSync(executable, ["-p", "process.versions.node"], {
    encoding: "utf8",
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  if (node.status !== 0) {
    remove();
    return { obstacle: `Electron does not run here: ${lastLine(node.stderr) || String(node.error)}` };
  }
  const files = join(folder, "files");
  writeFiles(files, Number.parseInt(node.stdout, 10));
  // The system loads a native module only from a file of its own.
  await createPackageWithOptions(files, app, { unpack: "*.node" });
  return { executable, args: isAssembled ? [] : [app], user, remove };
}

/** The same program under a name of its own, which makes an installed one of it: Electron takes one that is called as Electron is for a developer's (Linux). */
export function installedAs(program: Program, name: string): Pick<Program, "executable" | "args"> {
  const folder = program.user === null ? dirname(program.executable) : join(dirname(program.executable), "program");
  const executable = join(folder, name);
  if (!existsSync(executable)) linkOrCopy(join(folder, "electron"), executable);
  if (program.user === null) return { executable, args: [] };
  const wrapper = join(dirname(program.executable), `${name}-as-ordinary-user`);
  writeWrapper(wrapper, executable, program.user);
  return { executable: wrapper, args: [] };
}

function writeFiles(app: string, nodeMajor: number): void {
  cpSync(join(ROOT, "out"), join(app, "out"), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, unknown>;
  const isOld = nodeMajor < FIRST_FULL_NODE;
  writeFileSync(join(app, "package.json"), JSON.stringify(isOld ? { ...manifest, main: "./entry.mjs" } : manifest));
  if (!isOld) return;
  cpSync(join(import.meta.dirname, "old-node"), app, { recursive: true });
  for (const name of ["@photostructure/sqlite", "node-gyp-build"]) {
    cpSync(join(ROOT, "node_modules", name), join(app, "node_modules", name), { recursive: true });
  }
}

/** Where the system lets an ordinary user make no namespaces, Chromium's sandbox needs this helper to be root's. */
function armSandbox(from: string, to: string): void {
  const [source, target] = [join(from, "chrome-sandbox"), join(to, "chrome-sandbox")];
  if (!existsSync(source)) return;
  rmSync(target);
  copyFileSync(source, target);
  chmodSync(target, 0o4755);
}

/** The same files once more: links where the file system allows, else copies. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
