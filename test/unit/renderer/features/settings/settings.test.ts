import { describe, expect, test } from "vitest";
import { partsOf, place } from "#renderer/features/settings/form/rich-text.tsx";
import { statusSetBy, templateOf, withStatus } from "#renderer/features/settings/pipelines/automate/email-template.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import { requiredOf, withRequired } from "#renderer/features/settings/pipelines/rules/required.ts";
import { namesOf } from "#renderer/state/use-words.ts";
import { EMPTY_SETUP } from "#renderer/state/desk-store.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { PipelineId, StageId, StepId } from "#shared/model/ids.ts";
import { pipeline, PIPELINE, WAITING } from "../../cards.ts";
import { workflow } from "../ticket/fixtures.ts";

describe("[A2] the order of stages", () => {
  const ids = ["a", "b", "c", "d"];

  test.each([
    ["down by one", "a", 1, ["b", "a", "c", "d"]],
    ["to the end", "a", 3, ["b", "c", "d", "a"]],
    ["up by one", "c", 1, ["a", "c", "b", "d"]],
  ])("%s", (_what, id, index, expected) => {
    expect(moved(ids, id, index)).toEqual(expected);
  });

  test.each([
    ["to where it is", "b", 1],
    ["before the first", "a", -1],
    ["behind the last", "d", 4],
    ["of what isn't there", "x", 1],
  ])("moving %s changes nothing", (_what, id, index) => {
    expect(moved(ids, id, index)).toBe(ids);
  });

  test.each([
    ["above a later one", "a", "c", "top", ["b", "a", "c", "d"]],
    ["below a later one", "a", "c", "bottom", ["b", "c", "a", "d"]],
    ["above an earlier one", "d", "b", "top", ["a", "d", "b", "c"]],
    ["below an earlier one", "d", "b", "bottom", ["a", "b", "d", "c"]],
    ["right above where it is", "b", "c", "top", ids],
    ["onto itself", "b", "b", "top", ids],
    ["onto what isn't there", "b", "x", "top", ids],
  ] as const)("dropped %s", (_what, id, onto, edge, expected) => {
    expect(dropped(ids, id, onto, edge)).toEqual(expected);
  });

  test("a stage that another device just added comes last", () => {
    expect(inOrder([{ id: "new" }, { id: "a" }, { id: "b" }], ["b", "a"])).toEqual([
      { id: "b" },
      { id: "a" },
      { id: "new" },
    ]);
  });
});

describe("[D1] [D2] the template automations", () => {
  const workflows = [workflow("w-d1", "D1"), workflow("w-d2", "D2")];

  test("are found by pipeline and trigger", () => {
    expect([templateOf(workflows, PIPELINE, "D2")?.id, templateOf(workflows, PipelineId.parse("other"), "D2")]).toEqual(
      ["w-d2", undefined],
    );
  });

  test("get another status and keep what was added to them", () => {
    const { definition } = workflow("w-d2", "D2");
    const priority = {
      id: StepId.parse("s0"),
      type: "set-property",
      change: { property: "priority", value: "high" },
    } as const;
    const extended = { ...definition, steps: [priority, ...definition.steps] };
    expect(statusSetBy(extended)).toBe(WAITING);
    expect(withStatus(extended, StageId.parse("closed"))).toEqual({
      ...definition,
      steps: [priority, { id: "s1", type: "move-stage", stageId: "closed" }],
    });
  });

  test("without a step that sets the status stay as they are", () => {
    const bare = { ...workflow("w-d2", "D2").definition, steps: [] };
    expect([statusSetBy(bare), withStatus(bare, WAITING)]).toEqual([null, bare]);
  });
});

describe("[G4] required properties", () => {
  test("are kept in the model's order; unknown ones are left out", () => {
    expect(withRequired({}, WAITING, ["tags", "mood", "subject"])).toEqual({ waiting: ["subject", "tags"] });
  });

  test("a stage that requires nothing has no entry", () => {
    expect(withRequired({ waiting: ["tags"], closed: ["ownerId"] }, WAITING, [])).toEqual({ closed: ["ownerId"] });
  });

  test("a stage named like a property of every object requires nothing", () => {
    expect([requiredOf({}, StageId.parse("constructor")), requiredOf({ waiting: ["tags"] }, WAITING)]).toEqual([
      [],
      ["tags"],
    ]);
  });
});

describe("sentences with controls", () => {
  test("keep each language's own order", () => {
    for (const language of ["en", "it"] as const) {
      const text = createTranslate(language)("settings.emailStatus.plain", {
        trigger: place("trigger"),
        stage: place("stage"),
      });
      expect(partsOf(text).filter((part) => "place" in part)).toEqual([{ place: "trigger" }, { place: "stage" }]);
    }
  });

  test.each([
    ["only words", [{ text: "only words" }]],
    [`${place("a")}${place("b")}`, [{ place: "a" }, { place: "b" }]],
    [`x ${place("a")} y`, [{ text: "x " }, { place: "a" }, { text: " y" }]],
    ["", []],
  ])("%j", (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });
});

describe("names of what workflows mention", () => {
  const names = namesOf({ ...EMPTY_SETUP, pipelines: [pipeline()], teams: [] });

  test.each([
    ["stage", WAITING, "Waiting"],
    ["pipeline", PIPELINE, "Support"],
    ["stage", "gone", null],
    ["team", "gone", null],
    ["contact", "p1", "p1"],
  ] as const)("%s %s: %j", (kind, id, expected) => {
    expect(names(kind, id)).toBe(expected);
  });
});
