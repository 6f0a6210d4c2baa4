import type { DefinitionContext } from "#shared/automation/validate/validate.ts";
import { isLeaving } from "#shared/rules/pipeline-rules/removal.ts";
import { stayingStageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { ReadContext } from "./read-context.ts";

/** The workflow that a definition is, or becomes, as far as it matters to what the definition may say. */
export type DefinedWorkflow = {
  /** Null: it is not there yet. */
  readonly id: string | null;
  readonly pipelineId: string | null;
  /** E1: the stage whose card it is. */
  readonly cardOf?: string | undefined;
};

/** What the desk has that a definition may name. `coming`: workflows that are made together with it. */
export function definitionContext(
  { setup }: Pick<ReadContext, "setup">,
  workflow: DefinedWorkflow,
  coming: ReadonlySet<string> = new Set(),
): DefinitionContext {
  const isStage = (stageId: string, ofPipeline: string | null) =>
    setup
      .pipelines()
      .some(
        (pipeline) => (ofPipeline ?? pipeline.id) === pipeline.id && stayingStageOf(pipeline, stageId) !== undefined,
      );
  return {
    pipelineId: workflow.pipelineId,
    cardOf: workflow.cardOf,
    hasStage: isStage,
    hasPropertyKey: (key) => setup.all("property").some((property) => property.key === key),
    isTokenInUse: (token) =>
      setup
        .all("workflow")
        .some(
          ({ id, definition }) =>
            id !== workflow.id &&
            definition.triggers.some((trigger) => trigger.type === "incoming-webhook" && trigger.token === token),
        ),
    has(kind, id) {
      switch (kind) {
        case "stage":
          return isStage(id, null);
        case "workflow":
          return coming.has(id) || setup.find(kind, id) !== null;
        case "pipeline": {
          const pipeline = setup.find(kind, id);
          return pipeline !== null && !isLeaving(pipeline);
        }
        // One that is archived serves what uses it already.
        case "property":
        case "user":
        case "channel":
        case "team":
        case "mail-template":
          return setup.find(kind, id) !== null;
        case "property-option":
          return setup.all("property").some(({ options }) => Object.hasOwn(options, id));
        // People are thousands, and one that is gone matches nothing.
        case "contact":
        case "company":
          return true;
      }
    },
  };
}
