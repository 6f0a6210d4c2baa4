import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LEFT_OUT_FILES, LEFT_OUT_TAGS } from "../e2e/support/left-out-of-the-window.ts";

const FOLDER = join(import.meta.dirname, "../e2e");

test("what is left out of the window, by file or by tag, is there; and no tag is without a meaning", () => {
  const specs = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".spec.ts"));
  const tags = new Set(
    specs.flatMap((name) =>
      Array.from(readFileSync(join(FOLDER, name), "utf8").matchAll(/tag: "(@[a-z-]+)"/gu), ([, tag = ""]) => tag),
    ),
  );
  expect({
    missingFiles: LEFT_OUT_FILES.filter((file) => !specs.includes(file)),
    tags: Array.from(tags).toSorted(),
  }).toEqual({ missingFiles: [], tags: LEFT_OUT_TAGS.toSorted() });
});
