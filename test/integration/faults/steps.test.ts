import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isBranch, isLead, isWait, STEP_KINDS, type Step, type StepType } from "#shared/automation/steps/step.ts";
import { ACTIONS } from "#main/automation/actions/perform.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import {
  fail,
  FAULT,
  goesOn,
  OFFER,
  ONLY_POISON,
  POISON,
  put,
  runOf,
  tags,
  ticketAbout,
  toldOf,
  verdictsOf,
} from "./faults-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await desk.close();
});

const TYPES = Object.keys(STEP_KINDS) as StepType[];
const ofType = (type: StepType) => ({ type }) as Step;

const NEIGHBOURS = ["before", "begun", "through", "after"];
const isNeighbours = (step: Step) => step.type === "add-tags" && step.tags.some((tag) => NEIGHBOURS.includes(tag));

type Method = (step: Step, ...rest: unknown[]) => unknown;

/** Makes a method of a kind throw, but at the steps by which the neighbours show that they went on. */
function breakMethod(of: Record<string, Method>, name: string): void {
  const original = of[name];
  vi.spyOn(of, name).mockImplementation((step, ...rest) => (isNeighbours(step) ? original?.(step, ...rest) : fail()));
}

/** The table's own types know which step each takes; here all are alike. */
const kindOf = (type: StepType) => STEP_KINDS[type] as unknown as Record<string, Method>;
const actions = ACTIONS as unknown as Record<string, Method>;

function breakEffect(type: StepType): void {
  const step = ofType(type);
  if (isWait(step)) breakMethod(kindOf(type), "plan");
  else if (isBranch(step)) breakMethod(kindOf(type), "choose");
  else breakMethod(actions, type);
}

/** Without a due date there is nothing to wait for. */
const WAITING: readonly StepType[] = ["wait-for", "wait-until-weekday", "wait-for-event", "send-webhook", "post-chat"];

/** Three workflows on one event, of which the one in the middle meets the fault; and a ticket of the same commit that it leaves alone. */
async function scene(type: StepType) {
  await put(desk, "Before", [tags("before")]);
  const faulty = await put(desk, "Faulty", [tags("begun"), STEP_KINDS[type].defaults(OFFER), tags("through")], {
    filter: ONLY_POISON,
  });
  await put(desk, "After", [tags("after")]);
  const [poison, other] = await Promise.all([ticketAbout(desk, POISON), ticketAbout(desk, "Boots")]);
  const tagsOf = async (id: typeof poison) => (await desk.ticket(id)).tags;
  return { faulty, poison, other, tagsOf };
}

// Leads do nothing of their own: the run is sent on by the machine itself.
const DOING = TYPES.filter((type) => !isLead(ofType(type)));

describe("[F9] a step that throws fails its own run, visibly, and nothing beside it", () => {
  test.each(DOING)("%s", async (type) => {
    breakEffect(type);
    const { faulty, poison, other, tagsOf } = await scene(type);
    const failed = await runOf(desk, faulty);
    expect({
      run: [failed.status, failed.endReason, failed.journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`)],
      poison: await tagsOf(poison),
      other: await tagsOf(other),
      told: await toldOf(desk),
    }).toEqual({
      run: ["failed", FAULT, ["s1 done", "s2 failed"]],
      poison: ["before", "begun", "after"],
      other: ["before", "after"],
      told: ["workflow-failed Faulty"],
    });
    desk = await goesOn(desk, other);
    vi.restoreAllMocks();
    const retried = await desk.client.workflows.retryRun({ id: failed.id });
    // The step is done again, and the run goes as far as such a step lets it.
    expect([retried.status, retried.endReason]).toEqual([WAITING.includes(type) ? "waiting" : "done", ""]);
  });
});

describe("[F9b] a step that can't even be looked at keeps its workflow from taking the ticket, and nothing beside it", () => {
  test.each(TYPES)("%s", async (type) => {
    breakMethod(kindOf(type), "asks");
    const { faulty, poison, other, tagsOf } = await scene(type);
    expect({
      runs: (await desk.client.workflows.runs({ id: faulty })).items,
      why: new Set(await verdictsOf(desk, faulty)),
      poison: await tagsOf(poison),
      other: await tagsOf(other),
    }).toEqual({ runs: [], why: new Set(["fault"]), poison: ["before", "after"], other: ["before", "after"] });
    desk = await goesOn(desk, other);
  });
});
