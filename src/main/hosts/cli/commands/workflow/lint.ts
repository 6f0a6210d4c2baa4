import type { DeskClient } from "#shared/contract/index.ts";
import type { Problems, ProblemView } from "#shared/contract/workflow-files.ts";
import { describeProblem, type ProblemKey } from "#shared/automation/describe/describe.ts";
import { say } from "#shared/automation/describe/words.ts";
import { plainText } from "../../table.ts";
import { workflowProblems } from "#shared/i18n/en/workflow-problems.ts";
import type { ExitCode } from "../../terminal.ts";
import { bareDefinition, readJson, type ReadInput } from "./definition-file.ts";
import { findPipeline, findWorkflow } from "./find.ts";
import { loadNames, type Names } from "./names.ts";
import type { Output } from "./output.ts";

type Wanted = { readonly workflow?: string; readonly file?: string; readonly pipeline?: string };
type Checked = { readonly name: string; readonly problems: Problems };

/** Mistakes and warnings with their paths (F12b). 1 where there is a mistake. */
export async function lint(
  client: DeskClient,
  wanted: Wanted,
  readInput: ReadInput,
  output: Output,
): Promise<ExitCode> {
  const names = await loadNames(client, output.language);
  let errors = 0;
  let warnings = 0;
  for (const { name, problems } of await check(client, wanted, readInput)) {
    errors += problems.errors.length;
    warnings += problems.warnings.length;
    if (output.json) await output.value({ workflow: name, ...problems });
    else
      await output.lines([
        ...lines(name, "error", problems.errors, names),
        ...lines(name, "warning", problems.warnings, names),
      ]);
  }
  if (!output.json) await output.line(output.t("cli.workflow.lintDone", { errors, warnings }));
  return errors === 0 ? 0 : 1;
}

async function check(
  client: DeskClient,
  { workflow, file, pipeline }: Wanted,
  readInput: ReadInput,
): Promise<Checked[]> {
  if (file !== undefined) {
    const json = await readJson(file, readInput);
    const pipelineId = pipeline === undefined ? null : (await findPipeline(client, pipeline)).id;
    return [{ name: file, problems: await client.workflows.lint({ definition: bareDefinition(json), pipelineId }) }];
  }
  const { items } =
    workflow === undefined ? await client.workflows.list({}) : { items: [await findWorkflow(client, workflow)] };
  const checked: Checked[] = [];
  for (const { id, name } of items) checked.push({ name, problems: await client.workflows.problems({ id }) });
  return checked;
}

/** `VIP: steps.2.stageId: error: The status …` */
function lines(name: string, severity: "error" | "warning", problems: readonly ProblemView[], names: Names): string[] {
  return problems.map((problem) => {
    const { key, about } = problem;
    const words = isKnownProblem(key)
      ? say(describeProblem({ ...problem, key }, names.find), names.speaker)
      : `${key} ${about}`;
    return plainText(`${name}: ${problem.path}: ${severity}: ${words}`);
  });
}

/** A host of a newer version may know more. */
function isKnownProblem(key: string): key is ProblemKey {
  return Object.hasOwn(workflowProblems, `words.problem.${key}`);
}
