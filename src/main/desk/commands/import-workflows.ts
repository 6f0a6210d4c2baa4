import type { UnresolvedReference } from "#shared/contract/workflow-files.ts";
import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { mapReferences, referencesOf } from "#shared/automation/references.ts";
import { validateDefinition } from "#shared/automation/validate/validate.ts";
import { readWorkflowFile, type FileReference, type WorkflowFile } from "#shared/automation/workflow-file.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { PipelineId, WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Actor, DeskContext } from "../context.ts";
import { definitionContext } from "../definition-context.ts";
import { derivedId } from "../derived-ids.ts";
import { documentsOf, nameOfReference, type NamedDocument } from "../reference-names.ts";
import { addSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { invalid, newWorkflow } from "./workflows.ts";

export type ImportInput = {
  readonly file: unknown;
  readonly mapping: readonly { readonly kind: ReferenceKind; readonly id: string; readonly to: string }[];
};

export type Imported = {
  readonly workflows: readonly Workflow[];
  readonly unresolved: readonly UnresolvedReference[];
  readonly leftOut: readonly string[];
};

/**
 * F12: makes workflows of a file, switched off. What the file names is found by the mapping, else by its name; where that finds none or several, nothing is made and
 * the answer asks.
 * @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_TOO_LARGE, PD_INPUT_INVALID with the paths of what can't be read or does not fit
 */
export function importWorkflows(context: DeskContext, actor: Actor, { file, mapping }: ImportInput): Promise<Imported> {
  requireAutomationAccess(actor);
  const read = readWorkflowFile(file);
  if (read.kind === "too-large") throw new PipedeskError("PD_INPUT_TOO_LARGE", "The file is too large for workflows.");
  if (read.kind === "refused") throw invalid("The file holds no workflows that can be read.", read.issues);
  return context.queue.run(async () => {
    const ids = read.workflows.map(() => WorkflowId.parse(derivedId("w", context.nextStamp())));
    const resolved = await resolveReferences(context, read.workflows, ids, mapping);
    if (resolved.unresolved.length > 0) return { workflows: [], unresolved: resolved.unresolved, leftOut: [] };
    const made = read.workflows.map((one, position) => ({
      file: one,
      workflow: newWorkflow(context, actor, workflowOf(one, resolved.idOf), ids[position]),
    }));
    const first = made[0]?.workflow.order ?? 0;
    const workflows = made.map(({ workflow }, position) => ({ ...workflow, order: first + position }));
    requireAllFitting(context, workflows);
    await addSetup(context, workflows);
    return {
      workflows: ids.map((id) => context.setup.require("workflow", id)),
      unresolved: [],
      leftOut: made.flatMap(({ file: { leftOut } }, position) =>
        leftOut.map((path) => `workflows.${position}.definition.${path}`),
      ),
    };
  });
}

type IdOf = (kind: ReferenceKind, id: string) => string;

function workflowOf(file: WorkflowFile, idOf: IdOf) {
  const { name, description, overridesRules, pipelineId } = file;
  return {
    name,
    description,
    overridesRules,
    pipelineId: pipelineId === null ? null : PipelineId.parse(idOf("pipeline", pipelineId)),
    enabled: false,
    definition: mapReferences(file.definition, ({ kind, id }) => idOf(kind, id)),
  };
}

function requireAllFitting(context: DeskContext, workflows: readonly Workflow[]): void {
  const coming = new Set<string>(workflows.map(({ id }) => id));
  const issues = workflows.flatMap(({ id, pipelineId, definition }, position) =>
    validateDefinition(definition, definitionContext(context, { id, pipelineId }, coming)).map(
      ({ path, key, about }) => ({
        path: `workflows.${position}.definition.${path}`,
        message: `${key}: ${about}`,
      }),
    ),
  );
  if (issues.length > 0) throw invalid("The workflows do not fit this desk.", issues);
}

type Named = { readonly kind: ReferenceKind; readonly id: string; readonly paths: string[] };

async function resolveReferences(
  context: DeskContext,
  files: readonly WorkflowFile[],
  ids: readonly WorkflowId[],
  mapping: ImportInput["mapping"],
): Promise<{ readonly idOf: IdOf; readonly unresolved: UnresolvedReference[] }> {
  const keyOf = (kind: ReferenceKind, id: string) => `${kind} ${id}`;
  const told = new Map<string, FileReference>();
  for (const one of files.flatMap(({ references }) => references)) told.set(keyOf(one.kind, one.id), one);
  const meant = new Map(mapping.map(({ kind, id, to }) => [keyOf(kind, id), to]));
  const found = new Map<string, string>();
  files.forEach(({ id }, position) => {
    const own = ids[position];
    if (id !== undefined && own !== undefined) found.set(keyOf("workflow", id), own);
  });
  const unresolved: UnresolvedReference[] = [];
  const named = namesIn(files);
  // Pipelines first: their stages are looked for in them.
  const inOrder = [
    ...named.filter(({ kind }) => kind === "pipeline"),
    ...named.filter(({ kind }) => kind !== "pipeline"),
  ];
  for (const { kind, id, paths } of inOrder) {
    const key = keyOf(kind, id);
    const reference = told.get(key) ?? { kind, id, name: "" };
    const to = meant.get(key);
    if (to === undefined && found.has(key)) continue;
    const within = reference.pipelineId && (found.get(keyOf("pipeline", reference.pipelineId)) ?? reference.pipelineId);
    const candidates = await candidatesFor(context, reference, to ?? null, within);
    const [only] = candidates;
    if (only && candidates.length === 1) found.set(key, only.id);
    else
      unresolved.push({
        ...reference,
        paths,
        candidates: candidates.map(({ id: known, name }) => ({ id: known, name })),
      });
  }
  return { idOf: (kind, id) => found.get(keyOf(kind, id)) ?? id, unresolved };
}

/** What the files name, each once, with all places. A stage's pipeline is looked for although only the stage may be named. */
function namesIn(files: readonly WorkflowFile[]): Named[] {
  const named = new Map<string, Named>();
  const add = (kind: ReferenceKind, id: string, path: string) => {
    const known = named.get(`${kind} ${id}`);
    if (known) known.paths.push(path);
    else named.set(`${kind} ${id}`, { kind, id, paths: [path] });
  };
  files.forEach((file, position) => {
    if (file.pipelineId !== null) add("pipeline", file.pipelineId, `workflows.${position}.pipelineId`);
    for (const { kind, id, path } of referencesOf(file.definition))
      add(kind, id, `workflows.${position}.definition.${path}`);
  });
  return Array.from(named.values());
}

/** One: that is it. None or several: somebody has to say. */
async function candidatesFor(
  context: DeskContext,
  { kind, id, name }: FileReference,
  to: string | null,
  pipelineId: string | undefined,
): Promise<NamedDocument[]> {
  if (to !== null || kind === "contact" || kind === "company") {
    const known = await nameOfReference(context, kind, to ?? id);
    return known ? [known] : [];
  }
  const all = documentsOf(context, kind);
  const isCalled = (document: NamedDocument) =>
    name !== "" && [document.name, document.alias].some((one) => one?.toLowerCase() === name.toLowerCase());
  // The desk that wrote the file, or one that began with the same documents.
  const same = all.find((document) => document.id === id && (name === "" || isCalled(document)));
  if (same) return [same];
  const called = all.filter(isCalled);
  const inside = called.filter((document) => document.pipelineId === pipelineId);
  return pipelineId !== undefined && inside.length > 0 ? inside : called;
}
