/**
 * Installs a .deb or .rpm by the system's package manager, which asks for a password. electron-updater's own way waits for that question in the main
 * process, which stands still meanwhile, for as long as nobody answers, and takes a "no" for an end.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, readFile } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { updateError } from "./update-error.ts";

/** Package managers by the kind of package, the better first, and what they are told before the file. */
const MANAGERS = {
  deb: [
    ["apt-get", ["install", "--yes"]],
    ["dpkg", ["--install"]],
  ],
  rpm: [
    ["dnf", ["install", "--assumeyes"]],
    ["zypper", ["--non-interactive", "install", "--allow-unsigned-rpm"]],
    ["rpm", ["--upgrade"]],
  ],
} as const;

export type PackageKind = keyof typeof MANAGERS;

/** As which package the program was installed; null: as none. @param resources the packed app's folder of that name */
export async function packageKind(resources: string): Promise<PackageKind | null> {
  const text = await readFile(join(resources, "package-type"), "utf8").catch(() => "");
  return text.trim() === "deb" || text.trim() === "rpm" ? (text.trim() as PackageKind) : null;
}

/** @throws PD_UPDATE_REFUSED not-installed: nobody gave leave, or the package manager failed */
export async function installPackage(kind: PackageKind, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const path = (env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const ask = await findProgram("pkexec", path);
  if (ask === null) throw updateError("not-installed", `Install it by hand: ${file}`);
  for (const [name, args] of MANAGERS[kind]) {
    const manager = await findProgram(name, path);
    if (manager === null) continue;
    const child = spawn(ask, [manager, ...args, file], { stdio: ["ignore", "ignore", "pipe"] });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    const [code] = (await once(child, "close")) as [number | null];
    if (code === 0) return;
    throw updateError("not-installed", Buffer.concat(said).toString("utf8").trim() || `${name} ended with ${code}`);
  }
  throw updateError("not-installed", `Install it by hand: ${file}`);
}

async function findProgram(name: string, path: readonly string[]): Promise<string | null> {
  for (const folder of path) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
