import { propertyWords, valueWords } from "#shared/automation/describe/values.ts";
import { say } from "#shared/automation/describe/words.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import { RULE_WORDS } from "#shared/automation/rule-words.ts";
import type { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import { plainText } from "../../table.ts";
import type { Names } from "./names.ts";
import { momentText } from "./output.ts";

/** What happened to a ticket, in one line. */
export function activityText(body: TicketEventBody, names: Names): string {
  const { t } = names;
  const stage = (id: string) => plainText(names.of(id));
  switch (body.type) {
    case "ticket.created":
      return t("history.created", { stage: stage(body.at.stageId), subject: plainText(body.subject) });
    case "ticket.stage-changed":
      return t("history.stage", { from: stage(body.from.stageId), to: stage(body.to.stageId) });
    case "ticket.stage-kind-changed":
      return t("history.stageKind", { stage: stage(body.stageId), kind: t(`history.kind.${body.to}`) });
    case "ticket.property-changed":
      return changeText(body.property, body.from, body.to, names);
    case "ticket.move-refused":
      return t("history.refused", { stage: stage(body.to.stageId), why: t(RULE_WORDS[body.rule]) });
    case "workflow.acted":
      return t(`history.did.${body.action}`, { about: plainText(body.about) });
    case "workflow.triggered":
      return t("history.triggered", { by: t(`history.by.${body.by}`) });
    case "workflow.paused":
      return t("history.paused", { changes: body.changes });
    case "message.received":
      return t("history.received", { verdict: t(`history.verdict.${body.verdict.kind}`) });
    case "message.sent":
      return t("history.sent", { verdict: t(`history.verdict.${body.verdict.kind}`) });
    case "ticket.linked":
      return t("history.linked");
    case "ticket.merged":
      return t("history.merged");
    case "ticket.unmerged":
      return t("history.unmerged");
    case "note.added":
      return t("history.note");
    case "conversation.side-added":
      return t("history.side", { address: plainText(body.address) });
    case "contact.wrote":
      return t("history.contactWrote");
    case "workflow.left":
      return t("history.left");
    case "workflow.resumed":
      return t("history.resumed");
  }
}

/** `priority: High → Urgent` */
export function changeText(property: string, from: PropertyValue, to: PropertyValue, names: Names): string {
  const text = (value: PropertyValue): string => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
    if (Array.isArray(value)) return value.map(text).join(", ");
    if (typeof value === "number" && property.endsWith("EpochMs")) return momentText(value);
    if (typeof value === "object") return plainText(JSON.stringify(value));
    return plainText(say(valueWords("ticket", property, value, names.find), names.speaker));
  };
  const name = propertyType("ticket", property) ? say(propertyWords("ticket", property), names.speaker) : property;
  return `${name}: ${text(from)} → ${text(to)}`;
}
