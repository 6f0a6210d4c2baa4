import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/** Builds the interface, as it is installed. */
export function buildPage(): void {
  const { status } = spawnSync("npm", ["run", "build"], {
    cwd: resolve(import.meta.dirname, "../../.."),
    stdio: ["ignore", process.stderr.fd, "inherit"],
  });
  if (status !== 0) throw new Error("The interface could not be built.");
}
