import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import buildPrograms from "../support/build-programs.ts";
import type { BenchRow } from "./bench-row.ts";
import { FIXED_FLUSH_MS_VARIABLE, flushShim } from "./disk/build-shim.ts";
import { installPeers } from "./peers/install.ts";
import { NO_PEERS_VARIABLE } from "./peers/peer.ts";
import { tableOf } from "./table.ts";

// npm run bench [-- --json] [part of a file's name …]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
  .toSorted();

const noPeers = installPeers();
if (noPeers !== null) console.error(`The bench runs without peers: ${noPeers}.`);
// As they run where the program is installed. From source, stripping their types takes longer than what many a bench measures.
const removePrograms = await buildPrograms();
process.once("exit", removePrograms);
const shimFolder = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
process.once("exit", () => rmSync(shimFolder, { recursive: true, force: true }));
const environment = {
  ...process.env,
  ...flushShim(shimFolder),
  ...(noPeers === null ? {} : { [NO_PEERS_VARIABLE]: noPeers }),
};

/** @returns null where the process failed; it has said why on stderr */
function measure(file: string): BenchRow[] | null {
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  try {
    const output = join(directory, "rows.json");
    const script = resolve(import.meta.dirname, "measure-file.ts");
    // stdout is the table's, or the JSON's: what a bench prints goes to stderr.
    const { status } = spawnSync(
      process.execPath,
      ["--expose-gc", script, resolve(import.meta.dirname, file), output],
      {
        stdio: ["ignore", process.stderr.fd, "inherit"],
        env: environment,
      },
    );
    return status === 0 ? (JSON.parse(readFileSync(output, "utf8")) as BenchRow[]) : null;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const measured = files.map((file) => {
  console.error(`… ${file}`);
  return { file, rows: measure(file) };
});
const rows = measured.flatMap((entry) => entry.rows ?? []);
const broken = measured.filter((entry) => entry.rows === null).map((entry) => entry.file);
const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? "",
  cores: cpus().length,
  /** Over the last 15 minutes: what else ran beside the bench shows here. */
  load: Number((loadavg()[2] ?? 0).toFixed(1)),
  /** null: as the disk is. */
  flushMs: process.env[FIXED_FLUSH_MS_VARIABLE] ?? null,
};

if (values.json) {
  console.log(JSON.stringify({ machine, rows, broken }, null, 2));
} else {
  const missed = rows.filter((row) => row.met === false).length;
  console.log(`${tableOf(rows)}\n`);
  const disk = machine.flushMs === null ? "" : `, every flush takes ${machine.flushMs} ms`;
  console.log(`Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.load}${disk}`);
  console.log(
    `${rows.length} rows, ${missed} over budget, ${broken.length} files broken${broken.map((file) => ` ${file}`).join("")}`,
  );
}
// A missed budget is a finding, not a fault: how fast a machine is differs. A bench that can't run is a fault.
process.exitCode = broken.length > 0 || files.length === 0 ? 1 : 0;
