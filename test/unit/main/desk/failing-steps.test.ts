import { describe, expect, test } from "vitest";
import { StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import { createFailingSteps, StepFault } from "#main/desk/failing-steps.ts";

const PLACE = {
  ticketId: TicketId.parse("t"),
  workflowId: WorkflowId.parse("w"),
  stepId: StepId.parse("s"),
};
const NOTHING_WRITTEN = { writes: () => 0, mark: () => () => undefined };
const other = { ...PLACE, stepId: StepId.parse("other") };

describe("[F9] a piece of work whose step proves to fail", () => {
  test("is decided again, knowing it; the next piece knows nothing of it", async () => {
    const failing = createFailingSteps(NOTHING_WRITTEN);
    const seen: (string | undefined)[] = [];
    const work = async () => {
      seen.push(failing.of(PLACE)?.message);
      if (!failing.of(PLACE)) throw new StepFault(PLACE, new TypeError("bad"));
      return "done";
    };
    expect(await failing.around(work)()).toBe("done");
    await failing.around(async () => seen.push(failing.of(PLACE)?.message))();
    expect(seen).toEqual([undefined, "bad", undefined]);
  });

  test("takes back what it kept in memory before it is decided again", async () => {
    let number = 0;
    const mark = () => {
      const before = number;
      return () => void (number = before);
    };
    const failing = createFailingSteps({ ...NOTHING_WRITTEN, mark });
    const work = async () => {
      number += 1;
      if (!failing.of(PLACE)) throw new StepFault(PLACE, new TypeError("bad"));
    };
    await failing.around(work)();
    expect(number).toBe(1);
  });

  test("several steps, one after the other", async () => {
    const failing = createFailingSteps(NOTHING_WRITTEN);
    const work = async () => {
      for (const place of [PLACE, other]) if (!failing.of(place)) throw new StepFault(place, "no error even");
      return [failing.of(PLACE)?.message, failing.of(other)?.message];
    };
    expect(await failing.around(work)()).toEqual(["no error even", "no error even"]);
  });

  test("goes up where it fails in spite of that, or with anything else", async () => {
    const failing = createFailingSteps(NOTHING_WRITTEN);
    const stubborn = new StepFault(PLACE, new TypeError("bad"));
    await expect(failing.around(() => Promise.reject(stubborn))()).rejects.toBe(stubborn);
    const plain = new TypeError("bad");
    await expect(failing.around(() => Promise.reject(plain))()).rejects.toBe(plain);
  });

  test("is given back to the queue as one that lost, where it has written: that takes it back first", async () => {
    let writes = 0;
    const failing = createFailingSteps({ ...NOTHING_WRITTEN, writes: () => writes });
    const decide = failing.around(async () => {
      if (failing.of(PLACE)) return "done";
      writes += 1;
      throw new StepFault(PLACE, new TypeError("bad"));
    });
    await expect(decide()).rejects.toMatchObject({ code: "PD_STORE_CONFLICT" });
    expect(await decide()).toBe("done");
  });
});
