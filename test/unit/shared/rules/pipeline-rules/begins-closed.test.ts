import { expect, test } from "vitest";
import type { StageId } from "#shared/model/ids.ts";
import { beginsClosed, wouldBeginClosed } from "#shared/rules/pipeline-rules/begins-closed.ts";
import { newPipeline, SUPPORT_PIPELINE_ID } from "#main/desk/defaults.ts";

const pipeline = newPipeline(SUPPORT_PIPELINE_ID, "Support", 0, 0);
const [first, second, third, closed] = pipeline.stages.map(({ id }) => id) as [StageId, StageId, StageId, StageId];
const allowing = (...newTicketStageIds: StageId[]) => ({
  ...pipeline,
  rules: { ...pipeline.rules, newTicketStageIds },
});

test("[G3] new tickets begin closed where the rule allows closed statuses only", () => {
  expect([pipeline, allowing(first), allowing(closed, second), allowing(closed)].map(beginsClosed)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("[G3] [C4] told beforehand: the last allowed open status becomes a closed one", () => {
  expect(wouldBeginClosed(allowing(first), first, "closed")).toBe(true);
  expect(wouldBeginClosed(allowing(first, third), first, "closed")).toBe(false);
  expect(wouldBeginClosed(allowing(first), second, "closed")).toBe(false);
  expect(wouldBeginClosed(pipeline, first, "closed")).toBe(false);
  expect(wouldBeginClosed(allowing(closed), closed, "open")).toBe(false);
});

test("[A2] [G3] an allowed open status that is being deleted does not count", () => {
  const { stages, ...rest } = allowing(first, closed);
  const leaving = { to: second, userId: "user-owner" as never };
  const going = stages.map((stage) => (stage.id === first ? { ...stage, leaving } : stage));
  expect(beginsClosed({ ...rest, stages: going })).toBe(true);
});
