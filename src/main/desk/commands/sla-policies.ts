import { MAX_SLA_POLICIES, type SlaPolicy } from "#shared/automation/documents/sla-policy.ts";
import { isGroup, type Filter } from "#shared/automation/filters/filter.ts";
import { businessDaysIn } from "#shared/automation/schedule/shift.ts";
import { validateFilter } from "#shared/automation/validate/filters.ts";
import type { InputIssue } from "#shared/errors/pipedesk-error.ts";
import type { Actor, DeskContext } from "../context.ts";
import { definitionContext } from "../definition-context.ts";
import { invalid } from "../definition-fits.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { lastPlace, orderSetup } from "./order-setup.ts";

type PolicyParts = Omit<SlaPolicy, "id" | "kind" | "order" | "createdAtEpochMs" | "stamps">;
type Changes = { readonly [Part in keyof PolicyParts]?: PolicyParts[Part] | undefined };

/** Behind the others. @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID with the paths of what does not fit the desk */
export function createSlaPolicy(context: DeskContext, actor: Actor, parts: PolicyParts): Promise<SlaPolicy> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    if (context.setup.all("sla-policy").length >= MAX_SLA_POLICIES)
      throw invalid("There are too many policies.", [{ path: "name", message: `At most ${MAX_SLA_POLICIES}.` }]);
    requireFitting(context, parts);
    const id = derivedId("sla", context.nextStamp());
    const createdAtEpochMs = context.clock.nowEpochMs();
    const order = lastPlace(context, "sla-policy");
    await addSetup(context, [{ ...parts, id, kind: "sla-policy", order, createdAtEpochMs, stamps: {} }]);
    return context.setup.require("sla-policy", id);
  });
}

/** Changes what is given; clocks of open tickets follow. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID */
export function updateSlaPolicy(
  context: DeskContext,
  actor: Actor,
  { id, ...changes }: { readonly id: string } & Changes,
): Promise<SlaPolicy> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const policy = context.setup.require("sla-policy", id);
    const known = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    ) as Partial<PolicyParts>;
    requireFitting(context, known);
    await writeSetup<SlaPolicy>(context, policy, known);
    return context.setup.require("sla-policy", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID where one is named twice */
export function orderSlaPolicies(context: DeskContext, actor: Actor, ids: readonly string[]): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(() => orderSetup(context, "sla-policy", ids));
}

/** Open tickets fall under the next policy that they meet. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function removeSlaPolicy(context: DeskContext, actor: Actor, id: string): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(() => removeSetup(context, [context.setup.require("sla-policy", id)]));
}

/** What a ticket is known by all the time: a message comes and goes, and the promise with it. */
const LOOKED_AT: ReadonlySet<string> = new Set(["ticket", "contact", "company"]);

function requireFitting(context: DeskContext, { filter, hours, targets }: Partial<PolicyParts>): void {
  const issues: InputIssue[] = [];
  if (filter) {
    const desk = definitionContext(context, { id: null, pipelineId: null });
    validateFilter(filter, "filter", desk, (path, key, about = "") =>
      issues.push({ path, message: `${key}: ${about}` }),
    );
    for (const object of objectsOf(filter))
      if (!LOOKED_AT.has(object)) issues.push({ path: "filter", message: `does-not-fit: ${object}` });
    for (const path of businessDaysIn(filter, "filter")) issues.push({ path, message: "no-business-hours: " });
  }
  if (hours?.kind === "calendar" && context.setup.find("work-calendar", hours.calendarId) === null)
    issues.push({ path: "hours.calendarId", message: `unknown-value: ${hours.calendarId}` });
  const isPromised = ({ minutes, byPriority }: SlaPolicy["targets"]["close"]) =>
    minutes !== null || Object.values(byPriority).some((one) => one !== null);
  if (targets && !Object.values(targets).some(isPromised))
    issues.push({ path: "targets", message: "nothing-promised: " });
  if (issues.length > 0) throw invalid("The policy does not fit the desk as it is.", issues);
}

function objectsOf({ parts }: Filter): string[] {
  return parts.flatMap((part) => (isGroup(part) ? objectsOf(part) : [part.object]));
}
