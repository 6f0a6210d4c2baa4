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
  moveArm,
  moveArmSteps,
  moveStep,
  neighbourPlace,
  newStepId,
  pasted,
  replaceStep,
  setSettings,
  type EditResult,
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
import { isChanged, isSameDraft, stateOf, type EditorState, type Opened } from "./editor-state.ts";
import { armNodeId, flowGraphOf, TRIGGERS_ID, type ArmNode, type FlowGraph, type FlowNode } from "./flow-graph.ts";
import { headsAround, toggled, withoutHeads } from "./folding.ts";

export type EditorStore = ReturnType<typeof createEditorStore>;

export type EditorDeps = {
  readonly id: WorkflowId;
  readonly offer: Omit<Offer, "stepId">;
  readonly random: () => number;
  readonly mayEdit: boolean;
  readonly hasOwnPlace: boolean;
};

export function createEditorStore(opened: Opened, deps: EditorDeps) {
  const store: StoreApi<EditorState> = createStore<EditorState>(() => stateOf(opened, deps));
  const get = store.getState;
  const set = store.setState;
  const steps = () => get().history.draft.definition.steps;
  const graph = graphMemo();
  const shownGraph = graphMemo();

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
    set(({ shown, folded }) => ({ chosen: id, shown: shown + 1, folded: unfoldedFor(id, folded) }));
  }

  /** What is chosen can be seen: the arms around it are open. */
  const unfoldedFor = (id: string, folded: ReadonlySet<string>) =>
    withoutHeads(folded, headsAround(steps(), self.node(id)));

  function chooseAt({ list, index }: Place): void {
    const at = listAt(steps(), list);
    const near = at?.[index] ?? at?.[index - 1];
    choose(near?.id ?? (list === null ? TRIGGERS_ID : armNodeId(list.branchId, list.armId)));
  }

  function stepBack(change: (history: History) => History): void {
    if (!get().mayEdit) return;
    set(({ history }) => ({ history: change(history), adding: null, moving: null, deleting: null }));
    // What was chosen may be gone with it.
    if (!graph(steps(), NOTHING).nodes.some(({ id }) => id === get().chosen)) set({ chosen: TRIGGERS_ID, panel: null });
  }

  const self = {
    ...store,
    id: deps.id,
    offer: deps.offer,
    graph: (): FlowGraph => graph(steps(), NOTHING),
    /** Without the steps of folded arms. */
    shownGraph: (): FlowGraph => shownGraph(steps(), get().folded),
    node: (id: string): FlowNode | null => graph(steps(), NOTHING).nodes.find((node) => node.id === id) ?? null,
    step: (id: string): Step | null => findStep(steps(), id),
    isChanged: (): boolean => isChanged(get()),

    choose,
    /** Chosen with the pointer: it is in view already. */
    chooseHere: (id: string) =>
      set(({ folded }) => ({ chosen: id, panel: "chosen", adding: null, folded: unfoldedFor(id, folded) })),
    /** Brought into view, while the focus stays where it is. */
    lookAt: (id: string) => set(({ folded }) => ({ chosen: id, folded: unfoldedFor(id, folded) })),
    find: (found: EditorState["found"]) => set({ found }),
    /** Of what is folded away nothing stays chosen. */
    fold(folded: ReadonlySet<string>): void {
      const around = headsAround(steps(), self.node(get().chosen)).findLast((head) => folded.has(head));
      set(around === undefined ? { folded } : { folded, chosen: around });
    },
    /** Shows or hides the steps of an arm; of a branch, those of all its arms. Nothing else can be folded. */
    toggleFold: (id: string) =>
      self.fold(toggled(self.graph(), get().folded, (head) => head.id === id || head.branch.id === id)),
    /** All arms of the workflow. */
    toggleAllFolds: () => self.fold(toggled(self.graph(), get().folded, () => true)),
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
        const node = self.node(moving);
        if (node?.kind === "arm") self.moveStepsOf(node, place);
        else if (run("move", moveStep(steps(), moving, place))) choose(moving);
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

    moveStepsOf({ branch, armId }: ArmNode, place: Place): void {
      const first = listAt(steps(), { branchId: branch.id, armId })?.[0];
      if (run("move", moveArmSteps(steps(), { branchId: branch.id, armId }, place)) && first) choose(first.id);
    },
    /** A step; an arm, with its steps, where it has some. */
    isMovable(id: string): boolean {
      const node = self.node(id);
      return node?.kind === "step" || (node?.kind === "arm" && node.count > 0);
    },
    beginMoving: (id: string) => set(({ mayEdit }) => (mayEdit ? { moving: id, panel: null } : {})),
    moveBy(id: string, by: -1 | 1): void {
      const place = neighbourPlace(steps(), id, by);
      if (place !== null && run("move", moveStep(steps(), id, place))) choose(id);
    },
    /** Puts an arm one place to the left or right. */
    moveArmBy(id: string, by: -1 | 1): void {
      const node = self.node(id);
      if (node?.kind === "arm" && node.armId !== null && run("arms", moveArm(node.branch, node.armId, by))) choose(id);
    },

    /** A step, or all of an arm, as text; null where there is nothing to copy. */
    copy(id: string): string | null {
      const node = self.node(id);
      const copied =
        node?.kind === "step"
          ? [node.step]
          : node?.kind === "arm"
            ? (listAt(steps(), { branchId: node.branch.id, armId: node.armId }) ?? [])
            : [];
      if (copied.length === 0) return null;
      set({ told: { kind: "copied" } });
      return writeClip(copied);
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

const NOTHING: ReadonlySet<string> = new Set();

/** The graph that was asked for last: many parts of the screen ask in one go. */
function graphMemo(): (steps: readonly Step[], folded: ReadonlySet<string>) => FlowGraph {
  let last: {
    readonly steps: readonly Step[];
    readonly folded: ReadonlySet<string>;
    readonly graph: FlowGraph;
  } | null = null;
  return (steps, folded) => {
    if (last?.steps !== steps || last.folded !== folded) last = { steps, folded, graph: flowGraphOf(steps, folded) };
    return last.graph;
  };
}
