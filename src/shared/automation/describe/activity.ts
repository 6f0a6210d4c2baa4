import type { Translate } from "../../i18n/index.ts";
import type { PropertyValue, TicketEventBody } from "../../model/event.ts";
import { propertyType } from "../filters/properties.ts";
import { RULE_WORDS } from "../rule-words.ts";
import { propertyWords, valueWords } from "./values.ts";
import { say, type Names as FindName, type Speaker } from "./words.ts";

/** What people call what ids name, and how what others wrote is shown where it is told. */
export type HistoryNames = {
  readonly t: Translate;
  /** An id of anything else stays as it is. */
  readonly of: (id: string) => string;
  /** Null where nothing has that id. */
  readonly find: FindName;
  readonly speaker: Speaker;
  readonly moment: (epochMs: number) => string;
  /** Without what the place would take for a command of its own. */
  readonly plain: (text: string) => string;
};

/** What happened to a ticket, in one line. */
export function activityText(body: TicketEventBody, names: HistoryNames): string {
  const { t, plain } = names;
  const stage = (id: string) => plain(names.of(id));
  switch (body.type) {
    case "ticket.created":
      return t("history.created", { stage: stage(body.at.stageId), subject: plain(body.subject) });
    case "ticket.stage-changed":
      return t("history.stage", { from: stage(body.from.stageId), to: stage(body.to.stageId) });
    case "ticket.stage-kind-changed":
      return t("history.stageKind", { stage: stage(body.stageId), kind: t(`history.kind.${body.to}`) });
    case "ticket.property-changed":
      return changeText(body.property, body.from, body.to, names);
    case "ticket.move-refused":
      return t("history.refused", { stage: stage(body.to.stageId), why: t(RULE_WORDS[body.rule]) });
    case "workflow.acted":
      return t(`history.did.${body.action}`, { about: plain(body.about) });
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
    case "ticket.unlinked":
      return t("history.unlinked");
    case "ticket.set-aside":
      return t(`history.setAside.${body.as}`);
    case "ticket.brought-back":
      return t(`history.broughtBack.${body.from}`);
    case "conversation.left":
      return t("history.threadLeft");
    case "conversation.came":
      return t("history.threadCame");
    case "ticket.merged":
      return t("history.merged");
    case "ticket.unmerged":
      return t("history.unmerged");
    case "note.added":
      return t("history.note");
    case "conversation.side-added":
      return t("history.side", { address: plain(body.address) });
    case "contact.wrote":
      return t("history.contactWrote");
    case "workflow.left":
      return t("history.left");
    case "workflow.superseded":
      return t("history.superseded");
    case "sla.reached":
      return t(`history.sla.${body.what}`, { target: t(`ticket.sla.${body.target}`) });
    case "workflow.resumed":
      return t("history.resumed");
  }
}

/** `priority: High → Urgent` */
export function changeText(property: string, from: PropertyValue, to: PropertyValue, names: HistoryNames): string {
  const text = (value: PropertyValue): string => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
    if (Array.isArray(value)) return value.map(text).join(", ");
    if (typeof value === "number" && property.endsWith("EpochMs")) return names.moment(value);
    if (typeof value === "object") return names.plain(JSON.stringify(value));
    return names.plain(say(valueWords("ticket", property, value, names.find), names.speaker));
  };
  const name = propertyType("ticket", property)
    ? say(propertyWords("ticket", property, names.find), names.speaker)
    : property;
  return `${name}: ${text(from)} → ${text(to)}`;
}
