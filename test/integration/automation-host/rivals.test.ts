import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { areRivals } from "#shared/rules/rivals/base.ts";
import { definitionOf } from "../../support/definitions.ts";
import { arrive, openTeamDesks, type Changes, type TeamDesks } from "../../support/team-desks.ts";
import { STAGES, type TestDesk } from "../../support/test-desk.ts";

type Steps = WorkflowDefinition["steps"];
const id = (name: string) => StepId.parse(name);

const MAIL: Steps[number] = {
  id: id("mail"),
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "custom", subject: "Closed", body: "We have closed it.", html: false, marketing: false },
};
const TAG: Steps[number] = { id: id("tag"), type: "add-tags", tags: ["told"] };
const CALL: Steps[number] = {
  id: id("call"),
  type: "send-webhook",
  method: "POST",
  url: "https://example.com/hook",
  headers: {},
  body: null,
  contentType: "application/json",
  secretName: null,
};
const WAIT: Steps[number] = {
  id: id("wait"),
  type: "wait-for",
  duration: { amount: 2, unit: "hours" },
  cancelOn: ["customer-replied"],
  whenCancelled: "stop",
  businessHours: false,
};

let team: TeamDesks;
let ticketId: TicketId;
beforeEach(async () => {
  team = await openTeamDesks();
});
afterEach(() => team.close());

/** A desk with a workflow on what is closed, on a server and two laptops. */
async function begin(steps: Steps): Promise<void> {
  await team.on("origin", "solo", async (desk) => {
    await desk.client.workflows.create({
      name: "Tell of closing",
      enabled: true,
      definition: definitionOf({
        triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
        reenrolment: { kind: "always" },
        steps,
      }),
    });
    ticketId = await desk.newTicket();
  });
  await team.fork("origin", ["server", "anna", "ben"]);
}

const close = (desk: TestDesk) => desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
const closedBy = (machine: string): Promise<Changes> => team.on(machine, "member", close);

type Told = {
  readonly runs: string[];
  readonly mails: string[];
  readonly calls: string[];
  readonly tags: readonly string[];
  readonly history: number;
};

async function told(desk: TestDesk): Promise<Told> {
  const { store } = desk.core.context;
  const own = (await store.runs.find({ selector: { ticketId } })).filter(
    ({ base, status }) => base !== undefined && status !== "active",
  );
  const ofWorkflow = own.filter(
    ({ workflowId }) => desk.core.context.setup.find("workflow", workflowId)?.name === "Tell of closing",
  );
  const activities = await store.activities.find({ selector: { ticketId } });
  return {
    runs: ofWorkflow
      .map(({ status, endReason, supersededBy }) =>
        [status, endReason, supersededBy ? "by another" : ""].join(" ").trim(),
      )
      .toSorted(),
    mails: (await store.outbox.find({ selector: {} }))
      .map(({ state, superseded }) => `${state}${superseded ? " superseded" : ""}`)
      .toSorted(),
    calls: (await store.webhookRequests.find({ selector: {} }))
      .map(({ state, superseded }) => `${state}${superseded ? " superseded" : ""}`)
      .toSorted(),
    tags: (await desk.ticket(ticketId)).tags,
    history: activities.filter(
      ({ body }) => body.type === "workflow.superseded" && ofWorkflow.some((run) => run.workflowId === body.workflowId),
    ).length,
  };
}

