import type { DeskClient } from "#shared/contract/index.ts";
import type { Problems, ProblemView } from "#shared/contract/workflow-files.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import type { ExitCode } from "../../terminal.ts";
import { bareDefinition, readJson, type ReadInput } from "./definition-file.ts";
import { findPipeline, findWorkflow } from "./find.ts";
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
  let errors = 0;
  let warnings = 0;
  for (const { name, problems } of await check(client, wanted, readInput)) {
    errors += problems.errors.length;
    warnings += problems.warnings.length;
    if (output.json) await output.value({ workflow: name, ...problems });
    else await output.lines([...lines(name, "error", problems.errors), ...lines(name, "warning", problems.warnings)]);
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

function lines(name: string, severity: "error" | "warning", problems: readonly ProblemView[]): string[] {
  return problems.map(({ path, key, about }) =>
    cut(
      `${plainText(name)}: ${path}: ${severity}: ${key}${about === "" ? "" : ` (${plainText(about)})`}`,
      LINE_WIDTH * 2,
    ),
  );
}
