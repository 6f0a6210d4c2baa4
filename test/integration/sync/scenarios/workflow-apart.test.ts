import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Core } from "#main/core.ts";
import { definitionOf as definitionOfRevision } from "#main/desk/queries/definition-of.ts";
import { definitionOf, tag } from "../../../support/definitions.ts";
import { SUPPORT } from "../../../support/test-desk.ts";
import { copyOf, openTeam, type Team, type TeamMember } from "../../../support/team.ts";

let team: Team;
let anna: TeamMember;
let bo: TeamMember;
let id: WorkflowId;
beforeEach(async () => {
  team = await openTeam();
  const made = await team.client.workflows.create({
    name: "Sort",
    enabled: true,
    definition: definitionOf({ steps: [tag("first")] }),
  });
  ({ id } = made);
  [anna, bo] = [await team.join("anna", ["super-admin"]), await team.join("bo", ["super-admin"])];
  await team.syncAll();
});
afterEach(() => team.close());

const edit = ({ client }: Pick<TeamMember, "client">, ...steps: readonly (string | object)[]) =>
  client.workflows.update({
    id,
    definition: definitionOf({
      sources: ["email", "manual"],
      steps: steps.map((step) => (typeof step === "string" ? tag(step) : step)),
    }),
  });

/** What each revision does, by its number; the present one among them. */
function revisions({ context: { setup } }: Core): Map<number, string> {
  const workflow = setup.require("workflow", id);
  const kept = setup.all("revision").filter(({ workflowId }) => workflowId === id);
  const all = [...kept, workflow].map(({ revision, definition }): [number, string] => [
    revision,
    definition.steps.map((step) => step.id).join(),
  ]);
  expect(new Set(all.map(([revision]) => revision)).size).toBe(all.length);
  return new Map(all);
}

const present = ({ context: { setup } }: Core) =>
  setup
    .require("workflow", id)
    .definition.steps.map((step) => step.id)
    .join();

async function expectSame(): Promise<void> {
  const there = await copyOf(team.server);
  for (const { core } of [anna, bo]) expect(await copyOf(core)).toEqual(there);
}

test.each(["anna", "bo"] as const)(
  "[F8] a workflow edited on two machines apart, %s coming first: the later edit counts everywhere, and the other is a revision that can be taken back",
  async (first) => {
    await edit(anna, "annas");
    team.clock.nowEpochMs += 1_000;
    await edit(bo, "bos");
    for (const member of first === "anna" ? [anna, bo] : [bo, anna]) await member.sync();
    await team.syncAll();
    await expectSame();
    for (const core of [team.server, anna.core, bo.core]) {
      expect(present(core)).toBe("bos");
      expect(new Set(revisions(core).values())).toEqual(new Set(["first", "annas", "bos"]));
    }
    const [lost] = Array.from(revisions(bo.core)).find(([, steps]) => steps === "annas") ?? [];
    await bo.client.workflows.restoreRevision({ id, revision: lost ?? -1 });
    await team.syncAll();
    await expectSame();
    expect(present(anna.core)).toBe("annas");
  },
);

test("[F8] several edits on each side are all kept, and a later edit goes on from the one that counts", async () => {
  await edit(anna, "annas-1");
  await edit(anna, "annas-2");
  team.clock.nowEpochMs += 1_000;
  await edit(bo, "bos-1");
  await edit(bo, "bos-2");
  await team.syncAll();
  await expectSame();
  expect(new Set(revisions(team.server).values())).toEqual(new Set(["first", "annas-1", "annas-2", "bos-1", "bos-2"]));
  await edit(anna, "last");
  await team.syncAll();
  await expectSame();
  expect([present(bo.core), revisions(bo.core).size]).toEqual(["last", 6]);
});

test("[F8] a run that began by the edit that does not count goes on by it, whichever machine came first", async () => {
  const wait = {
    id: "wait",
    type: "wait-for",
    duration: { amount: 1, unit: "hours" },
    cancelOn: [],
    whenCancelled: "stop",
    businessHours: false,
  };
  await edit(bo, "bos", wait);
  const { id: ticketId } = await bo.client.tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  team.clock.nowEpochMs += 1_000;
  await edit(anna, "annas");
  await anna.sync();
  await team.syncAll();
  await expectSame();
  for (const { context } of [team.server, anna.core, bo.core]) {
    const [run] = await context.store.runs.find({ selector: { ticketId, workflowId: id } });
    expect(run?.status).toBe("waiting");
    const definition = definitionOfRevision(context.setup, id, run?.workflowRevision ?? -1);
    expect(definition?.steps.map((step) => step.id)).toEqual(["bos", "wait"]);
  }
});

test("[F8] what is brought twice, its answer lost, makes no further revision", async () => {
  await edit(anna, "annas");
  await edit(bo, "bos");
  await anna.sync();
  const answerLost = () => {
    throw new Error("The answer was lost.");
  };
  await expect(bo.sync({ after: ({ ask }) => (ask === "push" ? answerLost() : undefined) })).rejects.toThrow("lost");
  await team.syncAll();
  await expectSame();
  expect(new Set(revisions(team.server).values())).toEqual(new Set(["first", "annas", "bos"]));
  expect(revisions(team.server).size).toBeLessThanOrEqual(4);
});

test("[F8] edits one after the other, each knowing of the one before, make no other revisions than on one machine", async () => {
  await edit(anna, "second");
  await team.syncAll();
  await edit(bo, "third");
  await team.syncAll();
  expect(Array.from(revisions(anna.core)).toSorted(([a], [b]) => a - b)).toEqual([
    [1, "first"],
    [2, "second"],
    [3, "third"],
  ]);
});
