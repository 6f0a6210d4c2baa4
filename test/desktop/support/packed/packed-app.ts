import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DEBUGGING_VARIABLE } from "../../../../src/main/hosts/electron/refused-switches.ts";
import { chromium, type Browser, type Page } from "@playwright/test";

const START_TIMEOUT_MS = 60_000;

/** A packed app while it runs. Its fuses let nobody into its main process, so tests see what Chromium shows of its windows. */
export type PackedApp = {
  readonly page: Page;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** Closes the last window, which ends the program. @returns the exit code */
  close(): Promise<number | null>;
};

export async function startPacked(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<PackedApp> {
  // An installed program refuses debuggers unless its environment allows them.
  const child = spawn(executable, [...args, "--remote-debugging-port=0"], {
    env: { ...env, [DEBUGGING_VARIABLE]: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit") as Promise<[number | null]>;
  const timeout = setTimeout(() => child.kill("SIGKILL"), START_TIMEOUT_MS);
  let browser: Browser;
  try {
    browser = await chromium.connectOverCDP(await debuggingAddress(child.stderr));
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(timeout);
  }
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("The app has no window.");
  const page = context.pages()[0] ?? (await context.waitForEvent("page"));
  return {
    page,
    exited: exited.then(([code]) => code),
    close: async () => {
      await page.close();
      const [code] = await exited;
      return code;
    },
  };
}

async function debuggingAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const address = /^DevTools listening on (ws:\S+)/u.exec(line)?.[1];
    if (address !== undefined) {
      // What it says later must not stop it by filling the pipe.
      stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`The app ended before it had a window.\n${said.join("\n")}`);
}
