import { isDeepStrictEqual } from "node:util";
import type { Run } from "#shared/model/run.ts";
import { applyDeed, applyOperation, expected, passTo } from "./reference/deeds.ts";
import type { Due, RefRun } from "./reference/model.ts";
import { createReference, type Reference } from "./reference/reference.ts";
import { pipelineOf, workflowsOf } from "./reference/setting.ts";
import { firings, numberedRuns, observed } from "./observe.ts";
import type { Operation, Scenario, Seen } from "./scenario.ts";
import { openSimDesk, type SimDesk } from "./sim-desk.ts";

export type Failure = {
  /** Position of the operation after which desk and reference differ. */
  readonly operation: number;
  readonly message: string;
};

/** What a row of scenarios came to. `points`: before which writes the process ended, and how often. */
export type Figures = {
  events: number;
  runs: number;
  waits: number;
  /** Scenarios that were too big on the way. */
  leftOut: number;
  crashes: number;
  readonly points: Map<string, number>;
};

export function newFigures(): Figures {
  return { events: 0, runs: 0, waits: 0, leftOut: 0, crashes: 0, points: new Map() };
}

/** Runs a scenario on a real desk and beside it in the reference. Null where they agree after each operation. */
export async function runScenario(scenario: Scenario, figures?: Figures): Promise<Failure | null> {
  const desk = await openSimDesk(scenario);
  let snapshot: ReadonlyMap<string, Run>[] = [];
  let fired: ReadonlyMap<string, number> = new Map();
  /** What the desk's run did in the step in which the reference's run stands. */
  const entryOf = (run: RefRun) => {
    const real = snapshot[reference.tickets.indexOf(run.ticket)]?.get(`${run.workflowId} ${run.number}`);
    const entry = real?.journal.find(({ sequence }) => sequence === run.journal.length + 1);
    // The middle of a journal of a thousand steps and more is no longer there to tell.
    if (real && !entry && real.sequence > run.journal.length) reference.giveUp();
    return entry;
  };
  const draw = (run: RefRun, stepId: string): string | null => {
    const entry = entryOf(run);
    return entry?.stepId === stepId && entry.outcome.kind === "took" ? entry.outcome.armId : null;
  };
  const reference = createReference(pipelineOf(scenario), workflowsOf(scenario), draw);
  const world: World = {
    desk,
    reference,
    async look(count) {
      snapshot = await Promise.all(Array.from({ length: count }, (_, number) => numberedRuns(desk, number)));
      fired = await firings(desk, count);
    },
    cameAt: ({ run, ...due }) =>
      run ? (entryOf(run)?.finishedAtEpochMs ?? null) : (fired.get(firingOf(reference, due)) ?? null),
    letGoAt({ run, ...due }) {
      if (!run) return fired.get(firingOf(reference, due)) ?? null;
      const entry = entryOf(run);
      if (entry) return run.wait?.isHeld ? entry.startedAtEpochMs : entry.finishedAtEpochMs;
      const real = snapshot[reference.tickets.indexOf(run.ticket)]?.get(`${run.workflowId} ${run.number}`);
      if (!run.wait?.isHeld || !real?.waiting || real.waiting.isHeld || real.sequence !== run.journal.length)
        return null;
      return real.waiting.sinceEpochMs;
    },
    crashed(point) {
      if (!figures) return;
      figures.crashes += 1;
      figures.points.set(point, (figures.points.get(point) ?? 0) + 1);
    },
  };
  try {
    for (const [position, operation] of scenario.operations.entries()) {
      const message = await step(world, operation).then(
        () => differences(world),
        (error: unknown) => `It threw: ${error instanceof Error ? error.stack : String(error)}`,
      );
      // A draw led into a loop that goes on for ever, or for a thousand steps: that is for the tests of loops.
      if (reference.isTooBig()) {
        if (figures) figures.leftOut += 1;
        return null;
      }
      if (message !== null) return { operation: position, message };
    }
    if (figures) {
      figures.events += reference.size();
      figures.runs += reference.runs.length;
      const told = reference.runs.flatMap(({ journal }) => journal);
      figures.waits += told.filter((line) => /^\w+ (?:completed|timed-out|cancelled)/u.test(line)).length;
    }
    return null;
  } finally {
    await desk.close();
  }
}

function firingOf({ tickets }: Reference, { ticket, moment }: Pick<Due, "ticket" | "moment">): string {
  return `${tickets.indexOf(ticket)} ${moment?.workflow.id} ${moment?.triggerId} ${String(ticket.values["dueAtEpochMs"])}`;
}

function nameOf({ run, moment }: Due): string {
  return run ? `${run.workflowId} ${run.number}` : `a date of ${moment.workflow.id}`;
}

