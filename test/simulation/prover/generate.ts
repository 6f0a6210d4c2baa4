/**
 * Sets of workflows that are sound, and such with one fault put into them. Sound: each workflow has tags of its own, at most one of a set sets the priority, a ticket
 * goes through again only where nothing answers a customer, and conditions are about different properties.
 */
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { LintKey } from "#shared/automation/lint/lint.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import { definitionOf } from "../../support/definitions.ts";
import type { Draws } from "./random.ts";

type Json = Readonly<Record<string, unknown>>;
type Parts = { triggers: Json[]; filter: Json; reenrolment: Json; steps: Json[] };
export type Linted = { readonly id: WorkflowId; readonly pipelineId: null; readonly definition: WorkflowDefinition };
export type Planted = {
  readonly workflows: readonly Linted[];
  readonly kind: FaultKind;
  readonly keys: readonly LintKey[];
};

export const FAULTS = ["loop", "fight", "unreachable", "impossible", "unguarded"] as const;
export type FaultKind = (typeof FAULTS)[number];

const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
const TRIGGERS: readonly Json[] = [
  { type: "ticket-created" },
  { type: "email-received" },
  { type: "manual" },
  { type: "silence", after: "agent-message", duration: { amount: 3, unit: "days" }, businessHours: false },
  { type: "silence", after: "customer-message", duration: { amount: 5, unit: "hours" }, businessHours: false },
];

export function soundSet(draws: Draws): Linted[] {
  return partsOfSet(draws).map(linted);
}

export function faultySet(draws: Draws, kind: FaultKind): Planted {
  const parts = partsOfSet(draws);
  const keys = PLANTS[kind](parts, draws);
  return { workflows: parts.map(linted), kind, keys };
}

const linted = (parts: Parts, index: number): Linted => ({
  id: idOf(index),
  pipelineId: null,
  definition: definitionOf(parts),
});

const idOf = (index: number) => WorkflowId.parse(`w-${index}`);

function partsOfSet(draws: Draws): Parts[] {
  const count = 3 + draws.below(5);
  const setsPriority = draws.below(count);
  return Array.from({ length: count }, (_, index) => {
    const steps = stepsOf(draws, index, index === setsPriority, 2);
    const answers = JSON.stringify(steps).includes("send-email");
    const trigger = draws.one(TRIGGERS);
    return {
      triggers: [{ id: "t1", ...trigger }],
      filter: filterOf(draws),
      reenrolment: { kind: answers || draws.chance(0.6) ? "never" : "always" },
      steps,
    };
  });
}

function filterOf(draws: Draws): Json {
  const parts = draws
    .shuffled<Json>([
      { object: "ticket", property: "priority", operator: "is-any-of", values: draws.shuffled(PRIORITIES).slice(0, 2) },
      { object: "ticket", property: "subject", operator: "contains", value: draws.one(["invoice", "refund", "boots"]) },
      { object: "ticket", property: "messageCount", operator: "less", number: 3 + draws.below(9) },
      { object: "contact", property: "address", operator: "ends-with", value: "@example.com" },
    ])
    .slice(0, draws.below(4));
  return { match: "all", parts };
}

function stepsOf(draws: Draws, index: number, mayPrioritise: boolean, depth: number): Json[] {
  let number = 0;
  let isPriorityFree = mayPrioritise;
  const id = (name: string) => `${name}-${index}-${(number += 1)}`;
  const list = (left: number): Json[] => Array.from({ length: 1 + draws.below(3) }, () => step(left));
  const step = (left: number): Json => {
    const kind = draws.below(left > 0 ? 8 : 6);
    switch (kind) {
      case 0:
        return { id: id("tag"), type: "add-tags", tags: [`w${index}-${number}`] };
      case 1:
        return { id: id("note"), type: "add-note", text: "Seen." };
      case 2:
        return { id: id("task"), type: "create-task", title: "Call back" };
      case 3:
        return {
          id: id("wait"),
          type: "wait-for",
          duration: { amount: 1 + draws.below(50), unit: draws.one(["minutes", "hours"]) },
          cancelOn: [],
          whenCancelled: "stop",
          businessHours: false,
        };
      case 4:
        if (!isPriorityFree) return { id: id("tag"), type: "add-tags", tags: [`w${index}-${number}`] };
        isPriorityFree = false;
        return {
          id: id("priority"),
          type: "set-property",
          change: { property: "priority", value: draws.one(PRIORITIES) },
        };
      case 5:
        return {
          id: id("mail"),
          type: "send-email",
          to: "primary-contact",
          mail: { kind: "custom", subject: "About {{ ticket.subject }}", body: "Hello", html: false, marketing: false },
        };
      default:
        return {
          id: id("branch"),
          type: "branch-if",
          arms: [
            {
              id: "a",
              name: "",
              filter: {
                match: "all",
                parts: [{ object: "ticket", property: "priority", operator: "is", value: draws.one(PRIORITIES) }],
              },
              steps: list(left - 1),
            },
          ],
          otherwise: draws.chance(0.5) ? list(left - 1) : [],
        };
    }
  };
  return list(depth);
}

/** Every list of steps of a workflow: a fault may lie in any arm. */
function listsOf(steps: Json[]): Json[][] {
  const inner = steps.flatMap((step) => {
    const arms = Array.isArray(step["arms"]) ? (step["arms"] as { steps: Json[] }[]).map((arm) => arm.steps) : [];
    const otherwise = Array.isArray(step["otherwise"]) ? [step["otherwise"] as Json[]] : [];
    return [...arms, ...otherwise].flatMap(listsOf);
  });
  return [steps, ...inner];
}

const withoutWaits = (steps: Json[]): Json[] => steps.filter(({ type }) => type !== "wait-for");

