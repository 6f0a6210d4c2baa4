import { runStage, unreachedStage } from "./check/run-stage.ts";
import { ALL_STAGES, FAST_STAGES } from "./check/stages.ts";
import { type StageResult, summaryOf } from "./check/summary.ts";

const results: StageResult[] = [];
for (const stage of process.argv.includes("--fast") ? FAST_STAGES : ALL_STAGES) {
  console.log(`\n── ${stage.name}`);
  const isReachable = !results.some(({ name, tally }) => name === stage.needs && tally.failed.length > 0);
  results.push(isReachable ? await runStage(stage) : unreachedStage(stage));
}

const summary = summaryOf(results);
console.log(["", ...summary.lines, "", summary.lastLine].join("\n"));
process.exitCode = summary.ok ? 0 : 1;
