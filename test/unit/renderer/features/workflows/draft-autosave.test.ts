/** What is changed in an editor is kept on the desk, also where two windows of one person change one workflow. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createDraftAutosave,
  openedDraft,
  type DraftState,
} from "#renderer/features/workflows/editor/draft-autosave.ts";
import { openedFrom, type Opened } from "#renderer/components/workflow/editor/editor-state.ts";
import { createEditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { readDraft, writeDraft } from "#shared/automation/edit-steps/draft-text.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { Step } from "#shared/automation/steps/step.ts";
import type { WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import { definitionOf, tag } from "../../../../support/definitions.ts";

const SAVED: Draft = {
  name: "One",
  description: "",
  pipelineId: null,
  overridesRules: false,
  definition: definitionOf({ steps: [tag("a"), tag("b")] }),
};
const OPENED = openedFrom({ ...SAVED, revision: 3 });

/** A desk that holds one draft as the real one does, and can be away. */
function deskOf() {
  let draft: WorkflowDraftView | null = null;
  let clock = 0;
  let isAway = false;
  const saves: string[] = [];
  const there = <Told>(told: () => Told): Promise<Told> =>
    isAway ? Promise.reject(new Error("away")) : Promise.resolve().then(told);
  const conflict = new Error("conflict");
  return {
    saves,
    stored: () => draft,
    storedDraft: () => (draft === null ? null : (openedDraft(draft)?.draft ?? null)),
    goesAway: (away: boolean) => (isAway = away),
    deps: {
      save: (text: { base: string; baseRevision: number; content: string }, replaces: number | null) =>
        there(() => {
          if ((draft?.savedAtEpochMs ?? null) !== replaces) throw conflict;
          saves.push(text.content);
          draft = { ...text, savedAtEpochMs: (clock += 1), createdAtEpochMs: 0 } as WorkflowDraftView;
          return draft;
        }),
      load: () => there(() => draft),
      discard: () => there(() => void (draft = null)),
      isConflict: (error: unknown) => error === conflict,
    },
  };
}

type Desk = ReturnType<typeof deskOf>;
const stops: (() => void)[] = [];

function windowOf(desk: Desk, opened: Opened = OPENED) {
  const editor = createEditorStore(opened, {
    id: "w" as WorkflowId,
    offer: {} as Parameters<typeof createEditorStore>[1]["offer"],
    random: Math.random,
    mayEdit: true,
    hasOwnPlace: false,
  });
  const states: DraftState["kind"][] = [];
  let joined = 0;
  const autosave = createDraftAutosave(
    { ...desk.deps, editor, onState: ({ kind }) => states.push(kind), onJoined: () => (joined += 1) },
    desk.stored(),
  );
  stops.push(autosave.start());
  return {
    editor,
    autosave,
    states,
    joined: () => joined,
    tagged: (id: string, word: string) => editor.changeStep(Step.parse({ ...tag(id), tags: [word] }), "tags"),
    tags: () =>
      editor.getState().history.draft.definition.steps.map((step) => (step.type === "add-tags" ? step.tags[0] : "")),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});
const pause = () => vi.advanceTimersByTimeAsync(1_000);

describe("[F1] changes in an editor", () => {
  test("are kept once after a pause, and the draft goes when all of it is taken back", async () => {
    const desk = deskOf();
    const { editor, states, tagged } = windowOf(desk);
    tagged("a", "x");
    tagged("a", "xy");
    await pause();
    expect([desk.saves.length, desk.storedDraft()]).toEqual([1, editor.getState().history.draft]);
    editor.undo();
    await pause();
    expect([desk.stored(), states]).toEqual([null, ["changed", "kept", "changed", "none"]]);
  });

  test("stay in the window while the desk is away, which is told, and are kept with the next change", async () => {
    const desk = deskOf();
    const { autosave, states, tagged } = windowOf(desk);
    desk.goesAway(true);
    tagged("a", "x");
    await pause();
    expect([states.at(-1), autosave.isUnkept(), desk.stored()]).toEqual(["failed", true, null]);
    desk.goesAway(false);
    tagged("b", "y");
    await pause();
    expect([states.at(-1), autosave.isUnkept(), desk.saves.length]).toEqual(["kept", false, 1]);
  });

  test("in two windows at once are joined, and neither loses what it did", async () => {
    const desk = deskOf();
    const [one, other] = [windowOf(desk), windowOf(desk)];
    one.tagged("a", "from one");
    other.tagged("b", "from the other");
    await pause();
    await one.autosave.heard(desk.stored(), OPENED);
    const both = ["from one", "from the other"];
    expect([one.tags(), other.tags(), desk.storedDraft()?.definition.steps.length]).toEqual([both, both, 2]);
    expect([one.joined(), other.joined()]).toEqual([0, 1]);
    // What came from the other window can be taken back here, in one step.
    one.editor.undo();
    expect(one.tags()).toEqual(["from one", "b"]);
  });

  test("thrown away in another window are thrown away here, unless something was changed here since", async () => {
    const desk = deskOf();
    const [one, other] = [windowOf(desk), windowOf(desk)];
    one.tagged("a", "x");
    await pause();
    await other.autosave.heard(desk.stored(), OPENED);
    expect(other.tags()).toEqual(["x", "b"]);
    one.editor.undo();
    await pause();
    await other.autosave.heard(null, OPENED);
    expect(other.tags()).toEqual(["a", "b"]);
    other.tagged("b", "kept");
    await other.autosave.heard(null, OPENED);
    await pause();
    expect([other.tags(), desk.storedDraft()?.definition.steps.length]).toEqual([["a", "kept"], 2]);
  });

  test("are gone from the desk when they are published, and what was typed meanwhile is a draft of its own", async () => {
    const desk = deskOf();
    const { editor, autosave, tagged, states } = windowOf(desk);
    tagged("a", "x");
    await autosave.flush();
    const sent = editor.getState().history.draft;
    tagged("b", "typed meanwhile");
    await desk.deps.discard();
    editor.saved(sent, sent, 4);
    autosave.published();
    await pause();
    expect([states.at(-1), desk.stored()?.baseRevision, desk.storedDraft()]).toEqual([
      "kept",
      4,
      editor.getState().history.draft,
    ]);
  });
});

describe("[F1] a draft as text", () => {
  test("is read as it was written, half filled in or not", () => {
    const half: Draft = {
      ...SAVED,
      name: "",
      definition: { ...SAVED.definition, steps: [{ ...Step.parse(tag("a")), tags: [] } as never] },
    };
    expect(readDraft(writeDraft(half))).toEqual(half);
  });

  test.each([
    ["no JSON", "{"],
    ["another thing", '{"name":"x"}'],
    ["a newer version", JSON.stringify({ ...SAVED, definition: { ...SAVED.definition, version: 99 } })],
    [
      "a step that is not known here",
      JSON.stringify({ ...SAVED, definition: { ...SAVED.definition, steps: [{ id: "a", type: "teleport" }] } }),
    ],
    [
      "a branch without arms",
      JSON.stringify({ ...SAVED, definition: { ...SAVED.definition, steps: [{ id: "a", type: "branch-if" }] } }),
    ],
  ])("is set aside where it is %s", (_what, text) => {
    expect(readDraft(text)).toBeNull();
  });
});