describe("[H4] both close one ticket offline", () => {
  test.each(["first one, then the other", "together", "again and again"] as const)(
    "one mail goes to the customer, coming %s",
    async (how) => {
      await begin([TAG, MAIL]);
      const [anna, ben] = [await closedBy("anna"), await closedBy("ben")];
      await team.on("server", "server", async (desk) => {
        if (how === "together") await arrive(desk, together(anna, ben));
        else for (const changes of [anna, ben]) await arrive(desk, changes);
        if (how === "again and again") for (const changes of [anna, anna, ben, ben]) await arrive(desk, rest(changes));
        expect(await told(desk)).toEqual({
          runs: ["done", "unenrolled superseded by another"],
          mails: ["cancelled superseded", "queued"],
          calls: [],
          tags: ["told"],
          history: 1,
        });
      });
    },
  );

  test.each([
    ["anna", "ben"],
    ["ben", "anna"],
  ])("the first to come acts: %s before %s", async (first, second) => {
    await begin([MAIL]);
    const changes = new Map([
      [first, await closedBy(first)],
      [second, await closedBy(second)],
    ]);
    const firstRuns = new Set((changes.get(first)?.get("runs") ?? []).map((run) => run.id));
    await team.on("server", "server", async (desk) => {
      for (const machine of [first, second]) await arrive(desk, changes.get(machine) ?? new Map());
      const runs = await desk.core.context.store.runs.find({ selector: { ticketId } });
      const acting = runs.filter(({ isLetAct, supersededBy }) => isLetAct === true && supersededBy === undefined);
      expect(acting.every((run) => firstRuns.has(run.id))).toBe(true);
      expect((await told(desk)).mails).toEqual(["cancelled superseded", "queued"]);
    });
  });

  test("a run that waits for an answer or for a time is superseded where it stands, its request cancelled", async () => {
    await begin([CALL, WAIT, MAIL]);
    const [anna, ben] = [await closedBy("anna"), await closedBy("ben")];
    await team.on("server", "server", async (desk) => {
      for (const changes of [anna, ben]) await arrive(desk, changes);
      expect(await told(desk)).toEqual({
        runs: ["unenrolled superseded by another", "waiting"],
        mails: [],
        calls: ["cancelled superseded", "queued"],
        tags: [],
        history: 1,
      });
    });
  });

  test("what the server's own people did first supersedes what comes", async () => {
    await begin([MAIL]);
    const anna = await closedBy("anna");
    await team.on("server", "server", async (desk) => {
      await close(desk);
      await arrive(desk, anna);
      expect((await told(desk)).mails).toEqual(["cancelled superseded", "queued"]);
    });
  });

  test("one after the other, each knowing of the one before, both act", async () => {
    await begin([MAIL]);
    const changes = await team.on("anna", "member", async (desk) => {
      await close(desk);
      await desk.client.tickets.move({ id: ticketId, stageId: STAGES.new });
      await close(desk);
    });
    await team.on("server", "server", async (desk) => {
      await arrive(desk, changes);
      expect(await told(desk)).toMatchObject({ runs: ["done", "done"], mails: ["queued", "queued"], history: 0 });
    });
  });

  test("on a solo desk nothing of this is kept", async () => {
    await begin([MAIL]);
    await team.on("anna", "solo", async (desk) => {
      await close(desk);
      const { store } = desk.core.context;
      const [runs, activities] = [
        await store.runs.find({ selector: {} }),
        await store.activities.find({ selector: {} }),
      ];
      expect([runs.some(({ base }) => base !== undefined), activities.some(({ base }) => base !== undefined)]).toEqual([
        false,
        false,
      ]);
    });
  });
});

test("[H4] changes of a set are rivals where they add or take away the same", async () => {
  await begin([]);
  const basesOf = async (machine: string, tags: string[]) => {
    const changes = await team.on(machine, "member", (desk) => desk.client.tickets.update({ id: ticketId, tags }));
    return (changes.get("activities") ?? []).map((activity) => (activity as { base?: Record<string, string> }).base);
  };
  const [anna, ben] = [await basesOf("anna", ["vip", "a"]), await basesOf("ben", ["vip"])];
  await team.fork("origin", ["cara"]);
  const cara = await basesOf("cara", ["b"]);
  expect([areRivals(anna[0], ben[0]), areRivals(ben[0], cara[0]), areRivals(undefined, undefined)]).toEqual([
    true,
    false,
    false,
  ]);
});

/** Both in one batch. */
function together(...all: readonly Changes[]): Changes {
  const names = new Set(all.flatMap((changes) => Array.from(changes.keys())));
  return new Map(Array.from(names, (name) => [name, all.flatMap((changes) => changes.get(name) ?? [])]));
}

/** Without what the host has written anew since: which copy of a document wins is not decided here. */
function rest(changes: Changes): Changes {
  return new Map(
    Array.from(changes).filter(([name]) => name !== "outbox" && name !== "runs" && name !== "webhookRequests"),
  );
}
