/**
 * One opened workflow: what was done to it, what is chosen, what is being asked. Everything that changes the workflow goes through `perform`, so that it
 * can be taken back. Knows no React and no desk.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { readClip, writeClip } from "#shared/automation/edit-steps/clipboard.ts";
import { deleteStep, removeArm, type DeleteMode, type DeleteResult } from "#shared/automation/edit-steps/delete.ts";
import { draftOf, type Draft, type Settings } from "#shared/automation/edit-steps/draft.ts";
import {
  addArm,
  insertSteps,
  moveStep,
  neighbourPlace,
  newStepId,
  pasted,
  replaceStep,
  setSettings,
  type EditResult,
  type Refusal,
} from "#shared/automation/edit-steps/edit.ts";
import {
  beginHistory,
  perform,
  redo,
  sealed,
  undo,
  type EditKind,
  type History,
} from "#shared/automation/edit-steps/history.ts";
import { replaceDraft } from "#shared/automation/edit-steps/replace-draft.ts";
import { allSteps, findStep, listAt, placeOf, type Place } from "#shared/automation/edit-steps/places.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { STEP_KINDS, type BranchStep, type Step, type StepType } from "#shared/automation/steps/step.ts";
import { TRIGGER_KINDS, type Trigger, type TriggerType } from "#shared/automation/triggers/trigger.ts";
import type { StepId, WorkflowId } from "#shared/model/ids.ts";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { flowGraphOf, TRIGGERS_ID, type FlowGraph, type FlowNode } from "./flow-graph.ts";

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
  /** Where the list of actions is open. */
  readonly adding: Place | null;
  /** The step that is looking for another place. */
  readonly moving: string | null;
  readonly deleting: Deleting | null;
  readonly told: Told | null;
};

export type EditorStore = ReturnType<typeof createEditorStore>;

export type EditorDeps = {
  readonly id: WorkflowId;
  readonly offer: Omit<Offer, "stepId">;
  readonly random: () => number;
  readonly mayEdit: boolean;
  readonly hasOwnPlace: boolean;
};

/** What an editor holds: what the desk has, under which revision, and what was made of it. */
export type Opened = { readonly saved: Draft; readonly revision: number; readonly draft: Draft };

export function openedFrom(workflow: Draft & { readonly revision: number }): Opened {
  const draft = draftOf(workflow);
  return { saved: draft, revision: workflow.revision, draft };
}

