import type { WorkflowDefinition } from "../definition.ts";
import { isGroup, type Condition, type Filter } from "../filters/filter.ts";
import { isBranch, kindOf, type Step } from "../steps/step.ts";
import { armFilters, armsOf } from "../step-tree.ts";
import { kindOfTrigger, type Trigger } from "../triggers/trigger.ts";
import type { Warn } from "./warning.ts";

/**
 * D7 keeps mail that says it is automatic from setting anything off. A machine that does not say so is stopped only where a workflow answers a ticket
 * once; where it answers every message, the two write to each other until the caps of D7 hold the mails. So mail to customers on every message needs a condition
 * that ends it.
 */
export function lintMails({ reenrolment, triggers, filter, steps }: WorkflowDefinition, warn: Warn): void {
  const repeats = ({ id }: Trigger) =>
    reenrolment.kind === "always" || (reenrolment.kind === "on" && reenrolment.triggerIds.includes(id));
  if (!triggers.some((trigger) => kindOfTrigger(trigger).isByCustomer && repeats(trigger)) || isGuard(filter)) return;
  lintSteps(steps, "steps", warn);
}

function lintSteps(steps: readonly Step[], path: string, warn: Warn): void {
  steps.forEach((step, position) => {
    const at = `${path}.${position}`;
    const mails = kindOf(step)
      .changes(step)
      .some(({ kind }) => kind === "mails-customer");
    if (mails) warn("mail-without-guard", at, step.id);
    if (!isBranch(step)) return;
    const filters = armFilters(step);
    armsOf(step).forEach((arm, index) => {
      const filter = filters[index];
      if (filter === undefined || !isGuard(filter)) lintSteps(arm.steps, `${at}.${arm.field}`, warn);
    });
  });
}

/** Whether a filter lets through only what no machine can keep up. */
function isGuard(filter: Filter): boolean {
  const guards = filter.parts.map((part) => (isGroup(part) ? isGuard(part) : endsIt(part)));
  return filter.match === "all" ? guards.includes(true) : guards.length > 0 && !guards.includes(false);
}

/** A tag that says it was answered, a pause between answers, a count of messages, or whether the message says that it is automatic. */
function endsIt({ object, property, operator }: Condition): boolean {
  if (object === "message") return property === "automatic" && operator === "is-false";
  if (object !== "ticket") return false;
  if (property === "tags") return operator === "has-none-of";
  if (property === "messageCount") return operator === "less" || operator === "equals" || operator === "between";
  return property === "lastAgentMessageAtEpochMs" && (operator === "not-in-last" || operator === "is-unknown");
}
