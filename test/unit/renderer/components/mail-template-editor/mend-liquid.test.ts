import { expect, test } from "vitest";
import { mendedLiquid } from "#renderer/components/mail-template-editor/mend-liquid.ts";

test.each([
  ["{{ contact.firstname | default: “there” }}", '{{ contact.firstname | default: "there" }}'],
  ["{{ contact.firstname | default: ‘there’ }}", "{{ contact.firstname | default: 'there' }}"],
  ["{{\u00a0contact.firstname\u00a0|\u00a0default: „da“ }}", '{{ contact.firstname | default: "da" }}'],
  // Readable: its words are the writer's own.
  ['{{ contact.firstname | default: "l’altro" }}', '{{ contact.firstname | default: "l’altro" }}'],
  ["{{ contact.shoe }}", "{{ contact.shoe }}"],
  ["{{ not | even ( }}", "{{ not | even ( }}"],
  ["{% if x == “a” %}", "{% if x == “a” %}"],
])("[F6] %s is kept as it was meant", (source, meant) => {
  expect(mendedLiquid(source)).toBe(meant);
});
