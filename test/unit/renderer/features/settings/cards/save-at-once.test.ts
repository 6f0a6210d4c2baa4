import { expect, test } from "vitest";
import { createEditorStore, openedFrom } from "#renderer/components/workflow/editor/editor-store.ts";
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
  saveAtOnce(editor, () => {
    card.saves += 1;
    const { history, revision } = editor.getState();
    editor.saved(history.draft, history.draft, revision + 1);
  });
  return card;
}

const settled = () => Promise.resolve();

test("[E8] what is deleted, moved or taken back is saved at once, each time", async () => {
  const card = open();
  card.editor.delete("a", "only");
  await settled();
  card.editor.moveBy("c", -1);
  await settled();
  card.editor.undo();
  await settled();
  card.editor.undo();
  await settled();
  expect([card.saves, card.editor.isChanged()]).toEqual([4, false]);
});

test("[E6] what is put in and typed waits for Save, and nothing else is saved along with it", async () => {
  const card = open();
  card.editor.beginAdding({ list: null, index: 0 });
  card.editor.add("add-note");
  await settled();
  card.editor.openPanel(null);
  card.editor.delete("b", "only");
  await settled();
  expect([card.saves, card.editor.isChanged()]).toEqual([0, true]);
});
