import { spawn, type StdioOptions } from "node:child_process";

export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a program to its end, passes on what this one is asked, and tells how it ended. */
export function run(command: string, args: readonly string[], stdio: StdioOptions = "inherit"): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio });
    const passOn = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const finish = () => {
      for (const signal of PASSED_ON) process.off(signal, passOn);
    };
    child.once("error", (error) => {
      finish();
      reject(error);
    });
    child.once("close", (code, signal) => {
      finish();
      resolve({ code, signal });
    });
  });
}

/** As the shell tells it: 128 and the signal's number is close enough for who only asks whether it went well. */
export function exitCodeOf({ code, signal }: Ending): number {
  return code ?? (signal === "SIGINT" ? 130 : 143);
}
