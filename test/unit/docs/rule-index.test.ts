import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readRulePlaces } from "../../../build/rules/read-sources.ts";
import { placesOfRules, problemsOf, rulesOwnedBy, rulesPage, rulesTestedBy } from "../../../build/rules/rule-index.ts";
import { RULES, type Rule } from "../../../build/rules/rules.ts";

const repository = resolve(import.meta.dirname, "../../..");

describe("the repository", () => {
  const places = readRulePlaces(repository);

  test("each rule has an owner and a test, and what isn't built has none", () => {
    expect(problemsOf(places)).toEqual([]);
  });

  test("docs/rules.md is what the sources say; `npm run rules` makes it anew", () => {
    expect(readFileSync(join(repository, "docs/rules.md"), "utf8")).toBe(rulesPage(places));
  });

  test("no number stands twice", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

describe("what is read", () => {
  test("owners from @rule, with several numbers at once", () => {
    expect(rulesOwnedBy("/** Decides.\n * @rule C1, C2\n */\n/** @rule D8b */\n// C3 is not owned here")).toEqual([
      "C1",
      "C2",
      "D8b",
    ]);
  });

  test("tests from brackets in strings only", () => {
    const text = 'test("[C1] closes [C2]", () => list[C3]);\ndescribe(`[H1b, D7] held`, () => {}); // [C4]';
    expect(rulesTestedBy(text)).toEqual(["C1", "C2", "H1b", "D7"]);
  });
});

describe("what is wrong is told", () => {
  const rules: readonly Rule[] = [
    { id: "C1", title: "One" },
    { id: "C2", title: "Two", notBuilt: "Later." },
  ];
  const owner = (ids: string) => ({ path: "src/a.ts", text: `/** @rule ${ids} */` });
  const tests = (ids: string) => ({ path: "test/a.test.ts", text: `test("[${ids}] is so", () => {});` });
  const problems = (owned: string, tested: string) =>
    problemsOf(
      new Map([...placesOfRules([owner(owned)], [tests(tested)])].filter(([id]) => /^C[129]$/.test(id))),
      rules,
    );

  test("nothing, where each has both", () => {
    expect(problems("C1", "C1")).toEqual([]);
  });
  test("a rule without an owner", () => {
    expect(problems("", "C1")).toEqual(["C1 has no owner: say @rule C1 where it is decided"]);
  });
  test("a rule without a test", () => {
    expect(problems("C1", "D1")).toEqual(["C1 has no test whose name bears [C1]"]);
  });
  test("a rule that is built and still on the list of those that aren't", () => {
    expect(problems("C1, C2", "C1")).toEqual(["C2 has an owner, src/a.ts: take its notBuilt away"]);
  });
  test("a number that no rule has", () => {
    expect(problems("C1, C9", "C1, C9")).toEqual(["C9 is no rule of build/rules/rules.ts: src/a.ts, test/a.test.ts"]);
  });
});
