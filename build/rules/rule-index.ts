import { CHAPTERS, RULES, type Rule } from "./rules.ts";

/** A text file of the repository, its path from the root with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Where a rule is decided, and what proves it: paths, sorted. */
export type RulePlaces = { readonly owners: readonly string[]; readonly tests: readonly string[] };

const TAG = /@rule ((?:[A-Z]\d+[a-z]?(?:, )?)+)/g;
/** A number in brackets, alone or with others, anywhere in the name of a test. */
const NAMED = /\[((?:[A-H]\d+[a-z]?)(?:, [A-H]\d+[a-z]?)*)\]/g;
/** Names of tests are strings; a bracket in code is something else. */
const STRING = /(["`'])(?:\\.|(?!\1)[^\\\n])*\1/g;

/** Numbers that a source says it owns. */
export function rulesOwnedBy(text: string): string[] {
  return [...text.matchAll(TAG)].flatMap(([, ids]) => (ids ?? "").split(", ").filter((id) => id !== ""));
}

/** Numbers that the names of a test file's tests bear. */
export function rulesTestedBy(text: string): string[] {
  const strings = [...text.matchAll(STRING)].map(([string]) => string).join("\n");
  return [...strings.matchAll(NAMED)].flatMap(([, ids]) => (ids ?? "").split(", "));
}

/** Where each rule is decided and tested; numbers that no rule has are in it too. */
export function placesOfRules(
  sources: readonly SourceFile[],
  tests: readonly SourceFile[],
): ReadonlyMap<string, RulePlaces> {
  const owners = pathsByRule(sources, rulesOwnedBy);
  const tested = pathsByRule(tests, rulesTestedBy);
  const ids = new Set([...RULES.map(({ id }) => id), ...owners.keys(), ...tested.keys()]);
  return new Map([...ids].map((id) => [id, { owners: owners.get(id) ?? [], tests: tested.get(id) ?? [] }]));
}

function pathsByRule(
  files: readonly SourceFile[],
  rulesOf: (text: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    for (const id of new Set(rulesOf(text))) paths.set(id, [...(paths.get(id) ?? []), path]);
  }
  return paths;
}

/** What is wrong with the rules, in words; empty where each has an owner and a test. */
export function problemsOf(places: ReadonlyMap<string, RulePlaces>, rules: readonly Rule[] = RULES): string[] {
  const known = new Set(rules.map(({ id }) => id));
  const unknown = [...places]
    .filter(([id]) => !known.has(id))
    .map(([id, { owners, tests }]) => `${id} is no rule of build/rules/rules.ts: ${[...owners, ...tests].join(", ")}`);
  const wrong = rules.flatMap(({ id, notBuilt }) => {
    const { owners = [], tests = [] } = places.get(id) ?? {};
    if (notBuilt !== undefined) {
      return owners.length === 0 ? [] : [`${id} has an owner, ${owners.join(", ")}: take its notBuilt away`];
    }
    return [
      ...(owners.length === 0 ? [`${id} has no owner: say @rule ${id} where it is decided`] : []),
      ...(tests.length === 0 ? [`${id} has no test whose name bears [${id}]`] : []),
    ];
  });
  return [...unknown, ...wrong];
}

/** The page `docs/rules.md`. */
export function rulesPage(places: ReadonlyMap<string, RulePlaces>, rules: readonly Rule[] = RULES): string {
  const chapters = Object.entries(CHAPTERS).map(([letter, title]) => {
    const entries = rules.filter(({ id }) => id.startsWith(letter)).map((rule) => entryOf(rule, places.get(rule.id)));
    return `## ${letter}. ${title}\n\n${entries.join("\n")}`;
  });
  return `${PREFACE}\n\n${chapters.join("\n\n")}\n`;
}

const PREFACE = `# Rules

Where each rule of the product is decided, and which tests hold it. Made by \`npm run rules\`, never by hand: the titles are in
\`build/rules/rules.ts\`, a file says \`@rule D6\` where it decides D6, and a test's name bears \`[D6]\`.`;

function entryOf({ id, title, notBuilt, stillOpen }: Rule, places: RulePlaces | undefined): string {
  if (notBuilt !== undefined) return `- **${id}** ${title}. _Not built yet:_ ${notBuilt}`;
  const open = stillOpen === undefined ? [] : [`  - _Not built yet:_ ${stillOpen}`];
  const lines = [
    `- **${id}** ${title}`,
    ...open,
    `  - decided in ${(places?.owners ?? []).map(linkTo).join(", ")}`,
    `  - tested by ${(places?.tests ?? []).map(linkTo).join(", ")}`,
  ];
  return lines.join("\n");
}

/** By the name within `src` or `test`, which is long enough to be told from others. */
function linkTo(path: string): string {
  return `[${path.replace(/^(?:src|test)\//, "")}](../${path})`;
}
