import { expect, test } from "vitest";
import { createUndoStack, type Step } from "#renderer/state/undo-stack.ts";

/** A value that steps change, each only over what it left. */
function bench() {
  const stack = createUndoStack();
  const values = new Map<string, string>();
  const set = async (name: string, to: string, onlyIf: string) => {
    await Promise.resolve();
    if (values.get(name) !== onlyIf) throw new Error("changed since");
    values.set(name, to);
  };
  const change = (name: string, to: string): Step => {
    const from = values.get(name) ?? "";
    values.set(name, to);
    const step: Step = { what: `${name} ${to}`, undo: () => set(name, from, to), redo: () => set(name, to, from) };
    stack.push(step);
    return step;
  };
  return { stack, values, change };
}

test("changes of any kind are taken back in turn, and done again in turn", async () => {
  const { stack, values, change } = bench();
  change("owner", "Ada");
  change("priority", "high");
  change("owner", "Bob");
  const told: string[] = [];
  for (const act of ["undo", "undo", "undo", "undo", "redo", "redo", "redo", "redo"] as const) {
    const { kind } = await stack[act]();
    told.push(`${act} ${kind}: ${values.get("owner")} ${values.get("priority")}`);
  }
  expect(told).toEqual([
    "undo done: Ada high",
    "undo done: Ada ",
    "undo done:  ",
    "undo nothing:  ",
    "redo done: Ada ",
    "redo done: Ada high",
    "redo done: Bob high",
    "redo nothing: Bob high",
  ]);
});

test("keys pressed faster than the desk answers are taken one after the other", async () => {
  const { stack, values, change } = bench();
  for (const name of ["Ada", "Bob", "Eve"]) change("owner", name);
  const steps = await Promise.all([stack.undo(), stack.undo(), stack.redo(), stack.undo()]);
  expect([steps.map(({ kind }) => kind), values.get("owner")]).toEqual([["done", "done", "done", "done"], "Ada"]);
});

test("what somebody else changed since stays, is told, and doesn't stand in the way of the steps before", async () => {
  const { stack, values, change } = bench();
  change("priority", "high");
  change("owner", "Ada");
  values.set("owner", "Zoe");
  expect(await stack.undo()).toMatchObject({ kind: "refused", step: { what: "owner Ada" } });
  expect(values.get("owner")).toBe("Zoe");
  expect(await stack.undo()).toMatchObject({ kind: "done", step: { what: "priority high" } });
  expect(await stack.redo()).toMatchObject({ kind: "done", step: { what: "priority high" } });
  expect(await stack.redo()).toEqual({ kind: "nothing" });
});

test("a new change ends what could be done again", async () => {
  const { stack, change } = bench();
  change("owner", "Ada");
  await stack.undo();
  change("owner", "Bob");
  expect(await stack.redo()).toEqual({ kind: "nothing" });
});

test("the button at a change takes back that one, once", async () => {
  const { stack, values, change } = bench();
  const first = change("owner", "Ada");
  change("priority", "high");
  expect((await stack.undoOne(first)).kind).toBe("done");
  expect((await stack.undoOne(first)).kind).toBe("nothing");
  expect([values.get("owner"), values.get("priority")]).toEqual(["", "high"]);
});

test("what was sent can't be sent again by a key", async () => {
  const stack = createUndoStack();
  stack.push({ what: "mail", undo: () => Promise.resolve(), redo: null });
  await stack.undo();
  expect(await stack.redo()).toEqual({ kind: "nothing" });
});
