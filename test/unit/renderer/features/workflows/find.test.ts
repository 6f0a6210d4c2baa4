import { expect, test } from "vitest";
import { flowGraphOf, TRIGGERS_ID } from "#renderer/components/workflow/editor/flow-graph.ts";
import { createBoxFinder } from "#renderer/features/workflows/find/find-boxes.ts";
import { createSpeaker, say, type Names } from "#shared/automation/describe/words.ts";
import { all, choose, definitionOf, tag } from "../../../../support/definitions.ts";

const speaker = createSpeaker("en", "UTC");
const names: Names = (kind, id) => (kind === "mail-template" && id === "m1" ? "Déjà vu" : null);
const find = createBoxFinder({ names, say: (phrase) => say(phrase, speaker) });

const DEFINITION = definitionOf({
  filter: all({ object: "ticket", property: "subject", operator: "contains", value: "boots" }),
  steps: [
    { id: "note", type: "add-note", text: "Hello {{ contact.firstname }}, **URGENT**" },
    { id: "mail", type: "send-email", mail: { kind: "template", templateId: "m1" } },
    choose("branch", { vip: [tag("inner", "gold")] }),
  ],
});
const GRAPH = flowGraphOf(DEFINITION.steps);
const found = (typed: string) => find(GRAPH, DEFINITION, typed);

test.each([
  ["its kind", "add a note", ["note"]],
  ["a placeholder in it", "contact.firstname", ["note"]],
  ["its text, in whatever case", "urgent hello", ["note"]],
  ["the name of what it names, without accents", "deja", ["mail"]],
  ["a value of it", "gold", ["inner"]],
  ["the name of an arm", "vip", ["branch", "branch/arm/vip"]],
  ["a condition of the workflow", "boots", [TRIGGERS_ID]],
  ["nothing, where a word is nowhere", "note gold", []],
  ["nothing, where nothing is typed", "  ", []],
  ["no part of a pattern", "(.*", []],
])("[F1] an action is found by %s", (_, typed, expected) => {
  expect(found(typed)).toEqual(expected);
});
