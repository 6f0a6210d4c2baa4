import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

export type PackageInfo = {
  /** The folder of package.json: the checkout, or the app's resources once it is packed. */
  readonly root: string;
  readonly version: string;
  /** Where the build puts the renderer. */
  readonly rendererDir: string;
};

/** Finds the product's package from any of its modules, in the source tree and in the bundle. */
export function packageInfo(from: string = import.meta.dirname): PackageInfo {
  let root = from;
  while (!existsSync(join(root, "package.json")) && root !== dirname(root)) root = dirname(root);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return { root, version, rendererDir: join(root, "out", "renderer") };
}
