/** What an opened workflow holds, as data. */
import { draftOf, type Draft } from "#shared/automation/edit-steps/draft.ts";
import type { Refusal } from "#shared/automation/edit-steps/edit.ts";
import { beginHistory, type History } from "#shared/automation/edit-steps/history.ts";
import type { Place } from "#shared/automation/edit-steps/places.ts";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { TRIGGERS_ID } from "./flow-graph.ts";

/** Something to be told to the person once. */
export type Told =
  | { readonly kind: "refused"; readonly reason: Refusal }
  | {
      readonly kind: "unreadable";
      readonly reason: "no-steps" | "newer" | "unknown-kind" | "not-valid";
      readonly about: string;
    }
  | { readonly kind: "copied" }
  | { readonly kind: "redirected"; readonly count: number };

export type Deleting = { readonly stepId: string; readonly armIds: readonly (string | null)[] | null };

export type EditorState = {
  readonly history: History;
  /** As the desk has it, and under which revision. */
  readonly saved: Draft;
  readonly revision: number;
  readonly mayEdit: boolean;
  /** A template or a status card: its pipeline stays. */
  readonly hasOwnPlace: boolean;
  /** The chosen box of the canvas. */
  readonly chosen: string;
  /** Counted up where the chosen box shall come into view and take the focus. */
  readonly shown: number;
  readonly panel: "chosen" | "problems" | null;
  /** Heads of the arms whose steps are not drawn. */
  readonly folded: ReadonlySet<string>;
  /** Boxes that the search found; null: nothing is searched. */
  readonly found: ReadonlySet<string> | null;
  /** Where the list of actions is open. */
  readonly adding: Place | null;
  /** The box that is looking for another place: a step, or an arm with its steps. */
  readonly moving: string | null;
  readonly deleting: Deleting | null;
  readonly told: Told | null;
};

/** What an editor holds: what the desk has, under which revision, and what was made of it. */
export type Opened = { readonly saved: Draft; readonly revision: number; readonly draft: Draft };

export function openedFrom(workflow: Draft & { readonly revision: number }): Opened {
  const draft = draftOf(workflow);
  return { saved: draft, revision: workflow.revision, draft };
}

export function stateOf(
  opened: Opened,
  { mayEdit, hasOwnPlace }: Pick<EditorState, "mayEdit" | "hasOwnPlace">,
): EditorState {
  return {
    history: beginHistory(opened.draft),
    saved: opened.saved,
    revision: opened.revision,
    mayEdit,
    hasOwnPlace,
    chosen: TRIGGERS_ID,
    shown: 0,
    panel: null,
    folded: new Set<string>(),
    found: null,
    adding: null,
    moving: null,
    deleting: null,
    told: null,
  };
}

export function isChanged({ history, saved }: Pick<EditorState, "history" | "saved">): boolean {
  return history.draft !== saved && !isSameDraft(history.draft, saved);
}

export const isSameDraft = (one: Draft, other: Draft): boolean => isSame(one, other);
