import { describe, expect, test } from "vitest";
import { isChanged, openedFrom } from "#renderer/components/workflow/editor/editor-state.ts";
import { createEditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { placeOf } from "#shared/automation/edit-steps/places.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

const OFFER = { pipelineId: "p", stageId: "s", userId: "u", workflowId: "w", timeZone: "Europe/Rome" } as Omit<
  Offer,
  "stepId"
>;

function open(mayEdit = true) {
  let draws = 0;
  return createEditorStore(
    openedFrom({
      name: "One",
      description: "",
      pipelineId: null,
      overridesRules: false,
      revision: 3,
      definition: definitionOf({ steps: [tag("a"), choose("b", { vip: [tag("c")], new: [] }), tag("f")] }),
    }),
    { id: OFFER.workflowId, offer: OFFER, mayEdit, hasOwnPlace: false, random: () => ((draws += 0.013) * 7) % 1 },
  );
}

type Editor = ReturnType<typeof open>;
const ids = (editor: Editor) => editor.graph().nodes.flatMap(({ kind, id }) => (kind === "step" ? [id] : []));
const said = (editor: Editor) => editor.getState().told;

describe("the opened workflow", () => {
  test("[E8] a step that is put in is chosen, and undo brings back what was there", () => {
    const editor = open();
    const place = editor.placeAfter("b");
    if (place === null) throw new Error("Behind the branch.");
    editor.beginAdding(place);
    editor.add("add-note");
    const { chosen, panel } = editor.getState();
    expect([ids(editor).indexOf(chosen), panel, editor.isChanged()]).toEqual([3, "chosen", true]);
    editor.undo();
    expect([ids(editor), editor.isChanged(), editor.getState().panel]).toEqual([["a", "b", "c", "f"], false, null]);
    editor.redo();
    expect(ids(editor)).toHaveLength(5);
  });

  test("[E8] asks what goes with a step where something follows it, and which arm of a branch survives", () => {
    const editor = open();
    editor.askDelete("a");
    const first = editor.getState().deleting;
    editor.stopDeleting();
    editor.askDelete("b");
    const branch = editor.getState().deleting;
    editor.delete("b", "only", "vip");
    const chosen = editor.getState().chosen;
    editor.askDelete("f");
    expect([first, branch, chosen, editor.getState().deleting, ids(editor), editor.getState().chosen]).toEqual([
      { stepId: "a", armIds: null },
      { stepId: "b", armIds: ["vip", "new", null] },
      "c",
      null,
      ["a", "c"],
      "c",
    ]);
  });

  test("a step that looks for a place goes where the next + is pressed", () => {
    const editor = open();
    editor.beginMoving("f");
    const place = editor.placeAfter("b/arm/new");
    if (place !== null) editor.beginAdding(place);
    const { moving, adding, history } = editor.getState();
    expect([moving, adding, placeOf(history.draft.definition.steps, "f")?.list]).toEqual([
      null,
      null,
      { branchId: "b", armId: "new" },
    ]);
  });

  test("[E8] what is copied is pasted under new ids, as one thing to undo; what can't be is told", () => {
    const editor = open();
    const text = editor.copy("b");
    const place = editor.placeAfter("f");
    if (text === null || place === null) throw new Error("A branch, and a place behind the end.");
    editor.paste(text, place);
    const pasted = ids(editor);
    editor.undo();
    editor.paste("Good morning", place);
    expect([pasted.length, new Set(pasted).size, ids(editor).length, said(editor)]).toEqual([
      6,
      6,
      4,
      { kind: "unreadable", reason: "no-steps", about: "" },
    ]);
  });

  test("[A3] nobody changes anything who may not", () => {
    const editor = open(false);
    editor.beginAdding({ list: null, index: 0 });
    editor.change({ name: "Two" });
    editor.askDelete("f");
    editor.beginMoving("f");
    editor.paste(editor.copy("a") ?? "", { list: null, index: 0 });
    editor.moveBy("a", 1);
    expect([ids(editor), editor.isChanged(), editor.getState().adding, editor.getState().moving]).toEqual([
      ["a", "b", "c", "f"],
      false,
      null,
      null,
    ]);
  });
});

describe("discarding", () => {
  test("goes back to what is saved, and Redo brings back what was typed", () => {
    const editor = open();
    editor.change({ name: "Two" });
    const sent = editor.getState().history.draft;
    editor.saved(sent, sent, 4);
    editor.change({ name: "Three" });
    editor.change({ name: "Four" });
    editor.discard();
    const { history } = editor.getState();
    editor.redo();
    editor.redo();
    expect([history.draft.name, history.done.length, editor.getState().history.draft.name]).toEqual(["Two", 1, "Four"]);
  });

  test("works too where what is saved was taken back since", () => {
    const editor = open();
    editor.change({ name: "Two" });
    const sent = editor.getState().history.draft;
    editor.saved(sent, sent, 4);
    editor.undo();
    editor.discard();
    expect([editor.getState().history.draft.name, editor.isChanged()]).toEqual(["Two", false]);
  });
});

describe("[F8] saving", () => {
  test("what was typed while it was under way stays, and is unsaved", () => {
    const editor = open();
    editor.change({ name: "Two" }, "name");
    const sent = editor.getState().history.draft;
    editor.change({ name: "Two and a half" }, "name");
    editor.saved(sent, sent, 4);
    const { history, revision } = editor.getState();
    expect([history.draft.name, revision, isChanged(editor.getState())]).toEqual(["Two and a half", 4, true]);
  });

  test("what the desk added becomes part of it, and what came before can still be undone", () => {
    const editor = open();
    editor.change({ name: "Two" });
    const sent = editor.getState().history.draft;
    editor.saved(sent, { ...sent, description: "Told by the desk" }, 4);
    expect([editor.getState().history.draft.description, editor.isChanged()]).toEqual(["Told by the desk", false]);
    editor.undo();
    expect([editor.getState().history.draft.name, editor.isChanged()]).toEqual(["One", true]);
  });

  test("the same in another order of its parts is the same", () => {
    const editor = open();
    const { draft } = editor.getState().history;
    const { definition, ...rest } = draft;
    editor.saved(draft, { definition, ...rest }, 3);
    expect(editor.isChanged()).toBe(false);
  });
});
