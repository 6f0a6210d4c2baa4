import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

/** Where windows open. */
export type Display = {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

const SCREEN = "1920x1200x24";
const START_TIMEOUT_MS = 20_000;

/** Why no window can be opened on this machine; null where one can. */
export function displayObstacle(): string | null {
  if (!needsScreenOfOurs()) return null;
  return spawnSync("Xvfb", ["-help"]).error === undefined ? null : "there is no display and no Xvfb";
}

/** The machine's display where it has one, else a screen in memory. */
export async function openDisplay(): Promise<Display> {
  if (!needsScreenOfOurs()) return { env: {}, close: async () => undefined };
  // It takes a free number and writes it to the fourth pipe. Anyone on this machine may connect (-ac): the app runs as another user.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp", "-ac"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const exited = once(server, "exit");
  const pipe = server.stdio[3];
  if (!(pipe instanceof Readable)) throw new Error("Xvfb has no pipe to say its number.");
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const [number] = (await once(createInterface({ input: pipe }), "line", { signal })) as [string];
  return {
    env: { DISPLAY: `:${number.trim()}` },
    close: async () => {
      server.kill();
      await exited;
    },
  };
}

function needsScreenOfOurs(): boolean {
  return process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"];
}
