import { type Command, InvalidArgumentError, Option } from "commander";
import { DryRunExit } from "#shared/contract/explanations/dry-run.ts";
import { MAX_REPLAY_DAYS } from "#shared/contract/explanations/replay.ts";
import { WhenOff } from "#shared/contract/workflows.ts";
import type { WorkflowOptions, WorkflowRequest } from "./commands/workflow/request.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** The tokens that go into a header as they are (RFC 3986, unreserved). */
const TOKEN = /^[\w.~-]+$/u;

type Given = { data?: string; url?: URL; token?: string; json?: boolean; verbose?: boolean };
export type RunWorkflow = (request: WorkflowRequest, options: WorkflowOptions) => Promise<ExitCode>;

/** `pipedesk workflow …`: its subcommands, for the program to translate and to show. */
export function addWorkflowCommands(
  program: Command,
  { t, machine }: Terminal,
  folder: string,
  run: RunWorkflow,
): Command[] {
  const workflow = program.command("workflow").description(t("cli.workflow"));
  const commands: Command[] = [workflow];

  function subcommand(name: string, description: string): Command {
    const command = workflow
      .command(name)
      .description(description)
      .option("--data <folder>", t("cli.option.data", { folder }))
      .addOption(new Option("--url <address>", t("cli.workflow.url")).argParser(urlFrom(t("cli.badUrl"))))
      .addOption(new Option("--token <secret>", t("cli.workflow.token")).argParser(tokenFrom(t("cli.badToken"))))
      .option("--json", t("cli.option.json"))
      .option("--verbose", t("cli.option.verbose"));
    commands.push(command);
    return command;
  }

  function choice(command: Command): WorkflowOptions {
    const { data, url, token, json = false, verbose = false } = command.opts<Given>();
    const secret = token ?? (machine.env["PIPEDESK_TOKEN"] || undefined);
    if (secret !== undefined && !TOKEN.test(secret)) command.error(`error: PIPEDESK_TOKEN: ${t("cli.badToken")}`);
    return {
      json,
      verbose,
      ...(data === undefined ? {} : { data }),
      ...(url === undefined ? {} : { url }),
      ...(secret === undefined ? {} : { token: secret }),
    };
  }

  const number = (refusal: string, max: number) => (text: string) => {
    const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    if (!(value >= 1 && value <= max)) throw new InvalidArgumentError(refusal);
    return value;
  };
  const pipelineOption = ["--pipeline <name>", t("cli.workflow.pipeline")] as const;
  const fileOption = ["--file <file>", t("cli.workflow.file")] as const;
  const badNumber = t("cli.badNumber");

  subcommand("list", t("cli.workflow.list"))
    .option(...pipelineOption)
    .action(async ({ pipeline }: { pipeline?: string }, command: Command) => {
      await run({ command: "list", ...named({ pipeline }) }, choice(command));
    });
  subcommand("show", t("cli.workflow.show"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .action(async (name: string, _given: unknown, command: Command) => {
      await run({ command: "show", workflow: name }, choice(command));
    });
  subcommand("lint", t("cli.workflow.lint"))
    .argument("[workflow]", t("cli.workflow.workflowOrAll"))
    .option(...fileOption)
    .option(...pipelineOption)
    .action(async (name: string | undefined, given: { file?: string; pipeline?: string }, command: Command) => {
      if (name !== undefined && given.file !== undefined) command.error(`error: ${t("cli.workflow.notBoth")}`);
      await run(
        { command: "lint", ...named({ workflow: name, file: given.file, pipeline: given.pipeline }) },
        choice(command),
      );
    });
  subcommand("import", t("cli.workflow.import"))
    .argument("<file>", t("cli.workflow.file"))
    .option("--map <id=id>", t("cli.workflow.map"), collect)
    .option("--enable", t("cli.workflow.enableToo"))
    .action(
      async (file: string, { map = [], enable = false }: { map?: string[]; enable?: boolean }, command: Command) => {
        await run({ command: "import", file, map, enable }, choice(command));
      },
    );
  subcommand("export", t("cli.workflow.export"))
    .argument("<workflow...>", t("cli.workflow.workflow"))
    .option("--out <file>", t("cli.workflow.out"))
    .action(async (workflows: string[], { out }: { out?: string }, command: Command) => {
      await run({ command: "export", workflows, ...named({ out }) }, choice(command));
    });
  subcommand("dry-run", t("cli.workflow.dryRun"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .argument("<ticket>", t("cli.workflow.ticket"))
    .option("--exit <step=exit>", t("cli.workflow.exit"), exitFrom(t("cli.badExit")))
    .option(...fileOption)
    .action(
      async (
        name: string,
        ticket: string,
        given: { exit?: Record<string, DryRunExit>; file?: string },
        command: Command,
      ) => {
        const request = { command: "dry-run", workflow: name, ticket, exits: given.exit ?? {} } as const;
        await run({ ...request, ...named({ file: given.file }) }, choice(command));
      },
    );
  subcommand("replay", t("cli.workflow.replay"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .option("--days <number>", t("cli.workflow.days"), number(badNumber, MAX_REPLAY_DAYS))
    .option(...fileOption)
    .action(async (name: string, { days = 7, file }: { days?: number; file?: string }, command: Command) => {
      await run({ command: "replay", workflow: name, days, ...named({ file }) }, choice(command));
    });
  subcommand("enable", t("cli.workflow.enable"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .option("--enrol-now", t("cli.workflow.enrolNow"))
    .action(async (name: string, { enrolNow = false }: { enrolNow?: boolean }, command: Command) => {
      await run({ command: "enable", workflow: name, enrolNow }, choice(command));
    });
  subcommand("disable", t("cli.workflow.disable"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .addOption(new Option("--runs <choice>", t("cli.workflow.disableRuns")).choices(WhenOff.options))
    .action(async (name: string, { runs }: { runs?: WhenOff }, command: Command) => {
      await run({ command: "disable", workflow: name, ...(runs === undefined ? {} : { runs }) }, choice(command));
    });
  subcommand("pause", t("cli.workflow.pause")).action(async (_given: unknown, command: Command) => {
    await run({ command: "pause" }, choice(command));
  });
  subcommand("resume", t("cli.workflow.resume"))
    .argument("[workflow]", t("cli.workflow.workflow"))
    .argument("[ticket...]", t("cli.workflow.ticket"))
    .option("--leave-out", t("cli.workflow.leaveOut"))
    .action(
      async (name: string | undefined, tickets: string[], { leaveOut }: { leaveOut?: boolean }, command: Command) => {
        const ofDesk = name === undefined;
        if (ofDesk) await run({ command: "resume", waiting: leaveOut ? "leave-out" : "go-on" }, choice(command));
        else if (tickets.length === 0 || leaveOut) command.error(`error: ${t("cli.workflow.resumeWhat")}`);
        else await run({ command: "resume-on", workflow: name, tickets }, choice(command));
      },
    );
  subcommand("runs", t("cli.workflow.runs"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .option("--ticket <ticket>", t("cli.workflow.ofTicket"))
    .option("--limit <number>", t("cli.workflow.limit"), number(badNumber, 100_000))
    .action(async (name: string, { ticket, limit = 20 }: { ticket?: string; limit?: number }, command: Command) => {
      await run({ command: "runs", workflow: name, limit, ...named({ ticket }) }, choice(command));
    });
  subcommand("why", t("cli.workflow.why"))
    .argument("<ticket>", t("cli.workflow.ticket"))
    .option("--property <name>", t("cli.workflow.property"))
    .option("--limit <number>", t("cli.workflow.limit"), number(badNumber, 100_000))
    .action(
      async (ticket: string, { property, limit = 20 }: { property?: string; limit?: number }, command: Command) => {
        await run({ command: "why", ticket, limit, ...named({ property }) }, choice(command));
      },
    );
  subcommand("why-not", t("cli.workflow.whyNot"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .argument("<ticket>", t("cli.workflow.ticket"))
    .action(async (name: string, ticket: string, _given: unknown, command: Command) => {
      await run({ command: "why-not", workflow: name, ticket }, choice(command));
    });
  subcommand("enrol", t("cli.workflow.enrol"))
    .argument("<workflow>", t("cli.workflow.workflow"))
    .argument("<ticket...>", t("cli.workflow.ticket"))
    .action(async (name: string, tickets: string[], _given: unknown, command: Command) => {
      await run({ command: "enrol", workflow: name, tickets }, choice(command));
    });
  for (const name of ["unenrol", "retry", "skip"] as const) {
    subcommand(name, t(`cli.workflow.${name}`))
      .argument("<workflow>", t("cli.workflow.workflow"))
      .argument("<ticket...>", t("cli.workflow.ticket"))
      .action(async (workflowName: string, tickets: string[], _given: unknown, command: Command) => {
        await run({ command: name, workflow: workflowName, tickets }, choice(command));
      });
  }
  subcommand("history", t("cli.workflow.history")).action(async (_given: unknown, command: Command) => {
    await run({ command: "history" }, choice(command));
  });
  for (const name of ["history-enrol", "history-unenrol"] as const) {
    subcommand(name, t(`cli.workflow.${name}`))
      .argument("<channel>", t("cli.workflow.channel"))
      .argument("<workflow...>", t("cli.workflow.workflow"))
      .action(async (channel: string, workflows: string[], _given: unknown, command: Command) => {
        await run({ command: name, channel, workflows }, choice(command));
      });
  }
  subcommand("history-dismiss", t("cli.workflow.history-dismiss"))
    .argument("<channel>", t("cli.workflow.channel"))
    .action(async (channel: string, _given: unknown, command: Command) => {
      await run({ command: "history-dismiss", channel }, choice(command));
    });
  subcommand("gallery", t("cli.workflow.gallery"))
    .option(...pipelineOption)
    .action(async ({ pipeline }: { pipeline?: string }, command: Command) => {
      await run({ command: "gallery", ...named({ pipeline }) }, choice(command));
    });
  subcommand("add", t("cli.workflow.add"))
    .argument("<key>", t("cli.workflow.key"))
    .option(...pipelineOption)
    .option("--name <name>", t("cli.workflow.name"))
    .option("--set <parameter=value>", t("cli.workflow.set"), parameterFrom(t("cli.badParameter")))
    .action(
      async (
        key: string,
        { pipeline, name, set = {} }: { pipeline?: string; name?: string; set?: Record<string, unknown> },
        command: Command,
      ) => {
        await run({ command: "add", key, parameters: set, ...named({ pipeline, name }) }, choice(command));
      },
    );
  return commands;
}

function collect(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** Without what was not given. */
function named<Name extends string>(given: Readonly<Record<Name, string | undefined>>): { [name in Name]?: string } {
  const entries = Object.entries<string | undefined>(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [name in Name]?: string };
}

function urlFrom(refusal: string): (text: string) => URL {
  return (text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/u.test(url.protocol)) throw new InvalidArgumentError(refusal);
    return url;
  };
}

function tokenFrom(refusal: string): (text: string) => string {
  return (text) => {
    if (!TOKEN.test(text)) throw new InvalidArgumentError(refusal);
    return text;
  };
}

function exitFrom(refusal: string) {
  return (text: string, before: Readonly<Record<string, DryRunExit>> = {}): Record<string, DryRunExit> => {
    const [, step, word] = /^([^=]+)=(.+)$/u.exec(text) ?? [];
    const exit = DryRunExit.safeParse(word);
    if (step === undefined || !exit.success) throw new InvalidArgumentError(refusal);
    return { ...before, [step]: exit.data };
  };
}

/** The value is JSON; what is none is taken as the words that it is. */
function parameterFrom(refusal: string) {
  return (text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
    const [, name, value] = /^(\w+)=([\s\S]*)$/u.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new InvalidArgumentError(refusal);
    return { ...before, [name]: jsonOrWords(value) };
  };
}

function jsonOrWords(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
