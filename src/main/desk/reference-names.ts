import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { PersonId } from "#shared/model/ids.ts";
import { stayingStages } from "#shared/rules/pipeline-rules/stages.ts";
import type { ReadContext } from "./read-context.ts";

/** What a document of the desk is called where a workflow names it. */
export type NamedDocument = {
  readonly id: string;
  /** Of users, channels and contacts their address where they have one: names are shared. */
  readonly name: string;
  /** What else it may be called: a user's name beside the address. */
  readonly alias?: string;
  /** Of a stage. */
  readonly pipelineId?: string;
};

/** Null: there is none. */
export async function nameOfReference(
  context: ReadContext,
  kind: ReferenceKind,
  id: string,
): Promise<NamedDocument | null> {
  if (kind === "contact" || kind === "company") {
    const person = await context.store.people.get(PersonId.parse(id.slice(0, 128) || "-"));
    return person ? { id, name: ("address" in person && person.address) || person.name } : null;
  }
  return documentsOf(context, kind).find((document) => document.id === id) ?? null;
}

/** All documents of a kind that workflows name; people are too many to be listed. */
export function documentsOf(
  { setup }: Pick<ReadContext, "setup">,
  kind: Exclude<ReferenceKind, "contact" | "company">,
): NamedDocument[] {
  switch (kind) {
    case "stage":
      return setup
        .pipelines()
        .flatMap((pipeline) => stayingStages(pipeline).map(({ id, name }) => ({ id, name, pipelineId: pipeline.id })));
    case "user":
    case "channel":
      return setup.all(kind).map(({ id, name, address }) => ({ id, name: address || name, alias: name }));
    case "property-option":
      return setup
        .all("property")
        .flatMap((property) =>
          Object.entries(property.options).map(([id, { name }]) => ({ id, name: `${property.name}: ${name}` })),
        );
    case "property":
    case "pipeline":
    case "team":
    case "workflow":
    case "mail-template":
      return setup.all(kind).map(({ id, name }) => ({ id, name }));
  }
}
