import { createRandom, type Random } from "#main/demo/random.ts";
import { randomDefinition } from "./generate-definition.ts";
import { PRIORITIES, some, STAGE_IDS, TAGS, USERS, WORDS, WORKFLOW_IDS } from "./material.ts";
import type { Changes, Deed, Operation, Scenario, SimWorkflow } from "./scenario.ts";
import { sizeOf } from "./size.ts";

const HOUR_MS = 3_600_000;
/** Monday morning; Friday before summer time begins in Europe; Friday before it ends there; the days between that in Europe and in America. */
const STARTS = ["2026-05-04T09:00:00Z", "2026-03-27T08:30:00Z", "2026-10-23T15:45:00Z", "2026-03-06T20:00:00Z"];

/** More events than that in one scenario are left to the tests of chains (F11): they take long and tell no more. */
const MOST_EVENTS = 600;

export function scenarioOf(seed: number): Scenario {
  for (let number = 0; ; number += 1) {
    const made = attempt(seed, createRandom(seed).fork(`scenario ${number}`));
    if (sizeOf(made, MOST_EVENTS) <= MOST_EVENTS) return made;
  }
}

function attempt(seed: number, random: Random): Scenario {
  const startEpochMs = Date.parse(random.pick(STARTS)) + random.integer(0, 3_600_000);
  const ids = WORKFLOW_IDS.slice(0, random.integer(1, WORKFLOW_IDS.length));
  const workflows = ids.map((id, at): SimWorkflow => ({
    id,
    order: at + 2,
    overridesRules: random.chance(0.2),
    definition: randomDefinition(random, startEpochMs, ids, at === 0),
  }));
  const tickets: { readonly byMail: boolean }[] = [];
  const pauses = random.chance(0.5) ? { isPaused: false } : null;
  const operations = Array.from({ length: random.integer(10, 36) }, (_, at) =>
    operation(random, workflows, tickets, at, startEpochMs, pauses),
  );
  return {
    seed,
    startEpochMs,
    preventBackward: random.chance(0.2),
    ownerToClose: random.chance(0.2),
    workflows,
    operations,
  };
}

function operation(
  random: Random,
  workflows: readonly SimWorkflow[],
  tickets: { readonly byMail: boolean }[],
  at: number,
  epochMs: number,
  /** Null: all goes on all the time. */
  pauses: { isPaused: boolean } | null,
): Operation {
  if (pauses && at >= 2 && random.chance(pauses.isPaused ? 0.25 : 0.1)) {
    pauses.isPaused = !pauses.isPaused;
    if (pauses.isPaused) return { kind: "pause" };
    return { kind: "resume", waiting: random.chance(0.8) ? "go-on" : "leave-out" };
  }
  const kind = at < 2 ? 0 : random.integer(0, 30);
  if (kind === 1) return { kind: "restart", downMs: random.pick([0, 1, 90_000, 5 * HOUR_MS]) };
  if (kind === 2 || kind === 3)
    return {
      kind: "clock",
      // The end of a pause is a moment of the clock: set back behind it, what is due comes up little by little after each start. No rule asks for that, or against it.
      byMs: random.pick(pauses ? [1, 2, 9] : [-3, -1, 1, 2, 9]) * random.integer(1, HOUR_MS),
      told: random.chance(0.5),
    };
  if (kind === 4 && random.chance(0.5)) {
    const workflow = random.pick(workflows);
    const ids = workflows.map((one) => one.id);
    return {
      kind: "edit",
      workflowId: workflow.id,
      definition: randomDefinition(random, epochMs, ids, workflow === workflows[0]),
    };
  }
  if (kind === 5 || (kind === 6 && pauses !== null))
    return {
      kind: "switch",
      workflowId: random.pick(workflows).id,
      enabled: random.chance(0.6),
      runs: random.pick(["finish", "hold", "hold", "end"]),
    };
  const crash = random.chance(0.3)
    ? { afterWrites: random.integer(0, 9), downMs: random.pick([0, 0, 1, 1_000, 61_000, 7 * HOUR_MS]) }
    : null;
  const done = deed(random, workflows, tickets, at, epochMs);
  return { kind: "deed", deed: done, crash: done.do === "post" || done.do === "away" ? null : crash };
}

function deed(
  random: Random,
  workflows: readonly SimWorkflow[],
  tickets: { readonly byMail: boolean }[],
  at: number,
  startEpochMs: number,
): Deed {
  const from = random.pick(["anna@example.com", "bea@example.org", "carl@example.com"]);
  const subject = `Case ${at} ${random.pick(WORDS)}`;
  const kind = random.integer(0, 22);
  if (tickets.length === 0 || (kind < 2 && tickets.length < 4)) {
    const byMail = random.chance(0.8);
    tickets.push({ byMail });
    return byMail
      ? { do: "mail", from, subject, text: `The ${random.pick(WORDS)} leak.` }
      : { do: "create", subject, from, tags: random.chance(0.5) ? [random.pick(TAGS)] : [] };
  }
  const ticket = random.integer(0, tickets.length - 1);
  if (kind < 6 && tickets[ticket]?.byMail)
    return { do: "reply", ticket, text: `And the ${random.pick(WORDS)}?`, automatic: random.chance(0.2) };
  if (kind < 8) return { do: "answer", ticket };
  if (kind === 8) return { do: "note", ticket };
  if (kind < 12 && random.chance(0.3)) {
    const dueAtEpochMs = random.chance(0.15) ? null : startEpochMs + random.integer(-5, 40) * HOUR_MS;
    return { do: "update", ticket, changes: { dueAtEpochMs }, pastDue: random.pick(["act", "act", "leave"]) };
  }
  if (kind < 12) return { do: "update", ticket, changes: changes(random) };
  if (kind < 14) return { do: "move", ticket, stageId: random.pick(STAGE_IDS) };
  if (kind > 20) return { do: "away", userId: random.pick(USERS), away: random.chance(0.5) };
  if (kind > 18) return { do: "post", ticket, becomes: random.pick(["sent", "sent", "held", "failed"]) };
  if (kind === 14) return { do: random.pick(["retry", "skip"]), ticket, workflowId: random.pick(workflows).id };
  return {
    do: "pass",
    durationMs: random.pick([
      random.integer(1, 30_000),
      random.integer(1, HOUR_MS),
      random.integer(1, 2 * HOUR_MS),
      random.integer(1, 40 * HOUR_MS),
    ]),
  };
}

function changes(random: Random): Changes {
  return random.pick<() => Changes>([
    () => ({ priority: random.pick([...PRIORITIES, null]) }),
    () => ({ priority: random.pick(PRIORITIES), ownerId: random.pick([...USERS, null]) }),
    () => ({ ownerId: random.pick([...USERS, null]) }),
    () => ({ tags: Array.from(new Set(some(random, 0, 3, () => random.pick(TAGS)))) }),
    () => ({ closedAtEpochMs: null }),
  ])();
}
