import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A packed app that electron-builder leaves beside its installers. */
export type PackedFolder = {
  readonly resources: string;
  /** What fuses are read from: the program, on a Mac its bundle. */
  readonly executable: string;
  /** What is started. */
  readonly program: string;
  /** null: for each processor of the system. */
  readonly arch: string | null;
};

/** The packed apps in a folder of electron-builder's. @param output usually `dist` */
export function packedApps(output: string): PackedFolder[] {
  return readdirSync(output, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }): PackedFolder[] => {
      const folder = join(output, name);
      const [, system, arch = "x64"] = /^(linux|win)(?:-(\w+))?-unpacked$/u.exec(name) ?? [];
      if (system !== undefined) {
        const program = join(folder, system === "win" ? "Pipedesk.exe" : "pipedesk");
        return [{ resources: join(folder, "resources"), executable: program, program, arch }];
      }
      if (!/^mac(?:-\w+)?$/u.test(name)) return [];
      const app = join(folder, "Pipedesk.app");
      const program = join(app, "Contents/MacOS/Pipedesk");
      const isUniversal = name === "mac-universal";
      return [
        {
          resources: join(app, "Contents/Resources"),
          executable: app,
          program,
          arch: isUniversal ? null : (name.split("-")[1] ?? "x64"),
        },
      ];
    });
}
