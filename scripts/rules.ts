import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readRulePlaces } from "../build/rules/read-sources.ts";
import { problemsOf, rulesPage } from "../build/rules/rule-index.ts";

/** `npm run rules`: makes docs/rules.md anew and tells what is missing. */
const repository = resolve(import.meta.dirname, "..");
const places = readRulePlaces(repository);
writeFileSync(join(repository, "docs/rules.md"), rulesPage(places));
const problems = problemsOf(places);
console.log(problems.length === 0 ? "docs/rules.md is made; each rule has an owner and a test." : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
