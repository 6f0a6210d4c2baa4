import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { compileFilter, type CompiledFilter } from "#shared/automation/filters/evaluate.ts";
import { isBranch } from "#shared/automation/steps/step.ts";
import { createStepTree, type StepTree } from "#shared/automation/step-tree.ts";
import type { TriggerType } from "#shared/automation/triggers.ts";
import type { Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** A definition made ready. */
export type ReadyDefinition = {
  readonly definition: WorkflowDefinition;
  readonly tree: StepTree;
  readonly meets: CompiledFilter;
  /** Null where nothing takes a ticket out but its end. */
  readonly leaves: CompiledFilter | null;
  /** Whether any of it looks at the ticket's surroundings; most workflows don't, and what they don't ask is not read. */
  readonly asksFacts: boolean;
};

export type WorkflowIndex = {
  /** Active workflows with one of these triggers, in the order in which they are listed (F13). */
  active(types: readonly TriggerType[]): readonly Workflow[];
  ready(workflow: Workflow): ReadyDefinition;
  /** The definition of the revision in which a run began (F8); null where it is no longer there. */
  readyFor(run: Run): { readonly workflow: Workflow; readonly ready: ReadyDefinition } | null;
};

/** Made again when the setup changes: an event touches only what can match, and nothing is compiled twice. */
export function createWorkflowIndex(setup: SetupCache): WorkflowIndex {
  let byType = new Map<TriggerType, Workflow[]>();
  let version = -1;
  const compiled = new WeakMap<WorkflowDefinition, ReadyDefinition>();

  function refresh(): void {
    if (version === setup.version()) return;
    version = setup.version();
    byType = new Map();
    for (const workflow of setup.all("workflow")) {
      if (!workflow.enabled) continue;
      for (const type of new Set(workflow.definition.triggers.map((trigger) => trigger.type))) {
        const known = byType.get(type);
        if (known) known.push(workflow);
        else byType.set(type, [workflow]);
      }
    }
  }

  function readyOf(definition: WorkflowDefinition): ReadyDefinition {
    const known = compiled.get(definition);
    if (known) return known;
    const made: ReadyDefinition = {
      definition,
      tree: createStepTree(definition.steps),
      meets: compileFilter(definition.filter),
      asksFacts:
        definition.filter.parts.length > 0 ||
        definition.unenrolment.filter !== null ||
        createStepTree(definition.steps).steps.some(isBranch),
      leaves: definition.unenrolment.filter === null ? null : compileFilter(definition.unenrolment.filter),
    };
    compiled.set(definition, made);
    return made;
  }

  return {
    active(types) {
      refresh();
      const found = new Set(types.flatMap((type) => byType.get(type) ?? []));
      return Array.from(found).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    },
    ready: ({ definition }) => readyOf(definition),
    readyFor(run) {
      const workflow = setup.find("workflow", run.workflowId);
      if (!workflow) return null;
      if (workflow.revision === run.workflowRevision) return { workflow, ready: readyOf(workflow.definition) };
      const revision = setup
        .all("revision")
        .find(({ workflowId, revision: number }) => workflowId === workflow.id && number === run.workflowRevision);
      return revision ? { workflow, ready: readyOf(revision.definition) } : null;
    },
  };
}
