import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type * as ApplyMessage from "#main/desk/messages/apply-message.ts";
import type * as CarryOut from "#main/desk/beside/carry-out.ts";
import type * as FinishHalves from "#main/desk/upgrade/finish-halves.ts";
import { StepId } from "#shared/model/ids.ts";
import { openMailDesk } from "../../support/mail/mail-desk.ts";
import { OPENED_AT_EPOCH_MS, unpackOldDesk, type OldDesk } from "../../support/old-desk.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { createSwitch, FAULT, ticketAbout } from "./faults-fixture.ts";

const fault = vi.hoisted(() => ({ pass: (_what: string): void => undefined }));

vi.mock("#main/desk/messages/apply-message.ts", async (importOriginal) => {
  const original = await importOriginal<typeof ApplyMessage>();
  const applyMessage: typeof original.applyMessage = async (...given) => {
    await original.applyMessage(...given);
    fault.pass("message");
  };
  return { ...original, applyMessage };
});
vi.mock("#main/desk/beside/carry-out.ts", async (importOriginal) => {
  const original = await importOriginal<typeof CarryOut>();
  const carryOut: typeof original.carryOut = async (...given) => {
    await original.carryOut(...given);
    fault.pass("effect");
  };
  return { ...original, carryOut };
});
vi.mock("#main/desk/upgrade/finish-halves.ts", async (importOriginal) => {
  const original = await importOriginal<typeof FinishHalves>();
  const finishHalves: typeof original.finishHalves = async (context) => {
    fault.pass("all of it");
    return original.finishHalves(context);
  };
  return { ...original, finishHalves };
});

const trouble = createSwitch();
beforeEach(() => void (fault.pass = trouble.pass));
afterEach(() => trouble.mend());

describe("[H6] a desk of the version before opens, whatever fails as its halves are finished", () => {
  let old: OldDesk;
  let desk: TestDesk;
  beforeEach(async () => {
    old = await unpackOldDesk("before-one-commit");
  });
  afterEach(async () => {
    await desk.core.close();
    await old.remove();
  });

  const open = async () => {
    desk = await openTestDesk({ dataDir: old.dataDir, nowEpochMs: OPENED_AT_EPOCH_MS });
    return desk.core.context.store;
  };

  test("at each message: it is set aside, whole", async () => {
    trouble.failAt("message");
    const store = await open();
    const aside = (await store.messages.find({ selector: {} })).filter(({ setAsideReason }) =>
      setAsideReason?.includes(FAULT),
    );
    expect(aside.length).toBeGreaterThan(0);
    trouble.mend();
    await ticketAbout(desk, "Boots");
    // All of it was done once: the next start finds nothing.
    await desk.core.close();
    const again = await open();
    expect(
      (await again.messages.find({ selector: {} })).filter(({ setAsideReason }) => setAsideReason?.includes(FAULT)),
    ).toHaveLength(aside.length);
  });

  test("at each thing that a run had made: the run has failed", async () => {
    trouble.failAt("effect");
    const store = await open();
    const failed = (await store.runs.find({ selector: {} })).filter(({ endReason }) => endReason === FAULT);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.map(({ status }) => status)).toEqual(failed.map(() => "failed"));
    trouble.mend();
    await ticketAbout(desk, "Boots");
  });

  test("before anything: the next start finishes them", async () => {
    trouble.failAt("all of it");
    const numbers = async () => (await desk.core.context.store.tickets.find({ selector: {} })).length;
    await open();
    await ticketAbout(desk, "Boots");
    const before = await numbers();
    await desk.core.close();
    trouble.mend();
    await open();
    expect(await numbers()).toBeGreaterThan(before);
  });
});

test("a part of the desk that can't be started keeps none of the others from working", async () => {
  const desk = await openMailDesk({ start: false });
  vi.spyOn(desk.core.mail, "start").mockImplementation(() => {
    throw new TypeError(FAULT);
  });
  vi.spyOn(desk.core.mail, "wake").mockImplementation(() => {
    throw new TypeError(FAULT);
  });
  desk.core.start();
  desk.core.wake();
  const { id } = await desk.client.workflows.create({
    name: "Waits",
    enabled: true,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "ticket-created" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["manual"],
      businessHours: null,
      steps: [
        {
          id: StepId.parse("wait"),
          type: "wait-for",
          duration: { amount: 1, unit: "minutes" },
          cancelOn: [],
          whenCancelled: "stop",
          businessHours: false,
        },
      ],
    },
  });
  const [pipeline] = (await desk.client.pipelines.list()).items;
  if (!pipeline) throw new Error("A desk has one.");
  await desk.client.tickets.create({ subject: "Boots", pipelineId: pipeline.id });
  await desk.time.advance(61_000);
  const run = await desk.until(
    async () => (await desk.client.workflows.runs({ id })).items.find(({ status }) => status === "done") ?? null,
  );
  expect(run.status).toBe("done");
  await desk.close();
});
