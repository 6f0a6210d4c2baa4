#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { createTranslate } from "#shared/i18n/index.ts";
import { packageInfo } from "../package-info.ts";
import { openBrowser } from "./open-browser.ts";
import { createOpenDesk } from "../open-desk.ts";
import { languageOf, runCli } from "./run-cli.ts";
import { stopOnSignals } from "./stop-signal.ts";
import type { Terminal } from "./terminal.ts";

// What is written, a desk or an export, is for the person who asked, not for all who use this machine.
process.umask(0o077);

const { env, platform, stdout, stderr } = process;
const language = languageOf(env);
const product = packageInfo();
// What was stripped and compiled once is not again: a third less to do at each start. Not in the system's temporary folder, which other users
// can write to; where this one can't be written, there is no cache and nothing else is different.
enableCompileCache(join(product.root, "node_modules", ".cache", "pipedesk"));
const machine = { platform, env, homeDir: homedir() };
const openDesk = createOpenDesk({ version: product.version, machine });
const terminal: Terminal = {
  machine,
  stdout,
  stderr,
  t: createTranslate(language),
  language,
  ...stopOnSignals(process),
  openBrowser: (url) => openBrowser(url, { platform, env }),
};
// Who reads our output may stop reading (`| head`): the write that fails says so; without a listener the event would end the process.
stdout.on("error", () => undefined);
stderr.on("error", () => undefined);

// Not `process.exit`: what was opened is closed by now, and an open handle that keeps the process alive is a mistake that must show.
process.exitCode = await runCli(process.argv.slice(2), {
  terminal,
  version: product.version,
  commands: {
    // Loaded when they are asked for, so that help and mistakes are answered at once.
    serve: async (options) => {
      const { serve } = await import("./commands/serve.ts");
      return serve(options, { terminal, openDesk, product });
    },
    import: async (paths, options) => {
      const { importMail } = await import("./commands/import.ts");
      return importMail(paths, options, { terminal, openDesk });
    },
    server: async (options) => {
      const { runServer } = await import("./commands/server/run-server.ts");
      return runServer(options, { terminal, openDesk, product });
    },
    move: async (options) => {
      const { move } = await import("./commands/move.ts");
      return move(options, { terminal });
    },
    askServer: async (request, choice) => {
      const { serverCommand } = await import("./commands/server/server-commands.ts");
      return serverCommand(request, choice, { terminal, openDesk, product });
    },
    doctor: async (options) => {
      const { doctor } = await import("./commands/data/doctor.ts");
      return doctor(options, { terminal, openDesk, product });
    },
    data: async (request, options) => {
      const { dataCommand } = await import("./commands/data/whole-desk.ts");
      return dataCommand(request, options, { terminal, openDesk, stdin: process.stdin });
    },
    workflow: async (request, options) => {
      const { workflow } = await import("./commands/workflow/workflow.ts");
      return workflow(request, options, { terminal, openDesk, stdin: process.stdin });
    },
  },
});
