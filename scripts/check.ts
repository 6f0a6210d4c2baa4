import { runStage, runTogether, unreachedStage } from "./check/run-stage.ts";
import { EVERY_LAUNCHER_PLAN, FAST_PLAN, FULL_PLAN } from "./check/stages.ts";
import { skipsAsFailures, type StageResult, summaryOf } from "./check/summary.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const fast = process.argv.includes("--fast");
// For a machine that was given all that the tests need: there a test that left itself out proves nothing.
const mayNotSkip = process.argv.includes("--no-skips");

const fullPlan = process.argv.includes("--every-launcher") ? EVERY_LAUNCHER_PLAN : FULL_PLAN;

const results: StageResult[] = [];
const hasFailed = (name: string | undefined) =>
  results.some((result) => result.name === name && result.tally.failed.length > 0);

for (const group of fast ? FAST_PLAN : fullPlan) {
  const [stage] = group;
  if (group.length > 1) results.push(...(await runTogether(group)));
  else if (stage !== undefined)
    results.push(hasFailed(stage.needs) ? unreachedStage(stage) : await runStage(stage, "as it comes"));
}

const summary = summaryOf(mayNotSkip ? results.map(skipsAsFailures) : results);
console.log(["", ...summary.lines, "", summary.lastLine].join("\n"));
process.exitCode = summary.ok ? 0 : 1;
