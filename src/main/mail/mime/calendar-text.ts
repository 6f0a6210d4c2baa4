/**
 * An invitation in words, for a mail that is nothing but its calendar file (RFC 5545, RFC 6047): what, when, where, who. Written without labels, as readers of every
 * language get the same text.
 */
import ICAL from "ical.js";

import { MAX_CALENDAR_ATTENDEES, MAX_CALENDAR_CHARS, MAX_CALENDAR_EVENTS } from "../limits.ts";
import { htmlToText } from "./html-text.ts";

const MAX_DESCRIPTION_CHARS = 20_000;
const KINDS = ["vevent", "vtodo", "vjournal"];

/** Whether bytes begin as a calendar does, whatever type they are said to have. */
export function isCalendarFile(bytes: Buffer): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*BEGIN:VCALENDAR\r?\n/iu.test(bytes.toString("latin1", 0, 100));
}

/** '' for what is no calendar, or tells no event. Never throws. */
export function calendarText(source: string): string {
  if (source.length > MAX_CALENDAR_CHARS) return "";
  const text = source.replace(/^\uFEFF/u, "").trim();
  return eventsText(text) ?? eventsText(mended(text)) ?? "";
}

const PROPERTY_PATTERN = /^(?:[A-Za-z][A-Za-z0-9-]{1,60}(?:;[^:\n]{0,500})?:|[ \t])/u;
const TEXT_PROPERTY_PATTERN = /^(?:DESCRIPTION|COMMENT|SUMMARY|LOCATION|X-ALT-DESC)\b/iu;

/** Some programs break a description's lines without folding them; anything else that is no property is left out. */
function mended(source: string): string {
  const lines: string[] = [];
  let property = "";
  for (const line of source.split(/\r?\n/u)) {
    if (PROPERTY_PATTERN.test(line)) {
      if (!/^[ \t]/u.test(line)) property = line;
      lines.push(line);
    } else if (TEXT_PROPERTY_PATTERN.test(property)) lines.push(` \\n${line}`);
  }
  return lines.join("\r\n");
}

/** null where it can't be read. */
function eventsText(source: string): string | null {
  try {
    const parsed: unknown = ICAL.parse(source);
    const first: unknown = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed;
    if (!Array.isArray(first)) return "";
    const calendar = new ICAL.Component(first as ConstructorParameters<typeof ICAL.Component>[0]);
    const method = textOf(calendar, "method").toUpperCase();
    return KINDS.flatMap((kind) => calendar.getAllSubcomponents(kind))
      .slice(0, MAX_CALENDAR_EVENTS)
      .map((event) => eventText(event, method))
      .join("\n\n");
  } catch {
    return null;
  }
}

function eventText(event: ICAL.Component, method: string): string {
  const isCancelled = method === "CANCEL" || textOf(event, "status").toUpperCase() === "CANCELLED";
  // REQUEST is what every invitation says.
  const kind = isCancelled ? "CANCELLED" : ["", "REQUEST", "PUBLISH"].includes(method) ? "" : method;
  const summary = textOf(event, "summary");
  const people = peopleOf(event, method);
  const lines = [
    [kind, summary].filter((part) => part !== "").join(": "),
    momentsOf(event),
    ruleOf(event),
    textOf(event, "location"),
    ...people,
    textOf(event, "url"),
  ].filter((line) => line !== "");
  // Outlook may give its description as HTML alone.
  const said =
    textOf(event, "description") || textOf(event, "comment") || htmlToText(textOf(event, "x-alt-desc")).trim();
  const description = said.slice(0, MAX_DESCRIPTION_CHARS).trim();
  return [lines.join("\n"), description].filter((part) => part !== "").join("\n\n");
}

function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === "string" ? value.trim() : "";
}

/** `2026-10-30 10:00 – 11:00 (Europe/Berlin)`: as the sender's calendar has it, whatever clock the reader goes by. */
function momentsOf(event: ICAL.Component): string {
  const start = timeOf(event, "dtstart") ?? timeOf(event, "due");
  if (!start) return "";
  const end = endOf(event, start);
  const from = written(start);
  const zone = start.isDate ? "" : zoneOf(event);
  const to = end === null || end.compare(start) <= 0 ? "" : written(end);
  const isSameDay = to.slice(0, 10) === from.slice(0, 10);
  const span = to === "" || to === from ? from : `${from} – ${isSameDay ? to.slice(11) : to}`;
  return zone === "" ? span : `${span} (${zone})`;
}

function timeOf(event: ICAL.Component, name: string): ICAL.Time | null {
  const value: unknown = event.getFirstPropertyValue(name);
  return value instanceof ICAL.Time ? value : null;
}

function endOf(event: ICAL.Component, start: ICAL.Time): ICAL.Time | null {
  const stated = timeOf(event, "dtend") ?? timeOf(event, "due");
  const duration: unknown = event.getFirstPropertyValue("duration");
  const end = stated?.clone() ?? (duration instanceof ICAL.Duration ? start.clone() : null);
  if (end === null) return null;
  if (!stated && duration instanceof ICAL.Duration) end.addDuration(duration);
  // A whole day ends with the beginning of the next.
  if (end.isDate) end.adjust(-1, 0, 0, 0);
  return end;
}

function written({ year, month, day, hour, minute, isDate }: ICAL.Time): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return isDate ? date : `${date} ${two(hour)}:${two(minute)}`;
}

function zoneOf(event: ICAL.Component): string {
  // A task may have nothing but the moment until when it is to be done.
  const name = event.hasProperty("dtstart") ? "dtstart" : "due";
  const property = event.getFirstProperty(name);
  const zone: unknown = property?.getParameter("tzid");
  if (typeof zone === "string") return zone;
  return timeOf(event, name)?.zone === ICAL.Timezone.utcTimezone ? "UTC" : "";
}

function ruleOf(event: ICAL.Component): string {
  const rule: unknown = event.getFirstPropertyValue("rrule");
  return rule instanceof ICAL.Recur ? rule.toString() : "";
}

/** Who asks first, then who is asked; of an answer, what each of them says. */
function peopleOf(event: ICAL.Component, method: string): string[] {
  const organizer = event.getFirstProperty("organizer");
  const asked = event.getAllProperties("attendee");
  const isAnswer = method === "REPLY" || method === "COUNTER";
  const named = asked.slice(0, MAX_CALENDAR_ATTENDEES).map((property) => personOf(property, isAnswer));
  const more = asked.length - named.length;
  return [
    organizer ? personOf(organizer, false) : "",
    [...named, ...(more > 0 ? [`+${more}`] : [])].filter((name) => name !== "").join(", "),
  ];
}

function personOf(property: ICAL.Property, withAnswer: boolean): string {
  const parameter = (name: string): string => {
    const value: unknown = property.getParameter(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const value: unknown = property.getFirstValue();
  const address = typeof value === "string" ? value.replace(/^mailto:/iu, "").trim() : "";
  const name = parameter("cn");
  const person = name === "" || name === address ? address : `${name} <${address}>`;
  const answer = withAnswer ? parameter("partstat").toUpperCase() : "";
  return answer === "" ? person : `${person}: ${answer}`;
}
