import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { moveDesk } from "#main/store/move-desk.ts";
import type { DeskPlace } from "#main/store/open-reads.ts";
import { defaultDataDir } from "../../data-dir.ts";
import { writeLine, type ExitCode, type Terminal } from "../terminal.ts";

/** One of the two addresses is given; the desk's folder is the other end. */
export type MoveOptions = {
  readonly data?: string;
  /** `postgres://…`: the desk is copied there. */
  readonly to?: string;
  /** `postgres://…`: the desk is copied from there. */
  readonly from?: string;
  readonly json: boolean;
};

const SHOW_EVERY = 1_000;

/** `pipedesk server move`. Copies a desk from its folder to PostgreSQL, or back; what it is copied from stays as it is. @throws PD_DESK_ALREADY_STARTED, PD_STORE_… */
export async function move(
  { data, to, from, json }: MoveOptions,
  { terminal: { machine, stdout, stderr, t, stop } }: { terminal: Terminal },
): Promise<ExitCode> {
  const databaseUrl = to ?? from;
  if (databaseUrl === undefined || (to !== undefined && from !== undefined))
    throw new PipedeskError("PD_STORE_FAILED", t("cli.move.oneAddress"));
  const folder: DeskPlace = { dataDir: resolve(data ?? defaultDataDir(machine, "desk")) };
  // What a process that works on a desk on PostgreSQL needs for a while.
  const temporary = await mkdtemp(join(tmpdir(), "pipedesk-move-"));
  const database: DeskPlace = { dataDir: temporary, databaseUrl };
  try {
    let shown = 0;
    const done = await moveDesk(
      to === undefined ? database : folder,
      to === undefined ? folder : database,
      ({ documents, files }) => {
        if (json || documents + files < shown + SHOW_EVERY) return;
        shown = documents + files;
        stderr.write(`${t("cli.move.progress", { documents, files })}\n`);
      },
      stop,
    );
    await writeLine(stdout, json ? JSON.stringify(done) : t("cli.move.done", done));
    return 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
