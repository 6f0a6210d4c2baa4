import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** What Electron's own archive for Linux holds. What else lies in a folder, some other program has left there. */
const OWN_FILES: ReadonlySet<string> = new Set([
  "LICENSE",
  "LICENSE.electron.txt",
  "LICENSES.chromium.html",
  "chrome-sandbox",
  "chrome_100_percent.pak",
  "chrome_200_percent.pak",
  "chrome_crashpad_handler",
  "electron",
  "icudtl.dat",
  "libEGL.so",
  "libGLESv2.so",
  "libffmpeg.so",
  "libvk_swiftshader.so",
  "libvulkan.so.1",
  "locales",
  "resources.pak",
  "snapshot_blob.bin",
  "v8_context_snapshot.bin",
  "version",
  "vk_swiftshader_icd.json",
]);

/** The versions that an executable of Electron's reports. @throws where it doesn't run */
export function versionsOf(executable: string): { readonly electron: string; readonly nodeMajor: number } {
  const { status, stdout, stderr, error } = spawnSync(
    executable,
    ["-p", "process.versions.electron + ' ' + process.versions.node"],
    { encoding: "utf8", env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } },
  );
  if (status !== 0) throw new Error(`Electron does not run here: ${stderr || String(error)}`);
  const [electron = "", node = ""] = stdout.trim().split(" ");
  return { electron, nodeMajor: Number.parseInt(node, 10) };
}

/** The folder of an Electron for Linux once more, with its own files only: links where the file system allows, else copies. */
export function cleanElectron(executable: string, target: string): void {
  const source = dirname(executable);
  mkdirSync(join(target, "resources"), { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (!OWN_FILES.has(entry.name)) continue;
    if (entry.isDirectory()) linkTree(join(source, entry.name), join(target, entry.name));
    else linkOrCopy(join(source, entry.name), join(target, entry.name));
  }
}

/** The same files once more: links where the file system allows, else copies. */
export function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
