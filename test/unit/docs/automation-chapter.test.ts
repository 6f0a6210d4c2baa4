/** The automation chapter names everything that a definition may hold, and nothing that it may not. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Trigger, TRIGGER_KINDS } from "#shared/automation/triggers/trigger.ts";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { Condition } from "#shared/automation/filters/filter.ts";
import { PROPERTIES } from "#shared/automation/filters/properties.ts";
import { GALLERY_KEYS } from "#shared/automation/gallery/names.ts";
import { CancelReason } from "#shared/model/cancel-reason.ts";
import { PlainStep, STEP_KINDS } from "#shared/automation/steps/step.ts";
import { SourceKind } from "#shared/model/ticket.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const CHAPTER = readFileSync(resolve(ROOT, "docs/automation.md"), "utf8");

/** What stands in backticks in the table column under a heading. */
function column(heading: string, at: number): string[] {
  const section = CHAPTER.slice(CHAPTER.indexOf(`\n${heading}\n`)).split(/\n#{2,3} /u)[1] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .flatMap((line) =>
      Array.from((line.split(/(?<!\\)\|/u)[at] ?? "").matchAll(/`([^`]+)`/gu), ([, word]) => word ?? ""),
    );
}

/** The literals of a union's discriminator. */
function literals(options: readonly z.ZodObject[], name: string): string[] {
  return options.flatMap((option) => {
    const schema: unknown = option.shape[name];
    if (schema instanceof z.ZodLiteral) return Array.from(schema.values, String);
    return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
  });
}

const sorted = (words: readonly string[]) => Array.from(new Set(words)).toSorted();

describe("docs/automation.md", () => {
  test("has a line for every trigger", () => {
    const types = Object.keys(TRIGGER_KINDS);
    expect(types.length).toBeGreaterThan(10);
    expect(
      column("### Triggers", 1)
        .filter((word) => word !== "type")
        .toSorted(),
    ).toEqual(types.toSorted());
  });

  test("has a line for every step", () => {
    const types = Object.keys(STEP_KINDS);
    expect(types.length).toBeGreaterThan(30);
    expect(
      column("### Steps", 1)
        .filter((word) => word !== "type")
        .toSorted(),
    ).toEqual(types.toSorted());
  });

  test("has every operator and every property of the conditions", () => {
    const operators = literals(Condition.options, "operator");
    const properties = Object.entries(PROPERTIES).flatMap(([object, ofObject]) => [object, ...Object.keys(ofObject)]);
    expect(operators.length).toBeGreaterThan(25);
    const told = column("### Conditions", 1);
    const toldProperties = column("### Conditions", 2);
    expect(sorted(told)).toEqual(sorted([...operators, ...Object.keys(PROPERTIES)]));
    expect(toldProperties).toEqual(
      expect.arrayContaining(properties.filter((name) => !Object.hasOwn(PROPERTIES, name))),
    );
  });

  test("has every setting of every trigger and step", () => {
    const settings = [...Trigger.options, ...PlainStep.options].flatMap((option) =>
      Object.keys(option.shape).filter((name) => name !== "id" && name !== "type"),
    );
    const lacking = sorted(settings).filter((name) => !CHAPTER.includes(`\`${name}\``));
    expect(lacking).toEqual([]);
  });

  test("has every part, reason and source", () => {
    const words = [...CancelReason.options, ...SourceKind.options, "triggers", "filter", "reenrolment", "unenrolment"];
    expect(words.filter((word) => !CHAPTER.includes(`\`${word}\``))).toEqual([]);
  });

  test("has every ready workflow", () => {
    expect(column("## Import, export and the gallery", 1)).toEqual([...GALLERY_KEYS]);
  });

  test("its example, and the file of it, can be read", () => {
    const block = /```json\n([\s\S]*?)```/u.exec(CHAPTER)?.[1] ?? "";
    expect(WorkflowDefinition.safeParse(JSON.parse(block)).success).toBe(true);
    const file = z
      .object({ definition: z.unknown() })
      .parse(JSON.parse(readFileSync(resolve(ROOT, "docs/examples/vip-escalation.json"), "utf8")));
    expect(WorkflowDefinition.safeParse(file.definition).success).toBe(true);
  });
});
