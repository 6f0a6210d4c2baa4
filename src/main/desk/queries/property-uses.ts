import type { PropertyUses } from "#shared/contract/properties.ts";
import type { Property, PropertyId } from "#shared/model/setup/property.ts";
import { ticketsWithValue } from "#main/store/tickets-with-value.ts";
import type { ReadContext } from "../read-context.ts";
import { workflowsNaming } from "./workflows-naming.ts";

/** Whatever would miss the property, or be left with a value that nobody can read. @throws PD_DESK_NOT_FOUND */
export async function propertyUses(
  context: Pick<ReadContext, "setup" | "store">,
  id: PropertyId,
): Promise<PropertyUses> {
  const { setup, store } = context;
  const property = setup.require("property", id);
  const naming = await workflowsNaming(context, "property", id);
  const written = setup.all("workflow").filter(({ definition }) => isWrittenIn(property, JSON.stringify(definition)));
  return {
    workflows: [...new Set([...naming, ...written.map(({ name }) => name)])],
    mailTemplates: setup
      .all("mail-template")
      .filter(({ subject, body, html }) => isWrittenIn(property, `${subject} ${body} ${html ?? ""}`))
      .map(({ name }) => name),
    stages: setup
      .pipelines()
      .flatMap(({ name: pipeline, stages, rules }) =>
        stages.flatMap(({ id: stageId, name: stage }) =>
          rules.requiredValues?.[stageId]?.includes(id) === true ? [{ pipeline, stage }] : [],
        ),
      ),
    tickets: await ticketsWithValue(store.sql, id),
  };
}

/** Whether a template names it. */
function isWrittenIn({ key }: Property, text: string): boolean {
  return new RegExp(`\\bproperties\\.${key}\\b`, "u").test(text);
}