type World = {
  readonly desk: SimDesk;
  readonly reference: Reference;
  /** Reads the runs of so many tickets, for draws and to see how far the desk came before it crashed. */
  readonly look: (count: number) => Promise<void>;
  /** When the desk left the step in which the reference's run stands, or acted on the date; null: not yet. */
  cameAt(due: Due): number | null;
  /** When the desk let a run that was held go on, or what came due meanwhile; null: not yet. */
  letGoAt(due: Due): number | null;
  crashed(point: string): void;
};

async function step(world: World, operation: Operation): Promise<void> {
  const { desk, reference } = world;
  const now = () => desk.time.clock.nowEpochMs();
  // No two deeds in one millisecond: nothing would tell which message is the last.
  await quietPass(world, 1);
  /** What was not shared out is looked at again. */
  let isAwake = false;
  switch (operation.kind) {
    case "clock":
      desk.time.set(operation.byMs);
      if (!operation.told) return notice(world, now());
      await desk.wake();
      isAwake = true;
      break;
    case "restart":
      await desk.reopen(operation.downMs);
      await desk.start();
      isAwake = true;
      break;
    case "edit":
      await desk.client.workflows.update({ id: operation.workflowId, definition: operation.definition });
      break;
    case "switch":
      await desk.client.workflows.update({
        id: operation.workflowId,
        enabled: operation.enabled,
        ...(operation.enabled ? {} : { runs: operation.runs ?? "finish" }),
      });
      break;
    case "pause":
      await desk.client.automations.pause();
      break;
    case "resume":
      await desk.client.automations.resume({ waiting: operation.waiting });
      break;
    case "deed":
      await (operation.deed.do === "pass" ? pass(world, operation) : deed(world, operation));
      break;
  }
  // What is due at once, as a date that was past when it was set.
  await desk.pass(0);
  await world.look(reference.tickets.length);
  if (operation.kind !== "deed") applyOperation(reference, operation, now());
  if (operation.kind === "resume" || operation.kind === "switch") await letGo(world, now());
  passTo(reference, now());
  if (isAwake) reference.shareOut(now());
}

/** None later than that while the desk runs, whatever happens to the clock. */
const LATEST_MS = 1_000;

/** Nobody told the desk that its clock was set: it notices within a second. When it did is for it to say. */
async function notice(world: World, setAtEpochMs: number): Promise<void> {
  const { desk, reference } = world;
  await desk.pass(LATEST_MS);
  await world.look(reference.tickets.length);
  const nowEpochMs = desk.time.clock.nowEpochMs();
  for (let due = reference.nextDue(nowEpochMs); due; due = reference.nextDue(nowEpochMs)) {
    const earliest = Math.max(setAtEpochMs, due.untilEpochMs);
    const at = world.cameAt(due);
    if (at === null || at < earliest) throw new Error(`${nameOf(due)} was due at ${earliest}, and went on at ${at}.`);
    reference.come(due, at);
  }
}

/** F11b: between two runs that were held. */
const APART_MS = 200;

/** What was held goes on little by little, in its order: each ticket's runs one after the other, none before it was let go, the last in time. */
async function letGo(world: World, fromEpochMs: number): Promise<void> {
  const { desk, reference } = world;
  const backlog = reference.allDue(fromEpochMs);
  if (backlog.length === 0) return;
  await desk.pass(APART_MS * backlog.length);
  await world.look(reference.tickets.length);
  const nowEpochMs = desk.time.clock.nowEpochMs();
  for (
    let due = reference.allDue(nowEpochMs);
    due.length > 0 && !reference.isTooBig();
    due = reference.allDue(nowEpochMs)
  ) {
    const timed = due.map((one) => ({
      due: one,
      atEpochMs: one.untilEpochMs > fromEpochMs ? one.untilEpochMs : world.letGoAt(one),
    }));
    const next = timed.toSorted((a, b) => (a.atEpochMs ?? Infinity) - (b.atEpochMs ?? Infinity))[0];
    // What comes due meanwhile has its own time.
    const isBacklog = ({ untilEpochMs }: Due) => untilEpochMs <= fromEpochMs;
    // Runs and dates are let go beside each other.
    const isLike = ({ run, ticket }: Due, other: Due) =>
      ticket === other.ticket && (run === null) === (other.run === null);
    const first = next && isBacklog(next.due) ? timed.find((one) => isLike(one.due, next.due)) : next;
    if (!next || next.atEpochMs === null || next.atEpochMs < fromEpochMs || first !== next) {
      const told = timed.map((one) => `${nameOf(one.due)} at ${one.atEpochMs}`).join(", ");
      throw new Error(`Let go at ${fromEpochMs}, in this order: ${told}; now it is ${nowEpochMs}.`);
    }
    reference.come(next.due, next.atEpochMs);
  }
}

type Done = Extract<Operation, { kind: "deed" }>;

