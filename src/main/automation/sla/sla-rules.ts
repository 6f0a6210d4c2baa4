import { askedOfFilter, askedTogether, asksNothing, type Asked } from "#shared/automation/asked.ts";
import type { SlaPolicy } from "#shared/automation/documents/sla-policy.ts";
import { compileFilter, type CompiledFilter, type Facts } from "#shared/automation/filters/evaluate.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import type { SlaTargetName } from "#shared/model/sla.ts";
import type { TicketPriority } from "#shared/model/ticket.ts";
import { ALL_ROUND_THE_CLOCK, type SlaCalendar, type SlaRules } from "#shared/rules/sla/clock.ts";
import type { SetupReads } from "#main/desk/setup-cache.ts";

const MINUTE_MS = 60_000;

/** The policies that are on, made ready. Made again when the setup changes. */
export type SlaPolicies = {
  readonly isEmpty: boolean;
  /** What their conditions look at beside the ticket. */
  readonly asks: Asked;
  /** Of the first policy that the ticket meets, for its priority; null where it meets none. */
  rulesFor(facts: Facts, priority: TicketPriority | null): SlaRules | null;
  /** Tells these policies, with all that decides about clocks, from others. */
  readonly fingerprint: string;
};

type Ready = { readonly policy: SlaPolicy; readonly meets: CompiledFilter; readonly calendar: SlaCalendar };

export function createSlaPolicies(setup: SetupReads): () => SlaPolicies {
  let version = -1;
  let made: SlaPolicies = policiesOf(setup);
  return () => {
    if (version !== setup.version()) {
      version = setup.version();
      made = policiesOf(setup);
    }
    return made;
  };
}

function policiesOf(setup: SetupReads): SlaPolicies {
  const policies = setup.all("sla-policy").filter(({ enabled }) => enabled);
  const all = policies.map((policy): Ready => ({
    policy,
    meets: compileFilter(policy.filter, null),
    calendar: calendarOf(setup, policy),
  }));
  return {
    isEmpty: all.length === 0,
    asks: all.length === 0 ? asksNothing() : askedTogether(all.map(({ policy }) => askedOfFilter(policy.filter))),
    rulesFor(facts, priority) {
      const found = all.find(({ meets }) => meets(facts));
      return found ? rulesOf(found, priority) : null;
    },
    fingerprint: JSON.stringify([
      policies.map(({ id, filter, targets, hours, pausingStageIds, warning }) => [
        id,
        filter,
        targets,
        hours,
        pausingStageIds,
        warning,
      ]),
      policies.length === 0 ? [] : setup.all("work-calendar").map(({ id, hours }) => [id, hours]),
    ]),
  };
}

function calendarOf(setup: SetupReads, { hours }: SlaPolicy): SlaCalendar {
  if (hours.kind === "always") return ALL_ROUND_THE_CLOCK;
  const calendar =
    hours.kind === "desk" ? setup.all("work-calendar")[0] : setup.find("work-calendar", hours.calendarId);
  // One that was deleted on another device meanwhile: what is promised is then kept sooner, never later.
  return calendar ? createBusinessCalendar(calendar.hours) : ALL_ROUND_THE_CLOCK;
}

function rulesOf({ policy, calendar }: Ready, priority: TicketPriority | null): SlaRules {
  const minutesOf = (name: SlaTargetName) => {
    const { minutes, byPriority } = policy.targets[name];
    const own = priority === null ? undefined : byPriority[priority];
    return own === undefined ? minutes : own;
  };
  const targetOf = (name: SlaTargetName) => {
    const minutes = minutesOf(name);
    return minutes === null ? null : minutes * MINUTE_MS;
  };
  return {
    policyId: policy.id,
    targetsMs: {
      firstAnswer: targetOf("firstAnswer"),
      nextAnswer: targetOf("nextAnswer"),
      close: targetOf("close"),
    },
    warning: warningOf(policy.warning),
    pausingStageIds: new Set(policy.pausingStageIds),
    calendar,
  };
}

function warningOf(warning: SlaPolicy["warning"]): SlaRules["warning"] {
  if (warning === null) return null;
  return warning.kind === "percent" ? { percent: warning.percent } : { beforeMs: warning.minutes * MINUTE_MS };
}
