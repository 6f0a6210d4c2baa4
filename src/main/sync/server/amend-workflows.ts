/**
 * A workflow that two machines edited apart has one definition in the end, the later one. The other is kept as a revision, so that it can be looked at and taken back (F8). Both had counted up to the
 * same number: what the server has under it keeps it, since runs go by it, and what came gets the next.
 */
import type { Revision } from "#shared/automation/documents/revision.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { User } from "#shared/model/setup/user.ts";
import { WHOLE_STAMP, type Copy } from "#shared/rules/merge/merge-copies.ts";
import { stampOf } from "#shared/rules/merge/document.ts";
import { touch } from "#shared/rules/merge/touch.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { revisionId } from "#main/desk/derived-ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Amend, OwnRow } from "../adopt.ts";
import type { IncomingRow } from "../rows.ts";

type Deps = Pick<DeskContext, "store" | "clock" | "nextStamp">;

/** What becomes of the rows of one workflow. */
type Plan = {
  /** Revisions, under whose number the server has another definition: that one. */
  readonly instead: ReadonlyMap<string, WorkflowDefinition>;
  /** The number of the present definition; null: as merged. */
  readonly present: number | null;
  /** Definitions to be kept, not written yet. */
  readonly kept: Pick<Revision, "revision" | "definition">[];
  /** Under which number the server keeps what the device has under another. */
  readonly renumbered: ReadonlyMap<number, number>;
};

/** @rule F8 */
export async function amendWorkflows(deps: Deps, user: User, rows: readonly IncomingRow[]): Promise<Amend> {
  const plans = await plansFor(deps, rows);
  return ({ collection, merged }) => {
    if (plans.size === 0) return undefined;
    if (collection === "runs") return withNumber(deps, merged, plans);
    if (collection !== "setup") return undefined;
    const document = merged as unknown as Workflow | Revision;
    const id = workflowIdOf(document);
    const plan = id === null ? undefined : plans.get(id);
    if (id === null || plan === undefined) return undefined;
    // With whichever of them comes first.
    const beside = keptRevisions(deps, user, id, plan.kept.splice(0));
    const definition = plan.instead.get(document.id);
    if (document.kind === "revision" && definition !== undefined)
      return { document: touched<Revision>(deps, document, { definition }), beside };
    if (document.kind === "workflow" && plan.present !== null)
      return { document: touched<Workflow>(deps, document, { revision: plan.present }), beside };
    return beside.length === 0 ? undefined : { document: merged, beside };
  };
}

function workflowIdOf(document: Workflow | Revision | { readonly kind: null }): WorkflowId | null {
  if (document.kind === "revision") return document.workflowId;
  return document.kind === "workflow" ? document.id : null;
}

function keptRevisions({ clock, nextStamp }: Deps, user: User, workflowId: WorkflowId, kept: Plan["kept"]): OwnRow[] {
  return kept.map(({ revision, definition }) => {
    const document: Revision = {
      id: revisionId(workflowId, revision),
      kind: "revision",
      workflowId,
      revision,
      definition,
      replacedBy: user.id,
      createdAtEpochMs: clock.nowEpochMs(),
      // A device that gave the number to something else takes this.
      stamps: { definition: nextStamp() },
    };
    return { collection: "setup", document };
  });
}

function touched<Document extends Workflow | Revision>(
  { nextStamp }: Deps,
  document: Document,
  changes: Partial<Pick<Workflow, "revision" | "definition">>,
): Document {
  return touch<Document>(document, changes as Partial<Document>, nextStamp(), COLLECTIONS.setup.sets);
}

/** Runs go on in the definition in which they began. */
function withNumber(deps: Deps, merged: Copy, plans: ReadonlyMap<string, Plan>): ReturnType<Amend> {
  const run = merged as unknown as Run;
  const workflowRevision = plans.get(run.workflowId)?.renumbered.get(run.workflowRevision);
  if (workflowRevision === undefined) return undefined;
  const stamps = { ...merged.stamps, [WHOLE_STAMP]: deps.nextStamp() };
  return { document: { ...merged, workflowRevision, stamps } as Copy, beside: [] };
}

