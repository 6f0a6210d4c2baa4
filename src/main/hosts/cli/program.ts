import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { defaultDataDir } from "../data-dir.ts";
import type { ServeOptions } from "./commands/serve.ts";
import type { MoveOptions } from "./commands/move.ts";
import type { ServerChoice } from "./commands/server/ask-server.ts";
import type { ServerOptions } from "./commands/server/run-server.ts";
import type { ServerRequest } from "./commands/server/server-commands.ts";
import { addDataCommands, type RunData } from "./data-program.ts";
import { addServerCommands } from "./server-program.ts";
import { DEFAULT_PORT } from "./default-port.ts";
import type { ImportOptions } from "./commands/import.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { addWorkflowCommands, type RunWorkflow } from "./workflow-program.ts";

/** The commands behind the words. */
export type Commands = {
  serve(options: ServeOptions): Promise<ExitCode>;
  import(paths: readonly string[], options: ImportOptions): Promise<ExitCode>;
  server(options: ServerOptions): Promise<ExitCode>;
  move(options: MoveOptions): Promise<ExitCode>;
  askServer(request: ServerRequest, choice: ServerChoice): Promise<ExitCode>;
  workflow: RunWorkflow;
  doctor(...asked: Parameters<RunData["doctor"]>): Promise<ExitCode>;
  data(...asked: Parameters<RunData["data"]>): Promise<ExitCode>;
};

/** The token goes into an address and a header, so it is made of what both carry as it is (RFC 3986, unreserved). */
const TOKEN = /^[\w.~-]+$/u;

/** As the parser gives them: what has no default may be absent. */
type Given<Options> = Omit<Options, "demo" | "json" | "verbose" | "own"> & Partial<Options>;

/** The language of the command line: what can be said, in which words, and what is refused before anything is opened. */
export function createProgram(
  terminal: Terminal,
  version: string,
  commands: Commands,
  finish: (code: ExitCode) => void,
): Command {
  const { t, machine } = terminal;
  const program = new Command("pipedesk")
    .description(t("cli.description"))
    .version(version, "-V, --version", t("cli.version"))
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    // An option belongs to the command behind which it stands: a command and its parent have some of the same name.
    .enablePositionalOptions()
    .exitOverride();
  const folder = defaultDataDir(machine, "desk");
  const serve = program
    .command("serve")
    .description(t("cli.serve"))
    .option("--data <folder>", t("cli.option.data", { folder }))
    .option("--port <number>", t("cli.serve.port", { port: String(DEFAULT_PORT) }), portFrom(t("cli.badPort")))
    .addOption(new Option("--token <secret>", t("cli.serve.token")).argParser(tokenFrom(t("cli.badToken"))))
    .option("--demo", t("cli.serve.demo"))
    .option("--no-open", t("cli.serve.noOpen"))
    .option("--json", t("cli.option.json"))
    .option("--verbose", t("cli.option.verbose"))
    .action(
      async ({ demo = false, json = false, verbose = false, ...given }: Given<ServeOptions>, command: Command) => {
        const token = given.token ?? (machine.env["PIPEDESK_TOKEN"] || undefined);
        if (token !== undefined && !TOKEN.test(token)) command.error(`error: PIPEDESK_TOKEN: ${t("cli.badToken")}`);
        finish(await commands.serve({ ...given, ...(token === undefined ? {} : { token }), demo, json, verbose }));
      },
    );

  const importCommand = program
    .command("import")
    .description(t("cli.import"))
    .argument("<path...>", t("cli.import.paths"))
    .option("--data <folder>", t("cli.option.data", { folder }))
    .option("--own <address>", t("cli.import.own"), addressFrom(t("cli.badAddress")))
    .option("--channel <name>", t("cli.import.channel"))
    .option("--json", t("cli.option.json"))
    .option("--verbose", t("cli.option.verbose"))
    .action(async (paths: string[], { own = [], json = false, verbose = false, ...given }: Given<ImportOptions>) =>
      finish(await commands.import(paths, { ...given, own, json, verbose })),
    );

  const workflowCommands = addWorkflowCommands(program, terminal, folder, async (request, options) => {
    const code = await commands.workflow(request, options);
    finish(code);
    return code;
  });
  const serverCommands = addServerCommands(program, terminal, {
    folder,
    portFrom: portFrom(t("cli.badPort")),
    run: {
      start: async (options) => finish(await commands.server(options)),
      ask: async (request, choice) => finish(await commands.askServer(request, choice)),
      move: async (options) => finish(await commands.move(options)),
    },
  });
  const dataCommands = addDataCommands(program, terminal, folder, {
    doctor: async (options) => finish(await commands.doctor(options)),
    data: async (request, options) => finish(await commands.data(request, options)),
  });
  for (const command of [program, serve, importCommand, ...dataCommands, ...workflowCommands, ...serverCommands])
    translateHelp(command, terminal);
  return program;
}

function translateHelp(command: Command, { t }: Terminal): void {
  const titles: Readonly<Record<string, string>> = {
    "Usage:": t("cli.usage"),
    "Commands:": t("cli.commands"),
    "Arguments:": t("cli.arguments"),
    "Options:": t("cli.options"),
  };
  command
    .helpOption("-h, --help", t("cli.help"))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => titles[title] ?? title });
}

function portFrom(refusal: string): (text: string) => number {
  return (text) => {
    const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) throw new InvalidArgumentError(refusal);
    return port;
  };
}

function tokenFrom(refusal: string): (text: string) => string {
  return (text) => {
    if (!TOKEN.test(text)) throw new InvalidArgumentError(refusal);
    return text;
  };
}

function addressFrom(refusal: string): (text: string, before?: readonly string[]) => string[] {
  return (text, before = []) => {
    const address = z.email().safeParse(text.trim().toLowerCase());
    if (!address.success) throw new InvalidArgumentError(refusal);
    return [...before, address.data];
  };
}
