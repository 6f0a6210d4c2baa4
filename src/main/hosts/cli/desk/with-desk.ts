import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { defaultDataDir } from "../../data-dir.ts";
import type { OpenDesk } from "../../open-core.ts";
import { createStderrLog } from "../../stderr-log.ts";
import { writeLine, type Terminal } from "../terminal.ts";
import { failureOf } from "./failure.ts";
import { connectDesk } from "./remote-desk.ts";

/** Which desk: a folder, or a host that holds it. */
export type DeskChoice = {
  readonly data?: string;
  readonly url?: URL;
  readonly token?: string;
  readonly verbose: boolean;
};

export type DeskDeps = { readonly terminal: Terminal; readonly openDesk: OpenDesk };

/**
 * Opens the desk, does the work, closes the desk. An address goes before a folder: who gives one means that desk and no other.
 * The core that is opened here keeps no timers and sends nothing: what the work leaves waiting goes on when the desk is next served.
 * @throws PD_STORE_IN_USE where another program holds the folder and no address was given, PD_DESK_NOT_FOUND where there is no desk in it,
 * PD_DESK_UNREACHABLE, PD_ACCESS_TOKEN
 */
export async function withDesk<Result>(
  choice: DeskChoice,
  deps: DeskDeps,
  work: (client: DeskClient) => Promise<Result>,
): Promise<Result> {
  const desk = choice.url === undefined ? await openFolder(choice, deps) : await connectDesk(choice.url, choice.token);
  try {
    return await work(desk.client);
  } catch (error) {
    throw failureOf(error);
  } finally {
    await desk.close();
  }
}

async function openFolder(
  { data, verbose }: DeskChoice,
  { terminal, openDesk }: DeskDeps,
): Promise<{ client: DeskClient; close(): Promise<void> }> {
  const dataDir = resolve(data ?? defaultDataDir(terminal.machine, "desk"));
  // Opening would make a desk, which nobody who asks about workflows wants.
  if (!existsSync(join(dataDir, "desk.sqlite")))
    throw new PipedeskError("PD_DESK_NOT_FOUND", `There is no desk in ${dataDir}: name its folder with --data.`, {
      details: { what: "desk", id: dataDir },
    });
  try {
    const core = await openDesk({ dataDir, log: createStderrLog(terminal.stderr, { verbose }) });
    return {
      client: createRouterClient(core.router, { context: { userId: core.owner() } }),
      close: () => core.close(),
    };
  } catch (error) {
    if (errorCodeOf(error) === "PD_STORE_IN_USE") await writeLine(terminal.stderr, terminal.t("cli.workflow.inUse"));
    throw error;
  }
}
