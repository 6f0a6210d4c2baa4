import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { activeWorkflows } from "./automation/active-workflows.ts";
import { definition, inFolder, insertWorkflows, openCore, step } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import type { StartFigures } from "./automation/start-child.ts";
import type { BenchRow } from "./bench-row.ts";
import { row } from "./storage/measure.ts";

const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "100000");
/** The best counts: the others measure what else the machine did. */
const ROUNDS = 3;

/** From the program's start to a board that a person can use, each time in a process of its own, as it is. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertFullDesk(core, TICKETS, Date.now());
    await insertWorkflows(core, [...activeWorkflows(100), ...timedWorkflows()]);
    await core.close();
    const rounds = Array.from({ length: ROUNDS }, () => start(dataDir));
    const best = (of: (figures: StartFigures) => number) => Math.min(...rounds.map(of));
    const name = `start to a usable board, ${TICKETS} tickets`;
    return [
      row(
        name,
        "ms",
        best(({ boardMs }) => boardMs),
        null,
        ["< 1500 ms", (value) => value < 1_500],
      ),
      row(
        "… of which the core opens",
        "ms",
        best(({ openMs }) => openMs),
        null,
        null,
      ),
      row(
        "… until all timers are set and the core rests",
        "ms",
        best(({ restMs }) => restMs),
        null,
        null,
      ),
      row(
        "… from the process's start, compiling the sources",
        "ms",
        best(({ processMs }) => processMs),
        null,
        null,
      ),
      row(
        "… resident memory of the process then",
        "MB",
        best(({ residentMb }) => residentMb),
        null,
        ["< 400 MB", (value) => value < 400],
      ),
    ];
  });
}

/** Each counts from another date of every ticket; none is due while the bench runs. */
function timedWorkflows(): WorkflowDefinition[] {
  const steps: WorkflowDefinition["steps"] = [{ id: step("tag"), type: "add-tags", tags: ["late"] }];
  const year = { amount: 365, unit: "days" } as const;
  return [
    definition(steps, {
      triggers: [{ id: "t1", type: "silence", after: "customer-message", duration: year, businessHours: false }],
    }),
    definition(steps, {
      triggers: [
        {
          id: "t1",
          type: "date-reached",
          property: "createdAtEpochMs",
          offset: { duration: year, direction: "after" },
          businessHours: false,
        },
      ],
    }),
  ];
}

function start(dataDir: string): StartFigures {
  const script = join(import.meta.dirname, "automation/start-child.ts");
  const { status, stdout } = spawnSync(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("The desk did not start.");
  return JSON.parse(stdout) as StartFigures;
}
