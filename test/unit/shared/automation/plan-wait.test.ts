import { expect, test } from "vitest";
import { planWait } from "#shared/automation/course.ts";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import type { WaitUntilDateStep } from "#shared/automation/steps/wait-until-date.ts";
import { StepId } from "#shared/model/ids.ts";

const NOW = Date.UTC(2026, 4, 4, 9);
/** A Monday, 10:00. */
const DUE = Date.UTC(2026, 4, 18, 10);

const until = (businessHours: boolean): WaitUntilDateStep => ({
  id: StepId.parse("wait"),
  type: "wait-until-date",
  date: { kind: "property", property: "dueAtEpochMs" },
  offset: { duration: { amount: 3, unit: "hours" }, direction: "before" },
  cancelOn: [],
  whenCancelled: "stop",
  businessHours,
});

test.each([
  ["by the clock: the same morning", false, Date.UTC(2026, 4, 18, 7)],
  ["in business hours: an hour of that morning, two of Friday's afternoon", true, Date.UTC(2026, 4, 15, 15)],
])("[F5] three hours before a date, %s", (_what, inHours, untilEpochMs) => {
  const facts = {
    nowEpochMs: NOW,
    businessHours: { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "UTC" },
    timeZone: "UTC",
    date: () => DUE,
  };
  expect(planWait(until(inHours), facts)).toEqual({
    sinceEpochMs: NOW,
    untilEpochMs,
    ends: [],
    onTime: "completed",
  });
});
