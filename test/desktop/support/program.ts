/**
 * The built app as it is shipped, in a folder of its own: the bundle and package.json in an archive, nothing of the checkout beside it. On Linux the
 * folder is Electron's with the archive in `resources`, which every Electron runs, and which an ordinary user can read wherever the checkout lies.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createPackageWithOptions } from "@electron/asar";
import { linkTree } from "../../../scripts/packing/electron-at-hand.ts";
import { displayObstacle } from "./display.ts";
import { distOf, electronSource, lastLine } from "./electron-source.ts";
import { ordinaryUser, userObstacle, writeWrapper, type OrdinaryUser } from "./ordinary-user.ts";
import { addStandIns, FIRST_FULL_NODE } from "./stand-ins.ts";

export type Program = {
  readonly executable: string;
  /** What the executable needs before the app's own arguments. */
  readonly args: readonly string[];
  readonly user: OrdinaryUser | null;
  remove(): void;
};

const ROOT = resolve(import.meta.dirname, "../../..");

/**
 * Sets the program up, or says in one line what this machine lacks for it.
 * @param mainDir the build of its main process. Default: the shipped one
 */
export async function setUpProgram(mainDir = join(ROOT, "out/main")): Promise<Program | { readonly obstacle: string }> {
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
  writeFiles(files, mainDir, Number.parseInt(node.stdout, 10));
  // The system loads a native module only from a file of its own.
  await createPackageWithOptions(files, app, { unpack: "*.node" });
  return { executable, args: isAssembled ? [] : [app], user, remove };
}

/** The same program under a name of its own, which makes an installed one of it: Electron takes one that is called as Electron is for a developer's (Linux). */
export function installedAs(program: Program, name: string): Pick<Program, "executable" | "args"> {
  const folder = program.user === null ? dirname(program.executable) : join(dirname(program.executable), "program");
  const executable = join(folder, name);
  if (!existsSync(executable)) copyFileSync(join(folder, "electron"), executable);
  if (program.user === null) return { executable, args: [] };
  const wrapper = join(dirname(program.executable), `${name}-as-ordinary-user`);
  writeWrapper(wrapper, executable, program.user);
  return { executable: wrapper, args: [] };
}

function writeFiles(app: string, mainDir: string, nodeMajor: number): void {
  for (const part of ["preload", "renderer"])
    cpSync(join(ROOT, "out", part), join(app, "out", part), { recursive: true });
  cpSync(mainDir, join(app, "out/main"), { recursive: true });
  copyFileSync(join(ROOT, "package.json"), join(app, "package.json"));
  if (nodeMajor < FIRST_FULL_NODE) addStandIns(app);
}

/** Where the system lets an ordinary user make no namespaces, Chromium's sandbox needs this helper to be root's. */
export function armSandbox(from: string, to: string): void {
  const [source, target] = [join(from, "chrome-sandbox"), join(to, "chrome-sandbox")];
  if (!existsSync(source)) return;
  rmSync(target);
  copyFileSync(source, target);
  chmodSync(target, 0o4755);
}
