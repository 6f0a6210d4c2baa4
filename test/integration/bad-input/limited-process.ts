import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { programEnv, programPath } from "../../support/programs.ts";
import type { Finished } from "../hosts/cli-process.ts";

const TELL_PEAK = join(import.meta.dirname, "tell-peak-memory.ts");

export type Limits = {
  /** The process writes its peak of resident memory there when it ends, in MiB. */
  readonly peakMemoryFile?: string;
  /** No file may grow beyond this: a write past it fails, as on a full disk. */
  readonly maxFileKibibytes?: number;
  /** Runs as an ordinary user where this process may choose one: no permission binds the superuser. */
  readonly asOrdinaryUser?: boolean;
};

const NOBODY = 65_534;

/** Runs `pipedesk …` to its end in a process that may do less than this one. */
export async function limitedPipedesk(limits: Limits, ...args: string[]): Promise<Finished> {
  const { peakMemoryFile, maxFileKibibytes, asOrdinaryUser = false } = limits;
  const node = [
    process.execPath,
    ...(peakMemoryFile === undefined ? [] : ["--import", TELL_PEAK]),
    programPath("pipedesk"),
    ...args,
  ];
  // Of the signal that comes with it the program must hear nothing: on a real full disk there is none.
  const shell = maxFileKibibytes === undefined ? "" : `trap "" XFSZ; ulimit -f ${maxFileKibibytes};`;
  const child = spawn("bash", ["-c", `${shell} exec "$@"`, "bash", ...node], {
    env: programEnv({ LC_ALL: "C", PEAK_MEMORY_FILE: peakMemoryFile ?? "" }),
    stdio: ["ignore", "pipe", "pipe"],
    ...(asOrdinaryUser && process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
