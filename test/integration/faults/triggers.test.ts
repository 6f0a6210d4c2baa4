import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type * as Evaluate from "#shared/automation/filters/evaluate.ts";
import { TRIGGER_KINDS, type TriggerType } from "#shared/automation/triggers/trigger.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import {
  createSwitch,
  fail,
  FAULT,
  goesOn,
  OFFER,
  POISON,
  put,
  runOf,
  tags,
  ticketAbout,
  toldOf,
  verdictsOf,
} from "./faults-fixture.ts";

const fault = vi.hoisted(() => ({ pass: (_what: string): void => undefined }));

// A filter that names the poison fails as it is made ready, or as it is asked.
vi.mock("#shared/automation/filters/evaluate.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Evaluate>();
  const compileFilter = (...[filter, hours]: Parameters<typeof original.compileFilter>) => {
    const isPoisoned = JSON.stringify(filter).includes("poison");
    if (isPoisoned) fault.pass("compile");
    const meets = original.compileFilter(filter, hours);
    return (facts: Parameters<typeof meets>[0]) => {
      if (isPoisoned) fault.pass("evaluate");
      return meets(facts);
    };
  };
  return { ...original, compileFilter };
});

const trouble = createSwitch();
let desk: TestDesk;
beforeEach(async () => {
  fault.pass = trouble.pass;
  desk = await openTestDesk();
});
afterEach(async () => {
  vi.restoreAllMocks();
  trouble.mend();
  await desk.close();
});

const isNot = (value: string) => ({
  match: "all",
  parts: [{ object: "ticket", property: "subject", operator: "is-not", value }],
});

/** The faulty one between two others; a mail makes a ticket, and another in the same commit. */
async function scene(faulty: Parameters<typeof put>[3]) {
  await put(desk, "Before", [tags("before")]);
  const workflowId = await put(desk, "Faulty", [tags("faulty")], faulty);
  await put(desk, "After", [tags("after")]);
  return workflowId;
}

const tagsOf = async (id: Awaited<ReturnType<typeof ticketAbout>>) => (await desk.ticket(id)).tags;
const NEIGHBOURS = ["before", "after"];

describe("[F9b] a trigger that throws keeps its workflow from taking the ticket, and nothing beside it", () => {
  const TYPES = Object.keys(TRIGGER_KINDS) as TriggerType[];
  const METHODS = ["key", "keysOf"] as const;
  const CASES = TYPES.flatMap((type) => METHODS.map((method) => [type, method] as const));

  test.each(CASES)("%s: %s", async (type, method) => {
    const kind = TRIGGER_KINDS[type] as unknown as Record<(typeof METHODS)[number], (...given: unknown[]) => unknown>;
    // The neighbours have a trigger of another kind.
    const neighbours = type === "ticket-created" ? "property-changed" : "ticket-created";
    const theirs = {
      triggers: [
        { id: "t1", type: neighbours, ...(neighbours === "property-changed" ? { property: "priority" } : {}) },
      ],
    };
    await put(desk, "Before", [tags("before")], theirs);
    const faulty = await put(desk, "Faulty", [tags("faulty")], {
      triggers: [{ ...TRIGGER_KINDS[type].defaults(OFFER), id: "t1" }],
    });
    // What no event of a ticket fires is met by none.
    const isMet = method === "key" || kind.key({ ...TRIGGER_KINDS[type].defaults(OFFER), id: "t1" }) !== null;
    vi.spyOn(kind, method).mockImplementation(fail);
    await put(desk, "After", [tags("after")], theirs);
    const [id, other] = await Promise.all([ticketAbout(desk, POISON), ticketAbout(desk, "Boots")]);
    for (const ticketId of [id, other]) await desk.client.tickets.update({ id: ticketId, priority: "high" });
    expect({
      tags: [await tagsOf(id), await tagsOf(other)],
      why: new Set(await verdictsOf(desk, faulty)),
      runs: (await desk.client.workflows.runs({ id: faulty })).items,
    }).toEqual({ tags: [NEIGHBOURS, NEIGHBOURS], why: new Set(isMet ? ["fault"] : []), runs: [] });
    desk = await goesOn(desk, other);
  });

  test("a trigger that is found, and throws when it is looked at", async () => {
    vi.spyOn(TRIGGER_KINDS["email-received"], "matches").mockImplementation(fail);
    const faulty = await scene({ triggers: [{ id: "t1", type: "email-received" }] });
    const [id, other] = await Promise.all([ticketAbout(desk, POISON), ticketAbout(desk, "Boots")]);
    expect([await tagsOf(id), await tagsOf(other), await verdictsOf(desk, faulty)]).toEqual([
      NEIGHBOURS,
      NEIGHBOURS,
      ["fault", "fault"],
    ]);
    vi.restoreAllMocks();
    expect(await tagsOf(await ticketAbout(desk, "Later"))).toEqual([...NEIGHBOURS, "faulty"]);
  });
});

describe("[F9b] a filter that throws keeps its workflow from taking the ticket, and nothing beside it", () => {
  test.each(["compile", "evaluate"])("when it comes to %s it", async (what) => {
    trouble.failAt(what);
    const faulty = await scene({ filter: isNot(POISON) });
    const [id, other] = await Promise.all([ticketAbout(desk, "Boots"), ticketAbout(desk, "Shoes")]);
    expect([await tagsOf(id), await tagsOf(other), await verdictsOf(desk, faulty)]).toEqual([
      NEIGHBOURS,
      NEIGHBOURS,
      ["fault", "fault"],
    ]);
    desk = await goesOn(desk, other);
    trouble.mend();
    expect(await tagsOf(await ticketAbout(desk, "Later"))).toEqual(["before", "faulty", "after"]);
  });

  test.each(["compile", "evaluate"])(
    "the one that takes tickets out fails the run that waits, when it comes to %s it; other runs wait on, and it can be taken up again",
    async (what) => {
      const wait = { type: "wait-for-event", event: "stage-changed", timeout: null };
      const healthy = await put(desk, "Healthy", [wait, tags("healthy")]);
      const faulty = await put(desk, "Faulty", [wait, tags("woken")], {
        unenrolment: {
          on: [],
          filter: { match: "all", parts: [{ object: "ticket", property: "subject", operator: "is", value: POISON }] },
        },
      });
      await put(desk, "Neighbour", [tags("neighbour")], {
        triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
      });
      const id = await ticketAbout(desk, "Boots");
      // As in a program that starts with the mistake in it: nothing is made ready yet.
      desk = await desk.reopen();
      trouble.failAt(what);
      await desk.client.tickets.update({ id, priority: "high" });
      const failed = await runOf(desk, faulty);
      expect({
        failed: [failed.status, failed.endReason],
        healthy: (await runOf(desk, healthy)).status,
        tags: await tagsOf(id),
        told: await toldOf(desk),
      }).toEqual({
        failed: ["failed", FAULT],
        healthy: "waiting",
        tags: ["neighbour"],
        told: ["workflow-failed Faulty"],
      });
      desk = await goesOn(desk, id);
      trouble.mend();
      expect((await desk.client.workflows.retryRun({ id: failed.id })).status).toBe("waiting");
    },
  );
});
