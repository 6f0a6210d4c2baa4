import type { DeskClient } from "#shared/contract/index.ts";
import type { UnresolvedReference } from "#shared/contract/workflow-files.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { plainText } from "../../table.ts";
import type { ExitCode } from "../../terminal.ts";
import { readJson, type ReadInput } from "./definition-file.ts";
import type { Output } from "./output.ts";

type Wanted = { readonly file: string; readonly map: readonly string[]; readonly enable: boolean };
type Mapping = NonNullable<Parameters<DeskClient["workflows"]["import"]>[0]["mapping"]>;

/** Imports workflows from a file (F12). 1 where names in it stand for nothing here: then nothing is imported. */
export async function importWorkflows(
  client: DeskClient,
  wanted: Wanted,
  readInput: ReadInput,
  output: Output,
): Promise<ExitCode> {
  const { t } = output;
  const file = await readJson(wanted.file, readInput);
  const first = await client.workflows.import({ file });
  const mapping = wanted.map.map((text) => mappingOf(text, first.unresolved));
  const result =
    first.unresolved.length > 0 && mapping.length > 0 ? await client.workflows.import({ file, mapping }) : first;
  const enabled = [];
  if (wanted.enable)
    for (const { id } of result.items) enabled.push(await client.workflows.update({ id, enabled: true }));
  const items = wanted.enable ? enabled : result.items;
  if (output.json) await output.value({ ...result, items });
  else {
    for (const { name, id } of items)
      await output.line(
        t(wanted.enable ? "cli.workflow.importedOn" : "cli.workflow.imported", { name: plainText(name), id }),
      );
    for (const path of result.leftOut) await output.line(t("cli.workflow.leftOut", { path }));
    await output.lines(result.unresolved.flatMap((reference) => unresolvedLines(reference, output)));
  }
  return result.unresolved.length === 0 ? 0 : 1;
}

function unresolvedLines({ kind, id, name, paths, candidates }: UnresolvedReference, { t }: Output): string[] {
  return [
    t("cli.workflow.unresolved", { kind, name: plainText(name ?? id), id }),
    ...paths.map((path) => `  ${path}`),
    ...candidates.map((candidate) => `  --map ${id}=${candidate.id}  (${plainText(candidate.name)})`),
  ];
}

/** `ID=ID`: what the file calls so is this here. */
function mappingOf(text: string, unresolved: readonly UnresolvedReference[]): Mapping[number] {
  const at = text.indexOf("=");
  const [id, to] = [text.slice(0, at), text.slice(at + 1)];
  const reference = unresolved.find((one) => one.id === id || one.name === id);
  if (at < 1 || !reference)
    throw new PipedeskError("PD_INPUT_INVALID", `--map ${text}: the file has no such name that is open.`, {
      details: { issues: unresolved.map((one) => ({ path: one.id, message: `${one.kind} ${one.name ?? ""}`.trim() })) },
    });
  return { kind: reference.kind, id: reference.id, to };
}
