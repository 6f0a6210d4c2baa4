import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FILTERS, TAGS } from "#shared/automation/placeholders/engine.ts";
import { PLACEHOLDERS } from "#shared/automation/placeholders/names.ts";

test("[F6] docs/placeholders.md names every placeholder, tag and filter", () => {
  const text = readFileSync(new URL("../../../../../docs/placeholders.md", import.meta.url), "utf8");
  const rows = new Map(
    Array.from(text.matchAll(/^\| `(\w+)`\s+\| (.+) \|$/gmu), ([, object, names]) => [object, names]),
  );
  const missing = PLACEHOLDERS.filter(({ name }) => !name.endsWith("EpochMs")).filter(({ name }) => {
    const [object = "", ...rest] = name.split(".");
    return rest.length === 0 ? !rows.has(object) : !rows.get(object)?.includes(`\`${rest.join(".")}\``);
  });
  expect([missing, [...TAGS, ...FILTERS].filter((name) => !text.includes(`\`${name}\``))]).toEqual([[], []]);
});
