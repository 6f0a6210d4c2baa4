import { WorkflowDefinition } from "#shared/automation/definition.ts";

/** A definition as the desk keeps it; what is not told is the plainest. */
export function definitionOf(changes: Readonly<Record<string, unknown>> = {}): WorkflowDefinition {
  return WorkflowDefinition.parse({
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps: [],
    ...changes,
  });
}

/** A step that does little. */
export const tag = (id: string, name = id) => ({ id, type: "add-tags", tags: [name] });

export const all = (...parts: readonly unknown[]) => ({ match: "all", parts });
export const any = (...parts: readonly unknown[]) => ({ match: "any", parts });

export const choose = (
  id: string,
  arms: Readonly<Record<string, readonly unknown[]>>,
  otherwise: readonly unknown[] = [],
) => ({
  id,
  type: "branch-if",
  arms: Object.entries(arms).map(([armId, steps]) => ({
    id: armId,
    name: armId,
    filter: all({ object: "ticket", property: "tags", operator: "has-any-of", values: [armId] }),
    steps,
  })),
  otherwise,
});
