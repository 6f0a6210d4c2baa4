import { arch, cpus, freemem, release, totalmem, type } from "node:os";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { DesktopSettings } from "#shared/contract/desktop/shell.ts";

const MEBIBYTE = 1024 * 1024;

export type DiagnosticFacts = {
  readonly version: string;
  readonly isPackaged: boolean;
  readonly atEpochMs: number;
  readonly uptimeSeconds: number;
  readonly settings: DesktopSettings;
  readonly secretsIn: string;
  readonly status: DeskStatus | null;
  readonly logTail: string;
};

/**
 * What a report of a fault needs: program, system, how much the desk holds, how its parts stand, the end of the log. Nothing of what mails say, and no names: counts, states and codes.
 */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const { versions, memoryUsage } = process;
  const { status } = facts;
  const lines: readonly (readonly [string, unknown])[] = [
    ["Pipedesk", `${facts.version}${facts.isPackaged ? "" : ", from source"}`],
    ["At", new Date(facts.atEpochMs).toISOString()],
    ["Electron, Chromium, Node", [versions["electron"], versions["chrome"], versions.node].join(", ")],
    ["System", `${type()} ${release()} ${arch()}, ${cpus().length} processors`],
    ["Memory, MiB", `${mib(memoryUsage().rss)} of this process, ${mib(freemem())} free of ${mib(totalmem())}`],
    ["Running for, s", Math.round(facts.uptimeSeconds)],
    ["Passwords kept in", facts.secretsIn],
    ["Settings", JSON.stringify(facts.settings)],
  ];
  const desk: readonly (readonly [string, unknown])[] =
    status === null
      ? [["Desk", "not open"]]
      : [
          ["Desk began as", status.startedAs],
          ["Counts", JSON.stringify(status.counts)],
          ["Mailboxes", JSON.stringify(status.mailboxes.map(({ state }) => state))],
          ["Background job", status.job === null ? "none" : `${status.job.job}, ${status.job.state}`],
          ["Automations paused", status.automationsPaused !== null],
          ["Team", status.sync === undefined ? "none" : `${status.sync.state}, ${status.sync.errorCode ?? "no error"}`],
          ["File of the desk gone", status.fileGone !== null],
        ];
  const told = [...lines, ...desk].map(([name, value]) => `${name}: ${String(value)}`);
  return `${told.join("\n")}\n\nEnd of the log:\n${facts.logTail === "" ? "(empty)" : facts.logTail}\n`;
}

function mib(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}
