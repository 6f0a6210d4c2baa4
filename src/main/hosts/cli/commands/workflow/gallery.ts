import type { DeskClient } from "#shared/contract/index.ts";
import { GALLERY_KEYS } from "#shared/automation/gallery/names.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { PropertyValue } from "#shared/model/event.ts";
import { table } from "../../table.ts";
import { findPipeline } from "./find.ts";
import type { Output } from "./output.ts";

/** The ready workflows (F12). */
export async function listGallery(client: DeskClient, pipeline: string | undefined, output: Output): Promise<void> {
  const { items } = await client.gallery.list({ language: output.language, ...(await inPipeline(client, pipeline)) });
  if (output.json) {
    for (const item of items) await output.value(item);
    return;
  }
  const { t } = output;
  await output.lines(
    table(
      [
        { title: t("cli.workflow.column.key") },
        { title: t("cli.workflow.column.name"), min: 40 },
        { title: t("cli.workflow.column.parameters"), min: 8 },
      ],
      items.map(({ key, name, parameters }) => [
        key,
        name,
        // What must be said stands first.
        parameters
          .toSorted((a, b) => Number(a.default !== null) - Number(b.default !== null))
          .map((parameter) => (parameter.default === null ? `${parameter.name}!` : parameter.name))
          .join(" "),
      ]),
    ),
  );
}

type Wanted = {
  readonly key: string;
  readonly pipeline?: string;
  readonly name?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** Makes a ready workflow, switched off. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID with the paths of what does not fit */
export async function addFromGallery(client: DeskClient, wanted: Wanted, output: Output): Promise<void> {
  const key = GALLERY_KEYS.find((one) => one === wanted.key);
  if (key === undefined) throw notFound("ready workflow", wanted.key);
  const workflow = await client.gallery.add({
    key,
    language: output.language,
    parameters: Object.fromEntries(
      Object.entries(wanted.parameters).map(([name, value]) => [name, PropertyValue.parse(value)]),
    ),
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    ...(await inPipeline(client, wanted.pipeline)),
  });
  if (output.json) return output.value(workflow);
  await output.line(output.t("cli.workflow.imported", { name: workflow.name, id: workflow.id }));
}

async function inPipeline(client: DeskClient, pipeline: string | undefined) {
  return pipeline === undefined ? {} : { pipelineId: (await findPipeline(client, pipeline)).id };
}
