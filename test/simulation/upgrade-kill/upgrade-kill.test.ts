import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createRandom } from "#main/demo/random.ts";
import { dumpDesk, normaliseDump } from "../../support/desk-dump.ts";
import { expectedOf, OPENED_AT_EPOCH_MS, unpackOldDesk, type OldDesk } from "../../support/old-desk.ts";
import { programEnv, programPath } from "../../support/programs.ts";
import { openTestDesk } from "../../support/test-desk.ts";
import type { UpgradeTask } from "./upgrade-child.ts";

const NAME = "before-one-commit";
/** `PIPEDESK_KILL_SEEDS=100` */
const SEEDS = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? "1");
/** More than there are in any upgrade so far. */
const STATEMENTS = 200;
/** Of those at the beginning, where the copy and the upgrade are, so many count as much as all the others. */
const FIRST_STATEMENTS = 40;
/** Deaths of one desk, one after the other. */
const MAX_KILLS = 3;
const TIMEOUT_MS = 120_000;

/** @returns whether it was killed */
function openInChild(task: UpgradeTask): boolean {
  const { status, signal, stderr } = spawnSync(process.execPath, [programPath("upgrade"), JSON.stringify(task)], {
    encoding: "utf8",
    env: programEnv(),
  });
  if (signal !== "SIGKILL" && status !== 0) throw new Error(`The desk did not open: ${stderr}`);
  return signal === "SIGKILL";
}

async function unpack(): Promise<OldDesk> {
  const old = await unpackOldDesk(NAME);
  onTestFinished(() => old.remove());
  return old;
}

function rowsOf(path: string): unknown {
  const sql = new DatabaseSync(path, { readOnly: true });
  const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%~%' ORDER BY name");
  const rows = tables.all().map(({ name }) => sql.prepare(`SELECT * FROM "${String(name)}"`).all());
  sql.close();
  return rows;
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  "[F7] [H4] seed %i: killed at any statement of its upgrade, a desk of the version before is whole in the end, and so is the copy of it",
  async (seed) => {
    const random = createRandom(seed).fork("upgrade-kill");
    const old = await unpack();
    const before = rowsOf(join(old.dataDir, "desk.sqlite"));
    const kills = Array.from({ length: random.integer(1, MAX_KILLS) }, () => ({
      statement: random.integer(1, random.chance(0.5) ? FIRST_STATEMENTS : STATEMENTS),
      isDone: random.chance(0.5),
    }));
    const ends = kills.map((killAt) => openInChild({ dataDir: old.dataDir, killAt }));
    expect(ends).toContain(true);

    const desk = await openTestDesk({ dataDir: old.dataDir, nowEpochMs: OPENED_AT_EPOCH_MS });
    const dump = await dumpDesk(desk.core.context.store);
    await desk.core.close();
    const found = normaliseDump(dump, { ...old, openedAtEpochMs: OPENED_AT_EPOCH_MS });
    expect(found, JSON.stringify(kills)).toEqual(await expectedOf(NAME));
    const copies = (await readdir(old.dataDir)).filter((name) => name.includes(".backup."));
    expect(copies).toEqual(["desk.format-1.backup.sqlite"]);
    expect(rowsOf(join(old.dataDir, "desk.format-1.backup.sqlite"))).toEqual(before);
  },
  TIMEOUT_MS,
);
