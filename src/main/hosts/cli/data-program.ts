import { type Command, InvalidArgumentError, Option } from "commander";
import type { DoctorOptions } from "./commands/data/doctor.ts";
import type { DataOptions, DataRequest } from "./commands/data/whole-desk.ts";
import type { Terminal } from "./terminal.ts";

export type RunData = {
  doctor(options: DoctorOptions): Promise<void>;
  data(request: DataRequest, options: DataOptions): Promise<void>;
};

type Given = {
  readonly data?: string;
  readonly url?: URL;
  readonly token?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly online?: boolean;
  readonly to?: string;
  readonly from?: string;
  readonly format?: "jsonl" | "mbox";
  readonly files?: boolean;
  readonly dryRun?: boolean;
  readonly confirm?: string;
};

/** `pipedesk doctor`, `backup`, `restore`, `export` and `erase`, for the program to translate and to show. */
export function addDataCommands(program: Command, { t, machine }: Terminal, folder: string, run: RunData): Command[] {
  const local = (command: Command): Command =>
    command
      .option("--data <folder>", t("cli.option.data", { folder }))
      .option("--json", t("cli.option.json"))
      .option("--verbose", t("cli.option.verbose"));
  const common = (command: Command): Command =>
    local(command)
      .addOption(new Option("--url <address>", t("cli.workflow.url")).argParser(urlFrom(t("cli.badUrl"))))
      .option("--token <secret>", t("cli.workflow.token"));
  const choiceOf = ({
    data,
    url,
    token = machine.env["PIPEDESK_TOKEN"] || undefined,
    json = false,
    verbose = false,
  }: Given) => ({
    ...(data === undefined ? {} : { data }),
    ...(url === undefined ? {} : { url }),
    ...(token === undefined ? {} : { token }),
    json,
    verbose,
  });

  const doctor = common(program.command("doctor").description(t("cli.doctor")))
    .option("--online", t("cli.doctor.online"))
    .action((given: Given) => run.doctor({ ...choiceOf(given), online: given.online ?? false }));
  const backup = common(program.command("backup").description(t("cli.backup")))
    .requiredOption("--to <path>", t("cli.backup.to"))
    .action((given: Given) => run.data({ do: "backup", to: given.to ?? "" }, choiceOf(given)));
  const restore = local(program.command("restore").description(t("cli.restore")))
    .requiredOption("--from <file>", t("cli.restore.from"))
    .action((given: Given) => run.data({ do: "restore", from: given.from ?? "" }, choiceOf(given)));
  const exportAll = common(program.command("export").description(t("cli.export")))
    .requiredOption("--to <folder>", t("cli.export.to"))
    .addOption(new Option("--format <format>", t("cli.export.format")).choices(["jsonl", "mbox"]).default("jsonl"))
    .option("--files", t("cli.export.files"))
    .action((given: Given) =>
      run.data(
        { do: "export", to: given.to ?? "", as: given.format ?? "jsonl", withFiles: given.files ?? false },
        choiceOf(given),
      ),
    );
  const erase = common(program.command("erase").description(t("cli.erase")))
    .argument("<contact>", t("cli.erase.who"))
    .option("--dry-run", t("cli.erase.dryRun"))
    .option("--confirm <address>", t("cli.erase.confirm"))
    .action((who: string, given: Given) =>
      run.data({ do: "erase", who, dryRun: given.dryRun ?? false, confirm: given.confirm ?? null }, choiceOf(given)),
    );
  return [doctor, backup, restore, exportAll, erase];
}

function urlFrom(refusal: string): (text: string) => URL {
  return (text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/u.test(url.protocol)) throw new InvalidArgumentError(refusal);
    return url;
  };
}
