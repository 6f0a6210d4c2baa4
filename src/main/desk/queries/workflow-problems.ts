import type { Problems } from "#shared/contract/workflow-files.ts";
import { lintWorkflow, type LintDesk } from "#shared/automation/lint/lint.ts";
import { validateDefinition } from "#shared/automation/validate/validate.ts";
import { readDefinition } from "#shared/automation/workflow-file.ts";
import type { PipelineId, WorkflowId } from "#shared/model/ids.ts";
import { cardStageOf } from "../definition-fits.ts";
import type { ReadContext } from "../read-context.ts";
import { definitionContext } from "../definition-context.ts";

/** What is wrong with a definition, and what is odd (F12b). `id`: whose it is or becomes. */
export function problemsOfDefinition(
  context: ReadContext,
  input: { readonly definition: unknown; readonly pipelineId: PipelineId | null; readonly id?: WorkflowId | undefined },
): Problems {
  const read = readDefinition(input.definition);
  if (read.kind === "refused") {
    const errors = read.issues.map(({ path, message }) => ({
      path: path.replace(/^definition\.?/u, ""),
      key: "not-valid",
      about: message,
    }));
    return { errors, warnings: [] };
  }
  const { definition } = read;
  const { id = null, pipelineId } = input;
  const known = id === null ? null : context.setup.find("workflow", id);
  const cardOf = known ? cardStageOf(known) : undefined;
  const others = context.setup.all("workflow").filter(({ enabled }) => enabled);
  return {
    errors: validateDefinition(definition, definitionContext(context, { id, pipelineId, cardOf })),
    warnings: lintWorkflow({ id, pipelineId, definition }, others, lintDesk(context)),
  };
}

function lintDesk({ setup }: ReadContext): LintDesk {
  return {
    places: setup
      .pipelines()
      .flatMap(({ id: pipelineId, stages }) =>
        stages.map(({ id: stageId, kind: stageKind }) => ({ stageId, stageKind, pipelineId })),
      ),
    teamSize: (teamId) => setup.find("team", teamId)?.userIds.length ?? null,
    workflow(id) {
      const found = setup.find("workflow", id);
      return found === null ? "gone" : found.enabled ? "on" : "off";
    },
  };
}

/** @throws PD_DESK_NOT_FOUND */
export function problemsOfWorkflow(context: ReadContext, id: WorkflowId): Problems {
  const { definition, pipelineId } = context.setup.require("workflow", id);
  return problemsOfDefinition(context, { definition, pipelineId, id });
}
