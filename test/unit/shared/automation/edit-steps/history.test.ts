/** Whatever is done in an editor, taken back it leaves the workflow as it was, to the letter. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setSettings } from "#shared/automation/edit-steps/edit.ts";
import { beginHistory, perform, redo, sealed, undo, type History } from "#shared/automation/edit-steps/history.ts";
import { CHOICES, deed, done, expectSound, START } from "../../../../support/random-edits.ts";

/** In a test run; 10 000 have been gone through with `PIPEDESK_EDIT_SEQUENCES=10000`. */
const SEQUENCES = Number(process.env["PIPEDESK_EDIT_SEQUENCES"] ?? 300);

const text = (history: History) => JSON.stringify(history.draft);

test("[E8] random sequences of edits, taken back wholly, leave the workflow as it was to the letter, and every one between is sound", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 25 }), (deeds) => {
      let history = beginHistory(START);
      const states = [text(history)];
      for (const one of deeds) {
        const result = done(history.draft, one);
        if (result.kind !== "edit" || result.operations.length === 0) continue;
        kinds.add(one.what);
        history = perform(history, "change", result.operations);
        expectSound(history.draft);
        states.push(text(history));
      }
      for (const state of states.slice(0, -1).toReversed()) expect(text((history = undo(history)))).toBe(state);
      expect(undo(history)).toBe(history);
      for (const state of states.slice(1)) expect(text((history = redo(history)))).toBe(state);
      expect(redo(history)).toBe(history);
    }),
    { numRuns: SEQUENCES },
  );
  // Every kind of edit has been among them.
  expect(Array.from(kinds).toSorted()).toEqual([...CHOICES].toSorted());
}, 600_000);

describe("the history", () => {
  const typed = (history: History, name: string) =>
    perform(history, "settings", setSettings(history.draft, { name }).operations, "name");

  test("takes what is typed into one field back at once, and keeps it once", () => {
    const history = ["O", "On", "One", "One m", "One more"].reduce(typed, beginHistory(START));
    expect([history.done.length, history.done[0]?.undo.length, history.done[0]?.redo.length]).toEqual([1, 1, 1]);
    const back = undo(history);
    expect([back.draft.name, redo(back).draft.name]).toEqual(["One", "One more"]);
  });

  test("keeps apart what is typed after the field was left, into another one, or after something else", () => {
    const left = typed(sealed(typed(beginHistory(START), "A")), "B");
    const other = perform(left, "settings", setSettings(left.draft, { description: "x" }).operations, "description");
    const again = typed(other, "C");
    expect([left.done.length, other.done.length, again.done.length]).toEqual([2, 3, 4]);
    expect(
      [undo(again), undo(undo(again)), undo(undo(undo(again)))].map(({ draft }) => [draft.name, draft.description]),
    ).toEqual([
      ["B", "x"],
      ["B", ""],
      ["A", ""],
    ]);
  });

  test("forgets what was taken back as soon as something else is done", () => {
    const history = typed(undo(typed(beginHistory(START), "A")), "B");
    expect([redo(history).draft.name, undo(history).draft.name]).toEqual(["B", "One"]);
  });
});
