import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { expect, test } from "vitest";

// The package imports its schema as JSON without saying so, which bundlers take and Node doesn't.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".min.json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
hooks.deregister();

const ROOT = resolve(import.meta.dirname, "../../..");
const FOLDER = resolve(ROOT, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const names = readdirSync(FOLDER);
const read = (name: string) => readFileSync(resolve(FOLDER, name), "utf8");

/** What GitHub's own reader says of a workflow. */
async function errorsIn(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

test.each(names)("%s is a workflow by GitHub's own schema", async (name) => {
  expect(await errorsIn(name, read(name))).toEqual([]);
});

test("a workflow that is none is noticed", async () => {
  expect(await errorsIn("x.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n")).not.toEqual([]);
  const unknown = read("ci.yml").replace("github.ref }}", "nothing.ref }}");
  expect(await errorsIn("x.yml", unknown)).not.toEqual([]);
});

test.each(names)(
  "%s runs scripts that there are, pins what it uses, asks for no more than it needs and hands no secret to a shell's words",
  (name) => {
    const text = read(name);
    for (const [, script = ""] of text.matchAll(/npm run ([\w:]+)/gu)) expect(scripts).toHaveProperty([script]);
    for (const [, action = ""] of text.matchAll(/uses: (\S+)/gu)) expect(action).toMatch(/^actions\/[\w-]+@v\d+$/u);
    expect(text).toMatch(/^permissions:\n  contents: read$/mu);
    for (const [, command = ""] of text.matchAll(/run: (.+)/gu)) expect(command).not.toContain("secrets.");
    // A job that hangs costs hours.
    const jobs = [...text.matchAll(/^    runs-on: /gmu)].length;
    expect([...text.matchAll(/^    timeout-minutes: \d+$/gmu)]).toHaveLength(jobs);
  },
);