/** Time passes, and the process lives. */
async function quietPass({ desk, reference, look }: World, durationMs: number): Promise<void> {
  const fromEpochMs = desk.time.clock.nowEpochMs();
  await desk.pass(durationMs);
  await look(reference.tickets.length);
  passTo(reference, desk.time.clock.nowEpochMs(), fromEpochMs);
}

async function pass(world: World, { deed: what, crash }: Done): Promise<void> {
  const { desk, reference } = world;
  if (what.do !== "pass") return;
  const fromEpochMs = desk.time.clock.nowEpochMs();
  if (!crash) return quietPass(world, what.durationMs);
  const point = desk.crashBefore(crash.afterWrites);
  await desk.pass(what.durationMs);
  const nowEpochMs = desk.time.clock.nowEpochMs();
  await desk.reopen(crash.downMs);
  await world.look(reference.tickets.length);
  if (point.point === null) passTo(reference, nowEpochMs, fromEpochMs);
  else {
    world.crashed(point.point);
    // All that was due before the moment of the crash went on; of what was due then, so much as reached the disk: of each ticket in order.
    passTo(reference, nowEpochMs - 1, fromEpochMs);
    const reached = () =>
      reference.tickets
        .map((ticket) => reference.nextDue(nowEpochMs, ticket))
        .find((due) => due !== undefined && world.cameAt(due) !== null);
    for (let due = reached(); due; due = reached()) reference.come(due, nowEpochMs);
  }
  await startAgain(world);
}

async function startAgain(world: World): Promise<void> {
  const { desk, reference } = world;
  await desk.start();
  await world.look(reference.tickets.length);
  passTo(reference, desk.time.clock.nowEpochMs());
  reference.shareOut(desk.time.clock.nowEpochMs());
}

async function deed(world: World, { deed: what, crash }: Done): Promise<void> {
  const { desk, reference } = world;
  if (what.do === "pass") return;
  const isThere = !("ticket" in what) || reference.tickets[what.ticket] !== undefined;
  if (!isThere) return;
  // Left over where a smaller scenario is looked for: a ticket that was made by hand has no mail to reply to.
  if (what.do === "reply" && reference.tickets[what.ticket]?.values["source"] !== "email") return;
  const tickets = reference.tickets.length + (what.do === "mail" || what.do === "create" ? 1 : 0);
  const apply = async (atEpochMs: number) => {
    await world.look(tickets);
    applyDeed(reference, what, atEpochMs);
  };
  const atEpochMs = desk.time.clock.nowEpochMs();
  if (!crash) {
    await desk.perform(what);
    return apply(atEpochMs);
  }
  const before = await desk.traceOf(what);
  const point = desk.crashBefore(crash.afterWrites);
  const failed = await desk.perform(what).then(
    () => false,
    () => true,
  );
  if (point.point !== null) world.crashed(point.point);
  await desk.reopen(crash.downMs);
  const isDone = (await desk.traceOf(what)) > before;
  // Who did it got an answer only where all of it was done.
  if (!failed && !isDone && point.point !== null) throw new Error("It was answered, and is not there after the crash.");
  if (isDone && (what.do === "mail" || what.do === "create")) await desk.perform(what);
  if (isDone) await apply(atEpochMs);
  await startAgain(world);
  if (isDone) {
    // Handed in again, as by whoever got no answer: it is known.
    if (what.do === "reply") await desk.perform(what);
    return;
  }
  await desk.perform(what);
  await apply(desk.time.clock.nowEpochMs());
}

async function differences({ desk, reference }: World): Promise<string | null> {
  for (const number of reference.tickets.keys()) {
    const [real, wanted] = [await observed(desk, number), expected(reference, number)];
    if (!isDeepStrictEqual(real, wanted)) return `Ticket ${number}:\n${differing(real, wanted)}`;
  }
  return null;
}

/** The first place where they differ, with what is around it. */
function differing(real: Seen, wanted: Seen | null): string {
  const parts: [string, unknown, unknown][] = [
    ["ticket", real.ticket, wanted?.ticket],
    ["made", real.made, wanted?.made],
    ["history", real.history, wanted?.history],
    ...Array.from(
      new Set([...Object.keys(real.runs), ...Object.keys(wanted?.runs ?? {})]),
      (name): [string, unknown, unknown] => [`run ${name}`, real.runs[name], wanted?.runs[name]],
    ),
  ];
  return parts
    .filter(([, is, shall]) => !isDeepStrictEqual(is, shall))
    .map(([name, is, shall]) => `${name}\n  is:    ${lines(is)}\n  shall: ${lines(shall)}`)
    .join("\n");
}

function lines(value: unknown): string {
  return Array.isArray(value) ? value.join("\n         ") : JSON.stringify(value);
}
