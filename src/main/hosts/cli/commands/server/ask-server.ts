import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Operator } from "#main/accounts/operator.ts";
import { createAccounts, type Accounts } from "#main/accounts/create-accounts.ts";
import { backupSourceOf } from "#main/data/backup/source.ts";
import { writeBackup } from "#main/data/backup/write-backup.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { ErrorData } from "#shared/contract/base.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { existsSync } from "node:fs";
import { z } from "zod";
import { defaultDataDir } from "../../../data-dir.ts";
import type { OpenDesk } from "../../../open-core.ts";
import type { PackageInfo } from "../../../package-info.ts";
import { OPERATOR_FILE, OperatorFile, type OperatorCommands } from "../../../server/operator-endpoint.ts";
import { createStderrLog } from "../../../stderr-log.ts";
import type { Terminal } from "../../terminal.ts";
import { databaseUrlOf, invalid } from "./run-server.ts";

export type ServerChoice = {
  readonly data?: string;
  readonly publicUrl?: URL;
  readonly json: boolean;
  readonly verbose: boolean;
};
export type AskServerDeps = {
  readonly terminal: Terminal;
  readonly openDesk: OpenDesk;
  readonly product: Pick<PackageInfo, "version">;
};

/**
 * Does the work with the server of a folder: over its own endpoint while it runs; else the folder is opened for as long as the work takes, and links need to know where the server will be
 * (`--public-url`).
 * @throws PD_DESK_NOT_FOUND where there is no desk
 */
export async function askServer<Result>(
  choice: ServerChoice,
  deps: AskServerDeps,
  work: (commands: OperatorCommands) => Promise<Result>,
): Promise<Result> {
  const dataDir = folderOf(choice, deps);
  if (databaseUrlOf(deps.terminal) === undefined && !existsSync(join(dataDir, "desk.sqlite")))
    throw new PipedeskError("PD_DESK_NOT_FOUND", `There is no desk in ${dataDir}: name its folder with --data.`, {
      details: { what: "desk", id: dataDir },
    });
  const running = await runningServer(dataDir);
  if (running !== null) {
    try {
      return await work(running);
    } catch (error) {
      // What a server that was killed left behind.
      if (errorCodeOf(error) !== "PD_DESK_UNREACHABLE") throw error;
    }
  }
  return withFolder(dataDir, choice, deps, work);
}

export function folderOf({ data }: Pick<ServerChoice, "data">, { terminal }: Pick<AskServerDeps, "terminal">): string {
  return resolve(data ?? defaultDataDir(terminal.machine, "desk"));
}

async function withFolder<Result>(
  dataDir: string,
  { publicUrl, verbose }: ServerChoice,
  { terminal, openDesk, product }: AskServerDeps,
  work: (commands: OperatorCommands) => Promise<Result>,
): Promise<Result> {
  const opened: { team?: { accounts: Accounts; context: DeskContext } } = {};
  const core = await openDesk({
    dataDir,
    databaseUrl: databaseUrlOf(terminal),
    log: createStderrLog(terminal.stderr, { verbose }),
    createAccounts: (context) => {
      const url = () => {
        if (publicUrl) return publicUrl.href.replace(/\/$/u, "");
        throw invalid("public-url", "The server doesn't run: --public-url says where its links lead.");
      };
      const accounts = createAccounts(context, { publicUrl: url });
      opened.team = { accounts, context };
      return () => accounts.service;
    },
  });
  try {
    const { team } = opened;
    if (team === undefined) throw new PipedeskError("PD_INTERNAL", "The desk was opened without its accounts.");
    const source = backupSourceOf(team.context, { dataDir, version: product.version, userId: null });
    return await work({ ...team.accounts.operator, backup: async (to) => void (await writeBackup(source, to)) });
  } finally {
    await core.close();
  }
}

/** null: none runs. */
async function runningServer(dataDir: string): Promise<OperatorCommands | null> {
  const path = join(dataDir, OPERATOR_FILE);
  if (!existsSync(path)) return null;
  const file = OperatorFile.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (!file.success) return null;
  const { port, token } = file.data;

  async function ask<Result>(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<Result> {
    let response: Response;
    try {
      response = await fetch(`http://127.0.0.1:${port}/${name}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(input),
      });
    } catch (cause) {
      throw new PipedeskError("PD_DESK_UNREACHABLE", "The server of this folder doesn't answer.", { cause });
    }
    const answer: unknown = await response.json();
    if (response.ok) return z.object({ result: z.unknown() }).parse(answer).result as Result;
    const { data, message } = z.object({ data: ErrorData, message: z.string() }).parse(answer);
    const code = errorCodeOf(data);
    // Another program has the port by now.
    if (code === undefined || code === "PD_ACCESS_TOKEN")
      throw new PipedeskError("PD_DESK_UNREACHABLE", "The server of this folder doesn't answer.");
    throw new PipedeskError(code, message);
  }

  return {
    users: () => ask<Awaited<ReturnType<Operator["users"]>>>("users"),
    devices: () => ask<Awaited<ReturnType<Operator["devices"]>>>("devices"),
    superAdminLink: () => ask("super-admin-link"),
    resetLink: (address) => ask("reset-link", { address }),
    removeTotp: (address) => ask("remove-totp", { address }),
    revokeDevice: (id) => ask("revoke-device", { id }),
    signOutAll: () => ask("sign-out-all"),
    unlock: (address) => ask("unlock", { address }),
    backup: (to) => ask("backup", { to }),
  };
}