async function plansFor(deps: Deps, rows: readonly IncomingRow[]): Promise<Map<string, Plan>> {
  const workflows = new Map<WorkflowId, Workflow>();
  const revisions = new Map<WorkflowId, Revision[]>();
  for (const { collection, document, isDeleted } of rows) {
    if (collection !== "setup" || isDeleted) continue;
    const setup = document as unknown as Workflow | Revision;
    if (setup.kind === "workflow") workflows.set(setup.id, setup);
    if (setup.kind === "revision") revisions.set(setup.workflowId, [...(revisions.get(setup.workflowId) ?? []), setup]);
  }
  const plans = new Map<string, Plan>();
  const ids = new Set([...workflows.keys(), ...revisions.keys()]);
  if (ids.size === 0) return plans;
  const known = await deps.store.setup.getMany(Array.from(ids));
  const kept = await deps.store.setup.find({ selector: { kind: "revision" } });
  for (const id of ids) {
    const own = known.get(id);
    if (own?.kind !== "workflow") continue;
    const there = kept.flatMap((one) => (one.kind === "revision" && one.workflowId === id ? [one] : []));
    plans.set(id, planOf(own, there, workflows.get(id), revisions.get(id) ?? []));
  }
  return plans;
}

const isSame = (a: WorkflowDefinition, b: WorkflowDefinition | undefined) =>
  b !== undefined && canonicalJson(a) === canonicalJson(b);

function planOf(
  own: Workflow,
  ownKept: readonly Revision[],
  came: Workflow | undefined,
  cameKept: readonly Revision[],
): Plan {
  const there = new Map([...ownKept, own].map(({ revision, definition }) => [revision, definition]));
  const known = new Set(Array.from(there.values(), canonicalJson));
  const brought = new Set(cameKept.map(({ revision }) => revision));
  let highest = Math.max(...there.keys(), ...brought, came?.revision ?? 0);
  const instead = new Map<string, WorkflowDefinition>();
  const kept: Plan["kept"] = [];
  const renumbered = new Map<number, number>();
  for (const { id, revision, definition } of cameKept) {
    const other = there.get(revision);
    if (other === undefined || isSame(definition, other)) continue;
    instead.set(id, other);
    if (known.has(canonicalJson(definition))) continue;
    highest += 1;
    kept.push({ revision: highest, definition });
    renumbered.set(revision, highest);
  }
  if (came === undefined || isSame(came.definition, own.definition))
    return { instead, kept, renumbered, present: null };
  const isLater = stampOf(came.stamps, "definition") > stampOf(own.stamps, "definition");
  const hasRival = there.has(came.revision) && !isSame(came.definition, there.get(came.revision));
  if (isLater) {
    // What it replaces comes along, where whoever replaced it knew of it.
    if (!brought.has(own.revision) && !ownKept.some(({ revision }) => revision === own.revision))
      kept.push({ revision: own.revision, definition: own.definition });
    const isBehind = highest > came.revision || hasRival;
    if (isBehind) renumbered.set(came.revision, highest + 1);
    return { instead, kept, renumbered, present: isBehind ? highest + 1 : null };
  }
  if (!known.has(canonicalJson(came.definition))) {
    const revision =
      hasRival || kept.some(({ revision: taken }) => taken === came.revision) ? highest + 1 : came.revision;
    highest = Math.max(highest, revision);
    kept.push({ revision, definition: came.definition });
    if (revision !== came.revision) renumbered.set(came.revision, revision);
  }
  if (highest <= own.revision) return { instead, kept, renumbered, present: null };
  // The next edit counts on from the present number, which therefore is the highest.
  if (!brought.has(own.revision) && !ownKept.some(({ revision }) => revision === own.revision))
    kept.push({ revision: own.revision, definition: own.definition });
  return { instead, kept, renumbered, present: highest + 1 };
}
