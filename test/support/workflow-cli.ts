import { Readable } from "node:stream";
import type { Core } from "#main/core.ts";
import { workflow } from "#main/hosts/cli/commands/workflow/workflow.ts";
import type { OpenDesk } from "#main/hosts/open-core.ts";
import { runCli } from "#main/hosts/cli/run-cli.ts";
import { createFakeTerminal, type FakeTerminal } from "../unit/main/hosts/cli/fake-terminal.ts";

export type Said = { readonly code: number; readonly stdout: string; readonly stderr: string };

type Given = {
  /** The desk in the folder that `--data` names; absent: none may be opened. */
  readonly core?: Core;
  readonly openDesk?: OpenDesk;
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly language?: "en" | "it";
  readonly terminal?: FakeTerminal;
};

/** Runs `pipedesk workflow …` in this process, over a desk that the test has open or over a host. */
export async function workflowCli(args: readonly string[], given: Given = {}): Promise<Said> {
  const { env = {}, language = "en", stdin = "" } = given;
  const terminal = given.terminal ?? createFakeTerminal({ env, language });
  const openDesk: OpenDesk =
    given.openDesk ??
    (async () => {
      if (!given.core) throw new Error("The test has no desk in a folder.");
      // The test closes it.
      return { ...given.core, close: async () => undefined };
    });
  const unused = async () => 0 as const;
  const code = await runCli(["workflow", ...args], {
    terminal,
    version: "0.0.0",
    commands: {
      serve: unused,
      import: unused,
      server: unused,
      askServer: unused,
      move: unused,
      doctor: unused,
      data: unused,
      workflow: (request, options) => workflow(request, options, { terminal, openDesk, stdin: Readable.from([stdin]) }),
    },
  });
  return { code, stdout: terminal.stdout.text, stderr: terminal.stderr.text };
}

/** Without what is another each time: moments and ids. */
export function plain(text: string): string[] {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/gu, "TIME")
    .replaceAll(/\b[a-z]{1,4}_[0-9a-f]{32}\b/gu, "ID")
    .trimEnd()
    .split("\n");
}
