import type { ConditionGroup, ConditionView } from "#shared/contract/explanations/past-evaluation.ts";

export type TreeNode =
  | { readonly kind: "condition"; readonly path: string; readonly condition: ConditionView }
  | ({ readonly kind: "group"; readonly parts: readonly TreeNode[] } & ConditionGroup);

export type ConditionTree = Extract<TreeNode, { kind: "group" }>;

/** The conditions of a filter as they stand in each other; null where the filter was not asked. Pure. */
export function conditionTree(
  groups: readonly ConditionGroup[],
  conditions: readonly ConditionView[],
): ConditionTree | null {
  const root = groups.find(({ path }) => path === "");
  if (root === undefined) return null;
  const nodes: TreeNode[] = conditions.map((condition) => ({ kind: "condition", path: condition.path, condition }));

  function groupOf(group: ConditionGroup): ConditionTree {
    const within = groups.filter(({ path }) => path !== "" && parentOf(path) === group.path).map(groupOf);
    const own = nodes.filter(({ path }) => parentOf(path) === group.path);
    return { kind: "group", ...group, parts: [...own, ...within].toSorted((a, b) => placeOf(a) - placeOf(b)) };
  }
  return groupOf(root);
}

function parentOf(path: string): string {
  return path.split(".").slice(0, -1).join(".");
}

function placeOf({ path }: TreeNode): number {
  return Number(path.split(".").at(-1));
}
