import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

export type BuilderRun = {
  /** What electron-builder is asked for, after its configuration: `--linux deb`, `-c.directories.output=…`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its own talk: shown as it comes, or kept and shown only where it fails. */
  readonly quiet?: boolean;
};

/** Runs electron-builder over the built app. @throws where it fails */
export async function runBuilder({ args, env = {}, quiet = false }: BuilderRun): Promise<void> {
  const builder = resolve(ROOT, "node_modules/electron-builder/cli.js");
  const child = spawn(process.execPath, [builder, "--config", "build/electron-builder.yml", ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`electron-builder failed.\n${Buffer.concat(said).toString("utf8")}`);
}

/**
 * Where installed apps ask for updates: a folder on a web server, told by the environment of the build. Without it the app is built without updates,
 * and says so where they would be.
 */
export function updateFeedArgs(env: Readonly<Record<string, string | undefined>>): string[] {
  const address = env["PIPEDESK_UPDATE_URL"];
  if (!address) return [];
  if (URL.parse(address)?.protocol !== "https:") throw new Error(`PIPEDESK_UPDATE_URL is no https address: ${address}`);
  return ["-c.publish.provider=generic", `-c.publish.url=${address}`];
}

/**
 * A Mac runs no program without a signature. Without a certificate it is signed for this machine alone, which is enough to try it; the hardened runtime
 * would then refuse the program's own libraries.
 */
export function signingArgs(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string[] {
  if (platform !== "darwin" || env["CSC_LINK"] || env["CSC_NAME"]) return [];
  return ["-c.mac.identity=-", "-c.mac.hardenedRuntime=false", "-c.mac.notarize=false"];
}
