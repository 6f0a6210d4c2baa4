import { expect, test } from "vitest";
import { stepOfChange, tagsOver } from "#renderer/components/ticket/step-of-change.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { TicketId } from "#shared/model/ids.ts";

const id = TicketId.parse("t1");

test("of tags only what a change put in or took out is taken back, whatever others did beside", () => {
  expect([
    tagsOver(["a", "b"], ["a", "b"], ["a"]),
    tagsOver(["a", "B", "theirs"], ["a", "b"], ["a"]),
    tagsOver(["theirs"], [], ["mine"]),
    tagsOver(["Mine"], [], ["mine"]),
    tagsOver(["a"], ["a", "b"], ["a"]),
  ]).toEqual([["a"], ["a", "theirs"], ["theirs", "mine"], null, null]);
});

test("a change is taken back over what it left, and done again over what it found", async () => {
  const calls: unknown[] = [];
  const tickets = {
    get: () => Promise.resolve({ tags: ["vip", "theirs"] }),
    update: (input: unknown) => Promise.resolve(calls.push(input)),
  } as unknown as Parameters<typeof stepOfChange>[0];
  const t = createTranslate("en");
  const priority = stepOfChange(tickets, { id, number: 12, priority: "low" }, { priority: "high" }, "Priority", t);
  const tags = stepOfChange(tickets, { id, number: null, tags: [] }, { tags: ["vip"] }, "Tags", t);
  await priority.undo();
  await priority.redo?.();
  await tags.undo();
  expect([priority.what, tags.what]).toEqual(["Priority of #12", "Tags of this ticket"]);
  expect(calls).toEqual([
    { id, priority: "low", onlyIf: { priority: "high" } },
    { id, priority: "high", onlyIf: { priority: "low" } },
    { id, tags: ["theirs"], onlyIf: { tags: ["vip", "theirs"] } },
  ]);
});
