import { spawn } from "node:child_process";

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, (url: string) => [string, string[]]>>> = {
  darwin: (url) => ["open", [url]],
  // The empty argument is the window's title, which `start` takes first.
  win32: (url) => ["cmd", ["/c", "start", '""', url.replaceAll("&", "^&")]],
};

/** Hands an address to the system's browser. False where that failed, which harms nothing: the address was printed. */
export function openBrowser(
  url: string,
  machine: { platform: NodeJS.Platform; env: Readonly<Record<string, string | undefined>> },
): Promise<boolean> {
  const { platform, env } = machine;
  if (!hasDisplay(platform, env)) return Promise.resolve(false);
  const [command, args] = (OPENERS[platform] ?? ((address: string) => ["xdg-open", [address]]))(url);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "ignore", detached: true, windowsVerbatimArguments: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      // The browser outlives this program.
      child.unref();
      resolve(true);
    });
  });
}

/** On Linux and the BSDs a browser needs a display server; without one xdg-open would start a text browser in this terminal. */
function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === "darwin" || platform === "win32") return true;
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}