/** Puts the fault in, and says by which warnings it may be told. */
const PLANTS: Readonly<Record<FaultKind, (parts: Parts[], draws: Draws) => LintKey[]>> = {
  loop(parts, draws) {
    const chain = draws.shuffled(parts.map((_, index) => index)).slice(0, 1 + draws.below(3));
    if (draws.chance(0.5)) {
      // Each puts the ticket into the next, the last into the first.
      chain.forEach((index, position) => {
        const part = at(parts, index);
        const next = at(chain, (position + 1) % chain.length);
        part.reenrolment = { kind: "always" };
        part.steps = withoutWaits(part.steps);
        part.steps.splice(draws.below(part.steps.length + 1), 0, {
          id: `enrol-${index}`,
          type: "enrol-in",
          workflowId: idOf(next),
        });
      });
      return ["circle"];
    }
    // Each waits for a change of the priority, and makes one; what is set by one is set back by the next, or counted up.
    chain.forEach((index, position) => {
      const part = at(parts, index);
      part.triggers = [{ id: "t1", type: "property-changed", property: "priority" }];
      part.filter = { match: "all", parts: [] };
      part.reenrolment = { kind: "always" };
      const values = chain.length === 1 ? (["low", "high"] as const) : ([PRIORITIES[position % 2] ?? "low"] as const);
      part.steps = [
        ...values.map((value) => ({
          id: `flip-${index}-${value}`,
          type: "set-property",
          change: { property: "priority", value },
        })),
        ...withoutWaits(part.steps).filter(({ type }) => type === "add-tags" || type === "add-note"),
      ];
    });
    return ["circle"];
  },
  fight(parts, draws) {
    const [one = 0, other = 1] = draws.shuffled(parts.map((_, index) => index));
    const [first, second] = draws.shuffled(PRIORITIES);
    for (const [index, value] of [
      [one, first],
      [other, second],
    ] as const) {
      const part = at(parts, index);
      part.triggers = [{ id: "t1", type: "ticket-created" }];
      part.filter = { match: "all", parts: [] };
      part.steps.unshift({ id: `fight-${index}`, type: "set-property", change: { property: "priority", value } });
    }
    return ["same-property"];
  },
  unreachable(parts, draws) {
    const index = draws.below(parts.length);
    const list = draws.one(listsOf(at(parts, index).steps));
    const kind = draws.below(3);
    if (kind === 0) {
      list.push({ id: `stop-${index}`, type: "stop" }, { id: `dead-${index}`, type: "add-note", text: "Never" });
      return ["unreachable-step"];
    }
    const arm = (id: string, parts: Json[]): Json => ({
      id,
      name: "",
      filter: { match: "all", parts },
      steps: [{ id: `dead-${index}-${id}`, type: "add-note", text: "Never" }],
    });
    if (kind === 1) {
      list.push({
        id: `branch-dead-${index}`,
        type: "branch-if",
        arms: [arm("all", []), arm("late", [{ object: "ticket", property: "priority", operator: "is", value: "low" }])],
        otherwise: [],
      });
      return ["arm-never-taken", "unreachable-step"];
    }
    const values = [draws.one(["Billing", "billing"])];
    list.push({
      id: `value-dead-${index}`,
      type: "branch-value",
      object: "ticket",
      property: "subject",
      arms: [
        { id: "a", name: "", values: ["billing"], steps: [] },
        { id: "b", name: "", values, steps: [{ id: `dead-${index}-b`, type: "add-note", text: "Never" }] },
      ],
      otherwise: [],
    });
    return ["arm-never-taken", "unreachable-step"];
  },
  impossible(parts, draws) {
    const pair = draws.one<readonly [Json, Json]>([
      [ticket("priority", "is", { value: "urgent" }), ticket("priority", "is", { value: "low" })],
      [ticket("messageCount", "less", { number: 3 }), ticket("messageCount", "greater", { number: 5 })],
      [ticket("tags", "has-all-of", { values: ["vip"] }), ticket("tags", "has-none-of", { values: ["vip", "old"] })],
      [ticket("subject", "is", { value: "Boots" }), ticket("subject", "contains-not", { value: "oot" })],
      [ticket("ownerId", "is-unknown", {}), ticket("ownerId", "is", { value: "user-1" })],
      [ticket("subject", "starts-with", { value: "Re" }), ticket("subject", "starts-with", { value: "Fw" })],
    ]);
    const index = draws.below(parts.length);
    const filter = { match: "all", parts: draws.shuffled(pair) };
    if (draws.chance(0.5)) at(parts, index).filter = filter;
    else
      draws.one(listsOf(at(parts, index).steps)).push({
        id: `branch-never-${index}`,
        type: "branch-if",
        arms: [{ id: "never", name: "", filter, steps: [{ id: `never-${index}`, type: "add-note", text: "Never" }] }],
        otherwise: [],
      });
    return ["contradiction", "arm-never-taken"];
  },
  unguarded(parts, draws) {
    const index = draws.below(parts.length);
    const part = at(parts, index);
    part.triggers = [{ id: "t1", type: "email-received" }];
    part.reenrolment = { kind: "always" };
    part.filter = { match: "all", parts: [ticket("priority", "is", { value: "high" })] };
    const list = draws.one(listsOf(part.steps));
    list.splice(draws.below(list.length + 1), 0, {
      id: `answer-${index}`,
      type: "send-email",
      to: "primary-contact",
      mail: { kind: "custom", subject: "Thanks", body: "We have it.", html: false, marketing: false },
    });
    return ["mail-without-guard"];
  },
};

const ticket = (property: string, operator: string, rest: Json): Json => ({
  object: "ticket",
  property,
  operator,
  ...rest,
});

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError("There is no such workflow.");
  return item;
}
