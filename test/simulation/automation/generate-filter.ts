import type { Condition, Filter } from "#shared/automation/filters/filter.ts";
import type { Random } from "#main/demo/random.ts";
import { PRIORITIES, some, STAGE_IDS, TAGS, WORDS } from "./material.ts";

export function filter(random: Random, hasHours: boolean, depth = 2): Filter {
  const parts = some(random, 1, 2, () =>
    depth > 1 && random.chance(0.2) ? filter(random, hasHours, depth - 1) : condition(random, hasHours),
  );
  return { match: random.pick(["all", "any"]), parts };
}

function condition(random: Random, hasHours: boolean): Condition {
  const ticket = (property: string) => ({ object: "ticket", property });
  const units = ["minutes", "hours", hasHours ? "business-days" : "hours"] as const;
  const span = { amount: random.integer(1, 30), unit: random.pick(units) };
  return random.pick<() => Condition>([
    () => ({ ...ticket("priority"), operator: random.pick(["is", "is-not"]), value: random.pick(PRIORITIES) }),
    () => ({ ...ticket("priority"), operator: random.pick(["is-known", "is-unknown"]) }),
    () => ({
      ...ticket("priority"),
      operator: random.pick(["is-any-of", "is-none-of"]),
      values: [random.pick(PRIORITIES), "high"],
    }),
    () => ({
      ...ticket("tags"),
      operator: random.pick(["has-any-of", "has-all-of", "has-none-of"]),
      values: some(random, 1, 2, () => random.pick(TAGS)),
    }),
    () => ({ ...ticket("stageId"), operator: random.pick(["is", "is-not"]), value: random.pick(STAGE_IDS) }),
    () => ({ ...ticket("stageKind"), operator: "is", value: random.pick(["open", "closed"]) }),
    () => ({ ...ticket("ownerId"), operator: random.pick(["is-known", "is-unknown"]) }),
    () => ({
      ...ticket("dueAtEpochMs"),
      operator: random.pick(["in-last", "not-in-last", "in-next", "not-in-next"]),
      span,
    }),
    () => ({
      ...ticket("messageCount"),
      operator: random.pick(["greater", "less", "equals", "not-equals"]),
      number: random.integer(0, 4),
    }),
    () => ({ ...ticket("wasReopened"), operator: random.pick(["is-true", "is-false"]) }),
    () => ({
      ...ticket("subject"),
      operator: random.pick(["contains", "contains-not"]),
      value: random.pick(WORDS).toUpperCase(),
    }),
    () => ({
      ...ticket(random.pick(["priority", "ownerId", "tags", "stageId"])),
      operator: random.pick(["changed-by", "not-changed-by"]),
      author: { kind: random.pick(["anybody", "any-user", "any-workflow", "rule"] as const) },
    }),
    () => ({
      object: "contact",
      property: "domain",
      operator: "is",
      value: random.pick(["example.com", "example.org"]),
    }),
    () => ({
      object: "message",
      property: "text",
      operator: random.pick(["contains", "contains-not"]),
      value: random.pick(WORDS),
    }),
  ])();
}
