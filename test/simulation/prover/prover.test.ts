/** All workflows of a desk looked at together: what is wrong between them is found, and nothing is reported of sets in which nothing is. */
import { expect, test } from "vitest";
import { lintWorkflow, type LintWarning } from "#shared/automation/lint/lint.ts";
import { FAULTS, faultySet, soundSet, type Linted } from "./generate.ts";
import { drawsOf } from "./random.ts";

/** Of each: sets with a fault, and sound ones. 5 000 have been gone through with `PIPEDESK_PROVER_SETS=5000`. */
const SETS = Number(process.env["PIPEDESK_PROVER_SETS"] ?? 200);

const warningsOf = (workflows: readonly Linted[]): LintWarning[] =>
  workflows.flatMap((workflow) => lintWorkflow(workflow, workflows));

test("[F12b] of sets with a planted loop, fight, dead arm, impossible condition or unguarded mail at least 99 of 100 are found", () => {
  const missed = Array.from({ length: SETS }, (_, seed) => seed).filter((seed) => {
    const { workflows, keys } = faultySet(drawsOf(seed), FAULTS[seed % FAULTS.length] ?? "loop");
    return !warningsOf(workflows).some(({ key }) => keys.includes(key));
  });
  // Their seeds, to be looked at: the kind is the seed modulo the kinds.
  expect({ missed: missed.length > SETS / 100 ? missed : [] }).toEqual({ missed: [] });
});

test("[F12b] of sound sets nothing is reported", () => {
  const reported = Array.from({ length: SETS }, (_, seed) => seed).flatMap((seed) =>
    warningsOf(soundSet(drawsOf(seed))).map(({ key, about }) => `${seed} ${key} ${about}`),
  );
  expect(reported).toEqual([]);
});
