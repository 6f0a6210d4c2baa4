import { createContext, useContext } from "react";
import { diffDefinitions } from "#shared/automation/definition-diff.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { TRIGGERS_ID } from "#renderer/components/workflow/editor/flow-graph.ts";
import type { ChangeKind } from "./change-words.ts";

/** By the box: how it differs from the other side of a comparison. */
export type ChangeMarks = ReadonlyMap<string, ChangeKind>;

export const ChangeMarksContext = createContext<ChangeMarks>(new Map());

export function useChangeMark(boxId: string): ChangeKind | null {
  return useContext(ChangeMarksContext).get(boxId) ?? null;
}

/** What is marked on either side: what goes on the left one, what comes on the right one, and what is another on both. */
export function changeMarks(
  before: WorkflowDefinition,
  after: WorkflowDefinition,
): { readonly before: ChangeMarks; readonly after: ChangeMarks } {
  const marks = { before: new Map<string, ChangeKind>(), after: new Map<string, ChangeKind>() };
  for (const change of diffDefinitions(before, after))
    switch (change.kind) {
      case "step-added":
        marks.after.set(change.stepId, "added");
        break;
      case "step-removed":
        marks.before.set(change.stepId, "removed");
        break;
      case "step-changed":
      case "step-moved": {
        const kind = change.kind === "step-changed" ? "changed" : "moved";
        // What was both changed and moved is told as changed; the list of changes has both.
        if (marks.after.get(change.stepId) === "changed") break;
        marks.before.set(change.stepId, kind);
        marks.after.set(change.stepId, kind);
        break;
      }
      default:
        marks.before.set(TRIGGERS_ID, "changed");
        marks.after.set(TRIGGERS_ID, "changed");
    }
  return marks;
}
