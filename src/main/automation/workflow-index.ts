import { askedOfFilter, askedTogether, type Asked } from "#shared/automation/asked.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { compileFilter, type CompiledFilter } from "#shared/automation/filters/evaluate.ts";
import { createStepTree, type StepTree } from "#shared/automation/step-tree.ts";
import { kindOf, mayWait } from "#shared/automation/steps/step.ts";
import { triggerKeyOf } from "#shared/automation/triggers/firing.ts";
import type { TriggerType } from "#shared/automation/triggers/trigger.ts";
import type { Run } from "#shared/model/run.ts";
import { presentPipelineIdIn } from "#shared/rules/pipeline-rules/removal.ts";
import { presentStageIdIn } from "#shared/rules/pipeline-rules/successor.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { withPresentStages } from "#shared/automation/present-stages.ts";
import { revisionId } from "#main/desk/derived-ids.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** A definition made ready. */
export type ReadyDefinition = {
  readonly definition: WorkflowDefinition;
  readonly tree: StepTree;
  readonly meets: CompiledFilter;
  /** Null where nothing takes a ticket out but its end. */
  readonly leaves: CompiledFilter | null;
  readonly asks: Asked;
  /** It is through before anything else can happen to the ticket. */
  readonly isInstant: boolean;
};

export type WorkflowIndex = {
  /**
   * Active workflows with a trigger under one of these keys, in the order in which they are listed (F13); and those of which nobody can tell: with a trigger of one of the
   * broken kinds, or one whose key can't be had.
   */
  active(keys: readonly string[], broken: ReadonlySet<TriggerType>): readonly Workflow[];
  ready(workflow: Workflow): ReadyDefinition;
  /**
   * The definition of the revision in which a run began (F8), with stages that were deleted since replaced by those to which their tickets went; null where it is no longer
   * there.
   */
  readyFor(run: Run): { readonly workflow: Workflow; readonly ready: ReadyDefinition } | null;
};

/**
 * Made again when the setup changes: an event touches only what can match, and nothing is compiled twice.
 * @rule F13
 */
export function createWorkflowIndex(setup: SetupCache): WorkflowIndex {
  let byKey = new Map<string, Workflow[]>();
  let unclear: Workflow[] = [];
  let version = -1;
  let presentDefinitions = new WeakMap<WorkflowDefinition, WorkflowDefinition>();
  const compiled = new WeakMap<WorkflowDefinition, ReadyDefinition>();

  function refresh(): void {
    if (version === setup.version()) return;
    version = setup.version();
    presentDefinitions = new WeakMap();
    byKey = new Map();
    unclear = [];
    for (const workflow of setup.all("workflow")) {
      if (!workflow.enabled) continue;
      for (const key of keysOf(workflow)) {
        const known = byKey.get(key);
        if (known) known.push(workflow);
        else byKey.set(key, [workflow]);
      }
    }
  }

  /** None where one of them can't be had: whoever looks at the workflow will meet the same fault, and can tell of it. */
  function keysOf(workflow: Workflow): Iterable<string> {
    try {
      return new Set(workflow.definition.triggers.map(triggerKeyOf).filter((key) => key !== null));
    } catch {
      unclear.push(workflow);
      return [];
    }
  }

  function withTriggersOf(types: ReadonlySet<TriggerType>): Workflow[] {
    return setup
      .all("workflow")
      .filter(({ enabled, definition }) => enabled && definition.triggers.some(({ type }) => types.has(type)));
  }

  function readyOf(definition: WorkflowDefinition): ReadyDefinition {
    const known = compiled.get(definition);
    if (known) return known;
    const tree = createStepTree(definition.steps);
    const hours = definition.businessHours;
    const made: ReadyDefinition = {
      definition,
      tree,
      meets: compileFilter(definition.filter, hours),
      asks: asksOf(definition, tree),
      isInstant: !tree.steps.some(mayWait),
      leaves: definition.unenrolment.filter === null ? null : compileFilter(definition.unenrolment.filter, hours),
    };
    compiled.set(definition, made);
    return made;
  }

  /** As `readyOf`, with stages that were deleted since replaced by those to which their tickets went. */
  function readyForRun(definition: WorkflowDefinition): ReadyDefinition {
    refresh();
    let present = presentDefinitions.get(definition);
    if (present === undefined) {
      const pipelines = setup.pipelinesEver();
      present = withPresentStages(definition, {
        stage: (id) => presentStageIdIn(pipelines, id) ?? id,
        pipeline: (id) => presentPipelineIdIn(pipelines, id) ?? id,
      });
      presentDefinitions.set(definition, present);
    }
    return readyOf(present);
  }

  return {
    active(keys, broken) {
      refresh();
      const found = new Set([...keys.flatMap((key) => byKey.get(key) ?? []), ...unclear]);
      if (broken.size > 0) for (const workflow of withTriggersOf(broken)) found.add(workflow);
      if (found.size === 0) return [];
      return Array.from(found).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    },
    ready: ({ definition }) => readyOf(definition),
    readyFor(run) {
      const workflow = setup.find("workflow", run.workflowId);
      if (!workflow) return null;
      if (workflow.revision === run.workflowRevision) return { workflow, ready: readyForRun(workflow.definition) };
      const revision = setup.find("revision", revisionId(workflow.id, run.workflowRevision));
      return revision ? { workflow, ready: readyForRun(revision.definition) } : null;
    },
  };
}

/** What a workflow looks at beside the ticket. */
function asksOf({ filter, unenrolment }: WorkflowDefinition, { steps }: StepTree): Asked {
  return askedTogether([
    askedOfFilter(filter),
    ...(unenrolment.filter ? [askedOfFilter(unenrolment.filter)] : []),
    ...steps.map((step) => kindOf(step).asks(step)),
  ]);
}
