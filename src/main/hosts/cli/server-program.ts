import { type Command, InvalidArgumentError } from "commander";
import type { ServerChoice } from "./commands/server/ask-server.ts";
import type { ServerOptions } from "./commands/server/run-server.ts";
import type { ServerRequest } from "./commands/server/server-commands.ts";
import type { MoveOptions } from "./commands/move.ts";
import { DEFAULT_PORT } from "./default-port.ts";
import type { Terminal } from "./terminal.ts";

export type RunServer = {
  start(options: ServerOptions): Promise<void>;
  ask(request: ServerRequest, choice: ServerChoice): Promise<void>;
  move(options: MoveOptions): Promise<void>;
};

type Given = Omit<ServerOptions, "trustedProxy" | "json" | "verbose"> & Partial<ServerOptions>;

/** `pipedesk server …`: its subcommands, for the program to translate and to show. */
export function addServerCommands(
  program: Command,
  { t }: Terminal,
  { folder, portFrom, run }: { folder: string; portFrom: (text: string) => number; run: RunServer },
): Command[] {
  const common = (command: Command): Command =>
    command
      .option("--data <folder>", t("cli.option.data", { folder }))
      .option("--json", t("cli.option.json"))
      .option("--verbose", t("cli.option.verbose"));
  const publicUrl = ["--public-url <address>", t("cli.server.publicUrl"), urlFrom(t("cli.badUrl"))] as const;
  const server = common(program.command("server").description(t("cli.server")).enablePositionalOptions())
    .option("--port <number>", t("cli.server.port", { port: String(DEFAULT_PORT) }), portFrom)
    .option("--host <address>", t("cli.server.host"))
    .option(...publicUrl)
    .option("--tls-cert <file>", t("cli.server.tlsCert"))
    .option("--tls-key <file>", t("cli.server.tlsKey"))
    .option(
      "--trusted-proxy <address>",
      t("cli.server.trustedProxy"),
      (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
    )
    .action(({ trustedProxy = [], json = false, verbose = false, ...given }: Given) =>
      run.start({ ...given, trustedProxy, json, verbose }),
    );
  const commands = [server];

  const ask = (
    parent: Command,
    name: string,
    description: string,
    request: (argument: string, options: { readonly to?: string; readonly from?: string }) => ServerRequest,
  ): Command => {
    const command = common(parent.command(name).description(description)).action(() => {
      const options = command.opts<Partial<ServerChoice> & { readonly to?: string; readonly from?: string }>();
      const { data, publicUrl: url, json = false, verbose = false } = options;
      return run.ask(request(command.args[0] ?? "", options), {
        ...(data === undefined ? {} : { data }),
        ...(url === undefined ? {} : { publicUrl: url }),
        json,
        verbose,
      });
    });
    commands.push(command);
    return command;
  };

  ask(server, "backup", t("cli.server.backup"), (_none, { to = "" }) => ({ do: "backup", to })).requiredOption(
    "--to <file>",
    t("cli.server.backup.to"),
  );
  ask(server, "restore", t("cli.server.restore"), (_none, { from = "" }) => ({ do: "restore", from })).requiredOption(
    "--from <file>",
    t("cli.server.restore.from"),
  );

  const move = server
    .command("move")
    .description(t("cli.server.move"))
    .option("--data <folder>", t("cli.option.data", { folder }))
    .option("--to <address>", t("cli.server.move.to"))
    .option("--from <address>", t("cli.server.move.from"))
    .option("--json", t("cli.option.json"))
    .action(({ json = false, ...given }: Partial<MoveOptions>) => run.move({ ...given, json }));
  commands.push(move);

  const admin = server.command("admin").description(t("cli.server.admin"));
  commands.push(admin);
  const link = (command: Command) => command.option(...publicUrl);
  ask(admin, "users", t("cli.server.admin.users"), () => ({ do: "users" }));
  ask(admin, "devices", t("cli.server.admin.devices"), () => ({ do: "devices" }));
  link(ask(admin, "super-admin-link", t("cli.server.admin.superAdminLink"), () => ({ do: "super-admin-link" })));
  link(
    ask(admin, "reset-link", t("cli.server.admin.resetLink"), (address) => ({ do: "reset-link", address })).argument(
      "<address>",
    ),
  );
  ask(admin, "remove-totp", t("cli.server.admin.removeTotp"), (address) => ({ do: "remove-totp", address })).argument(
    "<address>",
  );
  ask(admin, "unlock", t("cli.server.admin.unlock"), (address) => ({ do: "unlock", address })).argument("<address>");
  ask(admin, "revoke-device", t("cli.server.admin.revokeDevice"), (id) => ({ do: "revoke-device", id })).argument(
    "<id>",
  );
  ask(admin, "sign-out-all", t("cli.server.admin.signOutAll"), () => ({ do: "sign-out-all" }));
  return commands;
}

function urlFrom(refusal: string): (text: string) => URL {
  return (text) => {
    const url = URL.parse(text);
    const isPlace =
      url !== null && /^https?:$/u.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === "";
    if (!isPlace) throw new InvalidArgumentError(refusal);
    return url;
  };
}
