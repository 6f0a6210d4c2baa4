import { resolve } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { Core, ImportLine } from "#main/core.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { ChannelId } from "#shared/model/ids.ts";
import { defaultDataDir } from "../../data-dir.ts";
import { createImportProgress, type ImportProgressBar } from "../import-progress.ts";
import type { OpenCore, OpenDesk } from "../../open-core.ts";
import { createStderrLog } from "../../stderr-log.ts";
import { writeLine, type ExitCode, type Terminal } from "../terminal.ts";

export type ImportOptions = {
  readonly data?: string;
  /** Addresses of the desk itself, lower case. */
  readonly own: readonly string[];
  /** Id, name or address of the channel that the mail came by; absent: the desk's channel for imports. */
  readonly channel?: string;
  readonly json: boolean;
  readonly verbose: boolean;
};

/** The part of the core that imports. */
export type ImportingCore = OpenCore & Pick<Core, "importMail">;

type Counts = { imported: number; duplicates: number; setAside: number; failed: number };

/** `pipedesk import`. 0 only if every message was imported, was there already, or was set aside with its source. */
export async function importMail(
  paths: readonly string[],
  options: ImportOptions,
  { terminal, openDesk }: { terminal: Terminal; openDesk: OpenDesk<ImportingCore> },
): Promise<ExitCode> {
  const log = createStderrLog(terminal.stderr, { verbose: options.verbose });
  const dataDir = resolve(options.data ?? defaultDataDir(terminal.machine, "desk"));
  const core = await openDesk({ dataDir, log });
  try {
    const channelId = options.channel === undefined ? undefined : await findChannel(core, options.channel);
    const progress = createImportProgress(terminal);
    try {
      const lines = core.importMail({
        paths,
        ownAddresses: options.own,
        signal: terminal.stop,
        onProgress: (done) => progress.show(done),
        ...(channelId === undefined ? {} : { channelId }),
      });
      return await present(lines, options, terminal, progress);
    } finally {
      progress.clear();
    }
  } finally {
    await core.close();
  }
}

async function present(
  lines: AsyncIterable<ImportLine>,
  { json }: ImportOptions,
  { stdout, stderr, stop, t }: Terminal,
  progress: ImportProgressBar,
): Promise<ExitCode> {
  const counts: Counts = { imported: 0, duplicates: 0, setAside: 0, failed: 0 };
  const tell = async (line: string) => {
    progress.clear();
    await writeLine(stdout, line);
  };
  const heldBack = new Set<string>();
  for await (const line of lines) {
    for (const id of line.heldBack ?? []) heldBack.add(id);
    const outcome = outcomeOf(line);
    counts[outcome] += 1;
    progress.count();
    const { file, index, reason } = line;
    if (json) await tell(JSON.stringify(line));
    else if (outcome === "failed") await tell(t("cli.import.failed", { file, reason }));
    else if (outcome === "setAside") await tell(t("cli.import.setAside", { file, index: String(index + 1), reason }));
  }
  await tell(
    json
      ? JSON.stringify({ summary: { ...counts, heldBack: heldBack.size, complete: !stop.aborted } })
      : t("cli.import.done", counts),
  );
  if (!json && heldBack.size > 0) await tell(t("cli.import.heldBack", { count: heldBack.size }));
  if (stop.aborted) await writeLine(stderr, t("cli.import.stopped"));
  return counts.failed === 0 && !stop.aborted ? 0 : 1;
}

function outcomeOf({ status, messageId }: ImportLine): keyof Counts {
  switch (status) {
    case "imported":
      return "imported";
    case "duplicate":
      return "duplicates";
    case "set-aside":
      // Nothing of it could be kept: a file that can't be opened.
      return messageId === "" ? "failed" : "setAside";
  }
}

/** The channel with this id, name or address. @throws PD_DESK_NOT_FOUND */
async function findChannel(core: ImportingCore, wanted: string): Promise<ChannelId> {
  const { channels } = createRouterClient(core.router, { context: { userId: core.owner() } });
  const { items } = await channels.list();
  const found = items.find(({ id, name, address }) =>
    [id, name, address].some((word) => word.toLowerCase() === wanted.toLowerCase()),
  );
  if (!found) throw notFound("channel", wanted);
  return ChannelId.parse(found.id);
}
