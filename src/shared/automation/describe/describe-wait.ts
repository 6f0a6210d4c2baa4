import { assertNever } from "../../errors/pipedesk-error.ts";
import type { WaitForEventStep, WaitForStep, WaitUntilDateStep, WaitUntilWeekdayStep } from "../steps/delays.ts";
import { durationWords, propertyWords, timeOfDay } from "./values.ts";
import { listOf, words, type Phrase, type Words } from "./words.ts";

type Delay = WaitForStep | WaitUntilDateStep | WaitUntilWeekdayStep;

/** A wait with what ends it early. */
export function describeWait(step: Delay | WaitForEventStep): Words {
  const said = describeEnd(step);
  const inHours = step.businessHours ? words("words.inBusinessHours", { what: said }) : said;
  if (step.type === "wait-for-event" || step.cancelOn.length === 0) return inHours;
  const reasons = listOf(
    step.cancelOn.map((reason) => words(`words.event.${reason}`)),
    "or",
  );
  return words(`words.step.cancelled.${step.whenCancelled}`, { what: inHours, reasons });
}

const WEEKDAYS = [
  "words.weekday.1",
  "words.weekday.2",
  "words.weekday.3",
  "words.weekday.4",
  "words.weekday.5",
  "words.weekday.6",
  "words.weekday.7",
] as const;

function describeEnd(step: Delay | WaitForEventStep): Words {
  switch (step.type) {
    case "wait-for":
      return words("words.step.wait-for", { duration: durationWords(step.duration) });
    case "wait-until-date": {
      const date: Phrase =
        step.date.kind === "fixed" ? { atEpochMs: step.date.atEpochMs } : propertyWords("ticket", step.date.property);
      const { offset } = step;
      return offset === null
        ? words("words.step.wait-until-date", { date })
        : words(`words.step.wait-until-date.${offset.direction}`, { date, duration: durationWords(offset.duration) });
    }
    case "wait-until-weekday": {
      const days = WEEKDAYS.filter((_, position) => step.weekdays.includes(position + 1));
      return words("words.step.wait-until-weekday", {
        weekdays: listOf(
          days.map((day) => words(day)),
          "or",
        ),
        time: timeOfDay(step.minuteOfDay),
      });
    }
    case "wait-for-event": {
      const event = words(`words.event.${step.event}`);
      return step.timeout === null
        ? words("words.step.wait-for-event", { event })
        : words("words.step.wait-for-event.timeout", { event, duration: durationWords(step.timeout) });
    }
    default:
      return assertNever(step);
  }
}
