import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { MAX_STEP_COMMENTS } from "#shared/automation/limits.ts";
import { StepId } from "#shared/model/ids.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { refusalOf } from "./manage-fixture.ts";
import { insert } from "../../support/insert.ts";

let desk: TestDesk;
let workflow: WorkflowView;
beforeEach(async () => {
  desk = await openTestDesk();
  workflow = await desk.client.workflows.create({
    name: "VIP",
    definition: definitionOf({ steps: [tag("a"), tag("b")] }),
  });
});
afterEach(() => desk.close());

const comments = () => desk.client.stepComments;
const add = (text: string, client = desk.client, step = "a") =>
  client.stepComments.add({ id: workflow.id, stepId: StepId.parse(step), text });
const told = async () =>
  (await comments().list({ id: workflow.id })).items.map(({ stepId, text, authorId, resolved, stepGone }) =>
    [stepId, text, authorId, resolved && "resolved", stepGone && "gone"].filter(Boolean).join(" "),
  );

describe("[E7] comments on a step", () => {
  test("are added, answered, resolved, opened again, and are no revision", async () => {
    const agent = await desk.as([]);
    const first = await add("Why?");
    desk.clock.nowEpochMs += 1_000;
    const answer = await agent.stepComments.answer({ id: first.id, text: "Because." });
    desk.clock.nowEpochMs += 1_000;
    // An answer to an answer is of the same conversation.
    const second = await comments().answer({ id: answer.id, text: "I see." });
    expect([answer.answersId, second.answersId, second.stepId]).toEqual([first.id, first.id, "a"]);
    await agent.stepComments.update({ id: first.id, resolved: true });
    const resolved = await told();
    await comments().update({ id: first.id, resolved: false });
    expect([resolved, await told(), (await desk.client.workflows.get({ id: workflow.id })).revision]).toEqual([
      ["a Why? user-owner resolved", "a Because. user-agent", "a I see. user-owner"],
      ["a Why? user-owner", "a Because. user-agent", "a I see. user-owner"],
      1,
    ]);
    expect(await refusalOf(comments().update({ id: answer.id, resolved: true }))).toEqual([
      "PD_INPUT_INVALID",
      `id ${first.id}`,
    ]);
  });

  test("are deleted by who wrote them or who has account access; answers go with the question", async () => {
    const agent = await desk.as([]);
    const owners = await add("Why?");
    const own = await add("Hm.", agent);
    const asked = await add("Really?", agent);
    const answer = await comments().answer({ id: asked.id, text: "Yes." });
    expect([
      await refusalOf(agent.stepComments.remove({ id: owners.id })),
      await refusalOf(agent.stepComments.remove({ id: answer.id })),
      // Somebody else's answer would go with it.
      await refusalOf(agent.stepComments.remove({ id: asked.id })),
      await agent.stepComments.remove({ id: own.id }),
      await comments().remove({ id: asked.id }),
      await refusalOf(comments().remove({ id: own.id })),
    ]).toEqual([
      ["PD_ACCESS_PERMISSION"],
      ["PD_ACCESS_PERMISSION"],
      ["PD_ACCESS_PERMISSION"],
      { removed: 1 },
      { removed: 2 },
      ["PD_DESK_NOT_FOUND"],
    ]);
    desk = await desk.reopen();
    expect(await told()).toEqual(["a Why? user-owner"]);
  });

  test("of a deleted step are kept and marked, and no longer when it comes back", async () => {
    await add("Why?");
    await desk.client.workflows.update({ id: workflow.id, definition: definitionOf({ steps: [tag("b")] }) });
    const without = await told();
    expect(await refusalOf(add("Late"))).toEqual(["PD_DESK_NOT_FOUND"]);
    await desk.client.workflows.restoreRevision({ id: workflow.id, revision: 1 });
    expect([without, await told()]).toEqual([["a Why? user-owner gone"], ["a Why? user-owner"]]);
  });

  test("are no chat", async () => {
    const first = await add("Why?");
    const { _deleted, _rev, _meta, _attachments, ...document } = desk.core.context.setup.require(
      "step-comment",
      first.id,
    );
    await insert(
      desk.core.context.store.setup,
      Array.from({ length: MAX_STEP_COMMENTS - 1 }, (_, number) => ({ ...document, id: `sc_${number}` })),
    );
    expect(await refusalOf(comments().answer({ id: first.id, text: "One more." }))).toEqual([
      "PD_INPUT_INVALID",
      `text ${MAX_STEP_COMMENTS}`,
    ]);
  });
});