export function createEditorStore(opened: Opened, deps: EditorDeps) {
  const store: StoreApi<EditorState> = createStore<EditorState>(() => ({
    history: beginHistory(opened.draft),
    saved: opened.saved,
    revision: opened.revision,
    mayEdit: deps.mayEdit,
    hasOwnPlace: deps.hasOwnPlace,
    chosen: TRIGGERS_ID,
    shown: 0,
    panel: null,
    adding: null,
    moving: null,
    deleting: null,
    told: null,
  }));
  const get = store.getState;
  const set = store.setState;
  const steps = () => get().history.draft.definition.steps;
  const graph = graphMemo();

  function run(kind: EditKind, result: EditResult | DeleteResult, field: string | null = null): boolean {
    if (!get().mayEdit || result.kind === "which-arm") return false;
    if (result.kind === "refused") {
      set({ told: { kind: "refused", reason: result.reason } });
      return false;
    }
    const count = result.redirected?.length ?? 0;
    set(({ history, told }) => ({
      history: perform(history, kind, result.operations, field),
      told: count > 0 ? { kind: "redirected", count } : told,
    }));
    return true;
  }

  /** After a step has gone: what stands in its place, or before it. */
  function choose(id: string): void {
    set(({ shown }) => ({ chosen: id, shown: shown + 1 }));
  }

  function chooseAt({ list, index }: Place): void {
    const at = listAt(steps(), list);
    const near = at?.[index] ?? at?.[index - 1];
    const head =
      list === null
        ? TRIGGERS_ID
        : list.armId === null
          ? `${list.branchId}/otherwise`
          : `${list.branchId}/arm/${list.armId}`;
    choose(near?.id ?? head);
  }

  function stepBack(change: (history: History) => History): void {
    if (!get().mayEdit) return;
    set(({ history }) => ({ history: change(history), adding: null, moving: null, deleting: null }));
    // What was chosen may be gone with it.
    if (!graph(steps()).nodes.some(({ id }) => id === get().chosen)) set({ chosen: TRIGGERS_ID, panel: null });
  }

  const self = {
    ...store,
    id: deps.id,
    offer: deps.offer,
    graph: (): FlowGraph => graph(steps()),
    node: (id: string): FlowNode | null => graph(steps()).nodes.find((node) => node.id === id) ?? null,
    step: (id: string): Step | null => findStep(steps(), id),
    isChanged: (): boolean => isChanged(get()),

    choose,
    /** Chosen with the pointer: it is in view already. */
    chooseHere: (id: string) => set({ chosen: id, panel: "chosen", adding: null }),
    /** The focus came to it by itself. */
    focused: (id: string) => void (get().chosen === id || set({ chosen: id })),
    openPanel: (panel: EditorState["panel"]) => set({ panel }),
    heard: () => set({ told: null }),

    undo: () => stepBack(undo),
    redo: () => stepBack(redo),
    /** Back to what the desk has; Redo brings back what was typed. */
    discard: () =>
      stepBack((history) => {
        const { saved } = get();
        let before = history;
        while (before.done.length > 0 && !isSameDraft(before.draft, saved)) before = undo(before);
        return isSameDraft(before.draft, saved) ? before : beginHistory(saved);
      }),
    /** A field was left. */
    leaveField: () => set(({ history }) => ({ history: sealed(history) })),

    /** Opens the list of actions; while a step looks for a place, puts it there. */
    beginAdding(place: Place): void {
      const { moving, mayEdit } = get();
      if (!mayEdit) return;
      if (moving === null) set({ adding: place });
      else {
        set({ moving: null });
        if (run("move", moveStep(steps(), moving, place))) choose(moving);
      }
    },
    /** Where `+` at the chosen box puts a step: behind it, or first in an arm. */
    placeAfter(id: string): Place | null {
      const node = self.node(id);
      if (node === null || node.kind === "triggers" || node.kind === "end") return { list: null, index: 0 };
      if (node.kind === "arm") return { list: { branchId: node.branch.id, armId: node.armId }, index: 0 };
      const place = placeOf(steps(), node.kind === "step" ? node.id : node.branchId);
      return place === null ? null : { ...place, index: place.index + 1 };
    },
    stopAdding: () => set({ adding: null, moving: null }),
    /** @param changes of what a step of the kind is by default */
    add(type: StepType, changes: object = {}): void {
      const { adding } = get();
      if (adding === null) return;
      const id = newStepId(steps(), deps.random);
      const other = allSteps(steps())[0];
      const made = { id, ...STEP_KINDS[type].defaults({ ...deps.offer, stepId: other?.id ?? id }), ...changes } as Step;
      set({ adding: null });
      if (run("insert", insertSteps(steps(), [made], adding))) {
        choose(id);
        set({ panel: "chosen" });
      }
    },

    /** @param field of the step that is typed into; null: something was chosen */
    changeStep: (step: Step, field: string | null = null) =>
      void run("change", replaceStep(steps(), step), field === null ? null : `${step.id}.${field}`),
    change: (settings: Partial<Settings>, field: string | null = null) =>
      void run("settings", setSettings(get().history.draft, settings), field),
    /** One of a kind with its defaults; under an id of its own where none is given. */
    newTrigger(type: TriggerType, id: string | null): Trigger {
      const taken = new Set(get().history.draft.definition.triggers.map((trigger) => trigger.id));
      const free = Array.from({ length: taken.size + 1 }, (_, number) => `t${number + 1}`).find(
        (one) => !taken.has(one),
      );
      const stepId = allSteps(steps())[0]?.id ?? (TRIGGERS_ID as StepId);
      return { id: id ?? free ?? "t", ...TRIGGER_KINDS[type].defaults({ ...deps.offer, stepId }) };
    },
    addArm(branch: BranchStep): void {
      const like = STEP_KINDS[branch.type].defaults({ ...deps.offer, stepId: branch.id }) as BranchStep;
      const [arm] = like.arms;
      if (arm !== undefined)
        run(
          "arms",
          addArm(branch, (id) => ({ ...arm, id, name: "", steps: [] })),
        );
    },
    removeArm(branch: BranchStep, armId: string): void {
      if (run("arms", removeArm(steps(), branch, armId))) choose(branch.id);
    },

    /** Asks what shall go where there is a question: more steps follow, or an arm has to survive. */
    askDelete(id: string): void {
      const node = self.node(id);
      if (node?.kind === "arm" && node.armId !== null) {
        self.removeArm(node.branch, node.armId);
        return;
      }
      const place = node?.kind === "step" ? placeOf(steps(), id) : null;
      if (place === null || !get().mayEdit) return;
      const result = deleteStep(steps(), id, "only");
      const isLast = place.index === (listAt(steps(), place.list)?.length ?? 0) - 1;
      if (result.kind === "which-arm") set({ deleting: { stepId: id, armIds: result.armIds } });
      else if (isLast) self.delete(id, "only");
      else set({ deleting: { stepId: id, armIds: null } });
    },
    stopDeleting: () => set({ deleting: null }),
    delete(id: string, mode: DeleteMode, keepArmId?: string | null): void {
      const place = placeOf(steps(), id);
      set({ deleting: null });
      if (place === null || !run("delete", deleteStep(steps(), id, mode, keepArmId))) return;
      set({ panel: null });
      chooseAt(place);
    },

    beginMoving: (id: string) => set(({ mayEdit }) => (mayEdit ? { moving: id, panel: null } : {})),
    moveBy(id: string, by: -1 | 1): void {
      const place = neighbourPlace(steps(), id, by);
      if (place !== null && run("move", moveStep(steps(), id, place))) choose(id);
    },

    copy(id: string): string | null {
      const step = self.step(id);
      if (step === null) return null;
      set({ told: { kind: "copied" } });
      return writeClip([step]);
    },
    paste(text: string, place: Place): void {
      const read = readClip(text);
      if (read.kind !== "steps") {
        set({ told: { kind: "unreadable", reason: read.kind, about: read.about } });
        return;
      }
      const fresh = pasted(steps(), read.steps, deps.random);
      if (run("paste", insertSteps(steps(), fresh, place)) && fresh[0] !== undefined) choose(fresh[0].id);
    },

    /** The desk has taken what was sent, maybe with a token that it made; what was done since then stays. */
    saved(sent: Draft, as: Draft, revision: number): void {
      set(({ history }) => ({
        saved: as,
        revision,
        history: sealed(history.draft === sent ? { ...history, draft: as } : history),
      }));
    },
    /** Another window published, and nothing was changed in this one. */
    adopt(theirs: Draft & { readonly revision: number }): void {
      const next = draftOf(theirs);
      set({ history: beginHistory(next), saved: next, revision: theirs.revision });
      if (self.node(get().chosen) === null) set({ chosen: TRIGGERS_ID, panel: null });
    },
    /** Goes on with what was made of both, or of another window's: one entry that can be taken back. */
    goOnWith(next: Opened): void {
      set(({ history }) => ({
        saved: next.saved,
        revision: next.revision,
        history: isSameDraft(history.draft, next.draft)
          ? history
          : perform(sealed(history), "join", replaceDraft(history.draft, next.draft)),
      }));
      if (self.node(get().chosen) === null) set({ chosen: TRIGGERS_ID, panel: null });
    },
    setMayEdit: (mayEdit: boolean) => set({ mayEdit }),
  };
  return self;
}

export function isChanged({ history, saved }: Pick<EditorState, "history" | "saved">): boolean {
  return history.draft !== saved && !isSameDraft(history.draft, saved);
}

export const isSameDraft = (one: Draft, other: Draft): boolean => isSame(one, other);

/** The graph of the steps that were asked for last: many parts of the screen ask in one go. */
function graphMemo(): (steps: readonly Step[]) => FlowGraph {
  let last: { readonly steps: readonly Step[]; readonly graph: FlowGraph } | null = null;
  return (steps) => {
    if (last?.steps !== steps) last = { steps, graph: flowGraphOf(steps) };
    return last.graph;
  };
}
