/** `pipedesk backup`, `restore`, `export` and `erase`. */
import { createInterface } from "node:readline/promises";
import { resolve } from "node:path";
import type { ErasurePlan } from "#shared/contract/data.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { restoreBackup } from "#main/data/backup/restore.ts";
import { createProgressBar } from "../../progress-bar.ts";
import { withDesk, type DeskChoice, type DeskDeps } from "../../desk/with-desk.ts";
import { writeLine, type ExitCode, type Terminal } from "../../terminal.ts";
import { folderOf } from "./folder.ts";
import { followWork } from "./follow-work.ts";

export type DataRequest =
  | { readonly do: "backup"; readonly to: string }
  | { readonly do: "restore"; readonly from: string }
  | { readonly do: "export"; readonly to: string; readonly as: "jsonl" | "mbox"; readonly withFiles: boolean }
  | { readonly do: "erase"; readonly who: string; readonly dryRun: boolean; readonly confirm: string | null };

export type DataOptions = DeskChoice & { readonly json: boolean };
type Deps = DeskDeps & { readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean } };

export async function dataCommand(request: DataRequest, options: DataOptions, deps: Deps): Promise<ExitCode> {
  if (request.do === "restore") return restore(request.from, options, deps.terminal);
  return withDesk(options, deps, async (client) => {
    switch (request.do) {
      case "backup":
        return backUp(client, request.to, options, deps.terminal);
      case "export":
        return exportAll(client, request, options, deps.terminal);
      default:
        return erase(client, request, options, deps);
    }
  });
}

async function backUp(client: DeskClient, to: string, { json }: DataOptions, terminal: Terminal): Promise<ExitCode> {
  const { work } = await client.data.backUp({ path: absolute(to) });
  const { path, figures } = await followWork(client, work, terminal);
  await tell(terminal, json, { path, ...figures }, [
    terminal.t("cli.data.backedUp", { file: path, size: megabytes(figures["bytes"] ?? 0) }),
    terminal.t("data.backup.secrets"),
  ]);
  return 0;
}

async function restore(from: string, { data, json }: DataOptions, terminal: Terminal): Promise<ExitCode> {
  const folder = folderOf(data, terminal);
  const bar = createProgressBar(terminal, () => performance.now());
  try {
    const { aside, tickets, messages } = await restoreBackup(resolve(from), folder, {
      nowEpochMs: Date.now(),
      signal: terminal.stop,
      tell: ({ step, done, total }) => {
        const share = total === 0 ? 0 : done / total;
        bar.show(share, `${terminal.t(`data.step.${step}`)} ${Math.floor(share * 100)} %`);
      },
    });
    bar.clear();
    await tell(terminal, json, { folder, aside, tickets, messages }, [
      terminal.t("cli.data.restored", { folder, tickets, messages }),
      terminal.t("cli.data.aside", { folder: aside }),
      terminal.t("data.restore.after"),
    ]);
    return 0;
  } catch (error) {
    if (terminal.stop.aborted) throw new PipedeskError("PD_DATA_CANCELLED", terminal.t("error.PD_DATA_CANCELLED"));
    throw error;
  } finally {
    bar.clear();
  }
}

async function exportAll(
  client: DeskClient,
  { to, as, withFiles }: Extract<DataRequest, { do: "export" }>,
  { json }: DataOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { work } = await client.data.export({ path: absolute(to), as, withFiles });
  const { path, figures } = await followWork(client, work, terminal);
  const words =
    as === "mbox"
      ? terminal.t("cli.data.exported.mbox", {
          folder: path,
          mails: figures["mails"] ?? 0,
          rebuilt: figures["rebuilt"] ?? 0,
        })
      : terminal.t("cli.data.exported.jsonl", { folder: path, documents: figures["documents"] ?? 0 });
  await tell(terminal, json, { path, ...figures }, [words]);
  return 0;
}

async function erase(
  client: DeskClient,
  { who, dryRun, confirm }: Extract<DataRequest, { do: "erase" }>,
  { json }: DataOptions,
  { terminal, stdin }: Deps,
): Promise<ExitCode> {
  const plan = await client.data.erasurePlan({ contact: who });
  const lines = planLines(plan, terminal);
  if (dryRun) {
    await tell(terminal, json, plan, lines);
    return 0;
  }
  if (confirm === null) for (const line of lines) await writeLine(terminal.stderr, line);
  const typed = confirm ?? (await ask(terminal, stdin, plan.confirm));
  const { work } = await client.data.erase({ contactId: plan.contactId, confirm: typed });
  const { figures } = await followWork(client, work, terminal);
  await tell(terminal, json, figures, [
    terminal.t("cli.data.erased", {
      messages: figures["messages"] ?? 0,
      tickets: figures["tickets"] ?? 0,
      files: figures["files"] ?? 0,
    }),
    terminal.t("data.erase.elsewhere"),
  ]);
  return 0;
}

function planLines(plan: ErasurePlan, { t }: Terminal): string[] {
  return [
    t("data.erase.who", { name: plan.name || plan.addresses.join(", "), addresses: plan.addresses.join(", ") }),
    t("data.erase.goes", {
      messages: plan.messages,
      conversations: plan.conversations,
      tickets: plan.tickets,
      notes: plan.notes,
    }),
    t("data.erase.files", { files: plan.files, size: megabytes(plan.fileBytes) }),
    ...(plan.sharedConversations === 0
      ? []
      : [t("data.erase.shared", { conversations: plan.sharedConversations, messages: plan.messagesOfOthers })]),
    ...(plan.outbox === 0 ? [] : [t("data.erase.outbox", { count: plan.outbox })]),
    t("data.erase.stays"),
    t("data.erase.elsewhere"),
  ];
}

/** Once, and only a person who is there. */
async function ask({ stderr, t, stop }: Terminal, stdin: Deps["stdin"], wanted: string): Promise<string> {
  if (stdin.isTTY !== true) return "";
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(`${t("cli.data.confirm", { address: wanted })} `, { signal: stop });
  } finally {
    lines.close();
  }
}

/** The host that does it may run in another folder. */
function absolute(path: string): string {
  return /[/\\]$/u.test(path) ? `${resolve(path)}/` : resolve(path);
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}

async function tell({ stdout }: Terminal, json: boolean, value: unknown, lines: readonly string[]): Promise<void> {
  if (json) return writeLine(stdout, JSON.stringify(value));
  for (const line of lines) await writeLine(stdout, line);
}
