import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type * as CarryOut from "#main/desk/beside/carry-out.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import {
  createSwitch,
  FAULT,
  goesOn,
  ONLY_POISON,
  POISON,
  put,
  runOf,
  tags,
  ticketAbout,
  toldOf,
} from "./faults-fixture.ts";

const fault = vi.hoisted(() => ({ pass: (_what: string): void => undefined }));

// Where what steps make beside their ticket is carried out.
vi.mock("#main/desk/beside/carry-out.ts", async (importOriginal) => {
  const original = await importOriginal<typeof CarryOut>();
  const carryOut: typeof original.carryOut = async (context, batch, ticketId, made) => {
    // Halfway: what it had begun must not stay.
    await original.carryOut(context, batch, ticketId, made);
    fault.pass(made.what.kind);
  };
  return { ...original, carryOut };
});

const trouble = createSwitch();
let desk: TestDesk;
beforeEach(async () => {
  fault.pass = trouble.pass;
  desk = await openTestDesk();
});
afterEach(async () => {
  trouble.mend();
  await desk.close();
});

const OTHER = { other: "oldest-open-of-contact" };
const CUSTOM = { kind: "custom", subject: "Hello", body: "We are on it." };

/** What each step makes, and how often it is there. */
const STEPS = {
  mail: {
    step: { type: "send-email", to: "primary-contact", mail: CUSTOM },
    count: async () => (await desk.client.outbox.list({})).items.length,
  },
  "new-ticket": {
    step: { type: "create-ticket", subject: "Another", pipelineId: SUPPORT, stageId: STAGES.new, linked: true },
    count: async () => (await allTickets()).filter(({ subject }) => subject === "Another").length,
  },
  link: {
    step: { type: "link-ticket", ...OTHER },
    count: async () => (await allTickets()).filter(({ links }) => links.length > 0).length / 2,
  },
  merge: {
    step: { type: "merge-into", ...OTHER },
    count: async () =>
      (await allTickets()).filter(({ mergedIntoTicketId }) => (mergedIntoTicketId ?? null) !== null).length,
  },
} as const;

const allTickets = () => desk.core.context.store.tickets.find({ selector: {} });
test.each(Object.keys(STEPS) as (keyof typeof STEPS)[])(
  "[F9] [F7] what a step makes beside its ticket and can't be carried out fails the step where it stands; tried again it is made, once: %s",
  async (kind) => {
    const { step, count } = STEPS[kind];
    await ticketAbout(desk, "Earlier");
    await put(desk, "Before", [tags("before")]);
    const faulty = await put(desk, "Faulty", [tags("begun"), step, tags("through")], { filter: ONLY_POISON });
    await put(desk, "After", [tags("after")]);
    trouble.failAt(kind);
    const [poison, other] = await Promise.all([ticketAbout(desk, POISON), ticketAbout(desk, "Boots")]);
    const failed = await runOf(desk, faulty);
    const tagsOf = async (id: typeof poison) => (await desk.ticket(id)).tags.toSorted();
    expect({
      run: [failed.status, failed.endReason, failed.journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`)],
      poison: await tagsOf(poison),
      other: await tagsOf(other),
      told: await toldOf(desk),
      made: await count(),
    }).toEqual({
      run: ["failed", FAULT, ["s1 done", "s2 failed"]],
      poison: ["after", "before", "begun"],
      other: ["after", "before"],
      told: ["workflow-failed Faulty"],
      made: 0,
    });
    desk = await goesOn(desk, other);
    expect((await runOf(desk, faulty)).status).toBe("failed");
    trouble.mend();
    const { status } = await desk.client.workflows.retryRun({ id: failed.id });
    expect({ status, made: await count(), isThrough: (await tagsOf(poison)).includes("through") }).toEqual({
      status: "done",
      made: 1,
      // A merge is the last that a run does.
      isThrough: kind !== "merge",
    });
    expect(new Set((await allTickets()).map(({ number }) => number)).size).toBe((await allTickets()).length);
  },
);
