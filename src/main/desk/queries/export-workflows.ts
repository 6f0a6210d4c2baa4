import { referencesOf, type Reference } from "#shared/automation/references.ts";
import { withoutSecrets } from "#shared/automation/secret-parts.ts";
import {
  WORKFLOW_BUNDLE_FORMAT,
  WORKFLOW_FILE_FORMAT,
  WORKFLOW_FILE_VERSION,
  type FileReference,
  type WorkflowBundle,
  type WorkflowFile,
} from "#shared/automation/workflow-file.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { ReadContext } from "../read-context.ts";
import { nameOfReference } from "../reference-names.ts";

/** F12: workflows as a file that other desks can import. @throws PD_DESK_NOT_FOUND */
export async function exportWorkflows(context: ReadContext, ids: readonly WorkflowId[]): Promise<WorkflowBundle> {
  const workflows: WorkflowFile[] = [];
  for (const id of ids) workflows.push(await exportWorkflow(context, id));
  return { format: WORKFLOW_BUNDLE_FORMAT, version: WORKFLOW_FILE_VERSION, workflows };
}

/** Ids go with the names of what they are of; tokens and keys stay here. @throws PD_DESK_NOT_FOUND */
export async function exportWorkflow(context: ReadContext, id: WorkflowId): Promise<WorkflowFile> {
  const workflow = context.setup.require("workflow", id);
  const { definition, leftOut } = withoutSecrets(workflow.definition);
  const { name, description, pipelineId, overridesRules } = workflow;
  const named: Reference[] = [
    ...(pipelineId === null ? [] : [{ kind: "pipeline" as const, id: pipelineId, path: "pipelineId" }]),
    ...referencesOf(definition),
  ];
  return {
    format: WORKFLOW_FILE_FORMAT,
    version: WORKFLOW_FILE_VERSION,
    id,
    name,
    description,
    pipelineId,
    overridesRules,
    definition,
    references: await fileReferences(context, named),
    leftOut: [...leftOut],
  };
}

async function fileReferences(context: ReadContext, named: readonly Reference[]): Promise<FileReference[]> {
  const found = new Map<string, FileReference>();
  const add = async ({ kind, id }: Pick<Reference, "kind" | "id">): Promise<void> => {
    if (found.has(`${kind} ${id}`)) return;
    const known = await nameOfReference(context, kind, id);
    // A stage is known by its name in its pipeline.
    if (known?.pipelineId !== undefined) await add({ kind: "pipeline", id: known.pipelineId });
    found.set(`${kind} ${id}`, { kind, id, name: known?.name ?? "", ...pipelineOf(known?.pipelineId) });
  };
  for (const reference of named) await add(reference);
  return Array.from(found.values());
}

const pipelineOf = (pipelineId: string | undefined) => (pipelineId === undefined ? {} : { pipelineId });
