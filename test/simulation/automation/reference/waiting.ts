import type { Step } from "#shared/automation/steps/step.ts";
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Duration } from "#shared/automation/steps/common.ts";
import { lengthFrom, nextOpening, nextWeekday } from "./calendar.ts";
import type { Happening } from "./model.ts";

export function isWait(step: Step): boolean {
  return step.type.startsWith("wait-");
}

/** Until when a step waits; `nothing`: there is nothing to wait for; null: for ever. */
export function waitsUntil(
  step: Step,
  nowEpochMs: number,
  hours: BusinessHours | null,
  dateOf: (property: string) => unknown,
): number | null | "nothing" {
  const inHours = "businessHours" in step && step.businessHours && hours !== null ? hours : null;
  const far = (from: number, duration: Duration, back: boolean) =>
    lengthFrom(from, duration, back, inHours !== null, hours);
  const opened = (moment: number) => (inHours ? nextOpening(moment, inHours) : moment);
  let until: number | null;
  switch (step.type) {
    case "wait-for":
      until = far(nowEpochMs, step.duration, false);
      break;
    case "wait-for-event":
    case "wait-for-mail":
      return step.timeout === null ? null : far(nowEpochMs, step.timeout, false);
    case "wait-until-weekday": {
      const zone = hours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      until = opened(nextWeekday(nowEpochMs, step.weekdays, step.minuteOfDay, zone));
      break;
    }
    case "wait-until-date": {
      const date = step.date.kind === "fixed" ? step.date.atEpochMs : dateOf(step.date.property);
      if (typeof date !== "number") return "nothing";
      const { offset } = step;
      const moved = offset === null ? date : far(date, offset.duration, offset.direction === "before");
      // Counted in days, it may end with the hours.
      until = offset?.duration.unit === "business-days" ? moved : opened(moved);
      break;
    }
    default:
      throw new Error(`${step.type} is no wait.`);
  }
  return until <= nowEpochMs ? "nothing" : until;
}

/** For which reasons to wake or to leave something that happened stands. */
export function reasonsFor(happening: Happening, isClosed: (stageId: string) => boolean): string[] {
  switch (happening.what) {
    case "received":
      return happening.as === "reply" || happening.as === "reopening" ? ["customer-replied"] : [];
    case "wrote":
      return ["customer-replied"];
    case "sent":
      return happening.automatic ? [] : ["agent-replied"];
    case "moved":
      return isClosed(happening.to) ? ["stage-changed", "ticket-closed"] : ["stage-changed"];
    case "changed":
      return happening.property === "ownerId" ? ["owner-changed"] : [];
    default:
      return [];
  }
}
