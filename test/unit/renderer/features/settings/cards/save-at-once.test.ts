import { expect, test } from "vitest";
import { openedFrom } from "#renderer/components/workflow/editor/editor-state.ts";
import { createEditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { saveAtOnce } from "#renderer/features/settings/pipelines/automate/cards/save-at-once.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { definitionOf, tag } from "../../../../../support/definitions.ts";

const OFFER = { pipelineId: "p", stageId: "s", userId: "u", workflowId: "w", timeZone: "Europe/Rome" } as Omit<
  Offer,
  "stepId"
>;

/** A card with three actions, and how often it was saved. */
function open() {
  const definition = definitionOf({ steps: [tag("a"), tag("b"), tag("c")] });
  const draft = { name: "New", description: "", pipelineId: null, overridesRules: false, revision: 1, definition };
  const deps = { id: OFFER.workflowId, offer: OFFER, mayEdit: true, hasOwnPlace: true, random: () => 0.5 };
  const editor = createEditorStore(openedFrom(draft), deps);
  const card = { editor, saves: 0 };
  saveAtOnce(editor, async () => {
    card.saves += 1;
    const { history, revision } = editor.getState();
    const sent = history.draft;
    await settled();
    editor.saved(sent, sent, revision + 1);
    return true;
  });
  return card;
}

const settled = () => new Promise((resolve) => void setImmediate(resolve));
/** Also what is begun after what is under way. */
const allSettled = async () => {
  for (let turn = 0; turn < 6; turn += 1) await settled();
};

test("[E8] what is deleted, moved or taken back is saved at once, each time", async () => {
  const card = open();
  card.editor.delete("a", "only");
  await allSettled();
  card.editor.moveBy("c", -1);
  await allSettled();
  card.editor.undo();
  await allSettled();
  card.editor.undo();
  await allSettled();
  expect([card.saves, card.editor.isChanged()]).toEqual([4, false]);
});

test("[E6] what is put in and typed waits for Save, and nothing else is saved along with it", async () => {
  const card = open();
  card.editor.beginAdding({ list: null, index: 0 });
  card.editor.add("add-note");
  await allSettled();
  card.editor.openPanel(null);
  card.editor.delete("b", "only");
  await allSettled();
  expect([card.saves, card.editor.isChanged()]).toEqual([0, true]);
});

test("[E8] what is taken back while a save is under way is saved after it", async () => {
  const card = open();
  card.editor.delete("a", "only");
  await Promise.resolve();
  card.editor.undo();
  card.editor.delete("b", "following");
  await allSettled();
  expect([card.editor.isChanged(), card.editor.getState().saved.definition.steps.map(({ id }) => id)]).toEqual([
    false,
    ["a"],
  ]);
});
