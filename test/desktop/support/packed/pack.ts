/**
 * Packs the built app with electron-builder and the Electron at hand, as `npm run dist` does: the folder, and a .deb of it where there is a dpkg-deb.
 * What is looked at is that pack. What is started is the same with the stand-ins of an old Node put in, where the Electron at hand needs them.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createPackageWithOptions, extractAll } from "@electron/asar";
import { cleanElectron, versionsOf } from "../../../../scripts/packing/electron-at-hand.ts";
import { runBuilder } from "../../../../scripts/packing/run-builder.ts";
import { addStandIns, FIRST_FULL_NODE } from "../stand-ins.ts";

export type Pack = {
  /** The packed app as it would be shipped. */
  readonly app: string;
  readonly debFile: string;
  /** The Electron at hand lacks what the app uses: `install` puts stand-ins into what it unpacks. */
  readonly needsStandIns: boolean;
  /** Unpacks the .deb, ready to be started. @returns the root that it was unpacked to */
  install(): Promise<string>;
  remove(): void;
};

/** Why no .deb can be made here; null where one can. */
export function packObstacle(): string | null {
  if (process.platform !== "linux")
    return "the packed app is started on Linux here; on other systems the release workflow does";
  return spawnSync("dpkg-deb", ["--version"]).error === undefined ? null : "there is no dpkg-deb";
}

export async function packApp(electron: string): Promise<Pack> {
  const { electron: version, nodeMajor } = versionsOf(electron);
  const folder = mkdtempSync(join(tmpdir(), "pipedesk-packed-"));
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    cleanElectron(electron, join(folder, "electron"));
    await runBuilder({
      args: [
        "--linux",
        "deb",
        `-c.electronDist=${join(folder, "electron")}`,
        `-c.electronVersion=${version}`,
        `-c.directories.output=${join(folder, "dist")}`,
        "-c.publish.provider=generic",
        "-c.publish.url=https://updates.pipedesk.invalid/",
      ],
      env: { CUSTOM_FPM_PATH: resolve(import.meta.dirname, "fpm.ts") },
      quiet: true,
    });
    const dist = join(folder, "dist");
    const deb = readdirSync(dist).find((name) => name.endsWith(".deb"));
    if (deb === undefined) throw new Error("electron-builder made no .deb");
    const needsStandIns = nodeMajor < FIRST_FULL_NODE;
    return {
      app: join(dist, "linux-unpacked"),
      debFile: join(dist, deb),
      needsStandIns,
      install: async () => {
        const root = join(folder, "installed");
        const { status, stderr } = spawnSync("dpkg-deb", ["-x", join(dist, deb), root], { encoding: "utf8" });
        if (status !== 0) throw new Error(`dpkg-deb failed: ${stderr}`);
        if (needsStandIns) await putStandIns(join(root, "opt/Pipedesk/resources"), join(folder, "files"));
        return root;
      },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function putStandIns(resources: string, scratch: string): Promise<void> {
  const archive = join(resources, "app.asar");
  extractAll(archive, scratch);
  addStandIns(scratch);
  rmSync(archive);
  await createPackageWithOptions(scratch, archive, { unpack: "*.node" });
}
