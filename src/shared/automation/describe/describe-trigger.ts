import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Trigger } from "../definition.ts";
import { durationWords, propertyWords, valueWords } from "./values.ts";
import { nameOf, words, type Names, type Words } from "./words.ts";

/** What sets a workflow off, in words (F2). */
export function describeTrigger(trigger: Trigger, names: Names): Words {
  const said = describeMoment(trigger, names);
  return "businessHours" in trigger && trigger.businessHours ? words("words.inBusinessHours", { what: said }) : said;
}

function describeMoment(trigger: Trigger, names: Names): Words {
  switch (trigger.type) {
    case "ticket-created":
    case "email-sent":
    case "email-sent-to-customer":
    case "email-received":
    case "customer-replied":
    case "note-added":
    case "chat-message":
    case "form-submitted":
    case "manual":
    case "incoming-webhook":
      return words(`words.trigger.${trigger.type}`);
    case "stage-reached":
      return words("words.trigger.stage-reached", { stage: nameOf(names, "stage", trigger.stageId) });
    case "property-changed":
      return describeChange(trigger, names);
    case "date-reached": {
      const property = propertyWords("ticket", trigger.property);
      const { offset } = trigger;
      return offset === null
        ? words("words.trigger.date-reached", { property })
        : words(`words.trigger.date-reached.${offset.direction}`, {
            property,
            duration: durationWords(offset.duration),
          });
    }
    case "silence":
      return words(`words.trigger.silence.${trigger.after}`, { duration: durationWords(trigger.duration) });
    case "schedule":
      return words("words.trigger.schedule", { cron: trigger.cron, timeZone: trigger.timeZone });
    default:
      return assertNever(trigger);
  }
}

function describeChange(
  { property: name, from, to }: Extract<Trigger, { type: "property-changed" }>,
  names: Names,
): Words {
  if (name === null) return words("words.trigger.property-changed.any");
  const property = propertyWords("ticket", name);
  const said = (value: string | number | boolean | null) => valueWords("ticket", name, value, names);
  if (from !== undefined && to !== undefined)
    return words("words.trigger.property-changed.fromTo", { property, from: said(from), to: said(to) });
  if (from !== undefined) return words("words.trigger.property-changed.from", { property, from: said(from) });
  if (to !== undefined) return words("words.trigger.property-changed.to", { property, to: said(to) });
  return words("words.trigger.property-changed", { property });
}
