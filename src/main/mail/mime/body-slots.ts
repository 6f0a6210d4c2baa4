/**
 * A "slot" is one place in the body: a text part, or a multipart/alternative with its renderings of the same thing. The body is the slots one after
 * another, each in the form asked for, converted where the sender gave only the other.
 */
import { calendarText } from "./calendar-text.ts";
import { htmlToText } from "./html-text.ts";
import { isStandIn } from "./stand-in-text.ts";
import type { TnefContent } from "./tnef/read-tnef.ts";

export interface Slot {
  plain: string[];
  html: string[];
}

const MAX_ALIKE_CHARS = 60;

/** The body as a text; `hasPlain`: some text part said something. */
export function textOf(slots: readonly Slot[]): { text: string; hasPlain: boolean } {
  const plain = slots.map(({ plain: texts, html: documents }) => {
    const text = texts.join("\n");
    return documents.length > 0 && isStandIn(text, () => htmlToText(documents.join("\n"))) ? "" : text;
  });
  const text = slots
    .map((slot, index) =>
      (plain[index] ?? "").trim() === "" && slot.html.length > 0
        ? htmlToText(slot.html.join("\n"))
        : (plain[index] ?? ""),
    )
    .join("\n");
  return { text, hasPlain: plain.some((one) => one.trim() !== "") };
}

/** The body as HTML; null where no part has any. */
export function htmlOf(slots: readonly Slot[]): string | null {
  if (!slots.some((slot) => slot.html.some((html) => html.trim() !== ""))) return null;
  return slots
    .map((slot) => (slot.html.length > 0 ? slot.html.join("\n") : plainAsHtml(slot.plain.join("\n"))))
    .join("\n");
}

/** The form that winmail.dat gives the text, or the text itself where the message has none beside it. */
export function addPackedBody(slots: Slot[], { text, html }: TnefContent): void {
  if (slots.some((slot) => slot.html.some((body) => body.trim() !== ""))) return;
  const inside = text.trim() === "" ? htmlToText(html) : text;
  if (inside.trim() === "" && html === "") return;
  // Another text beside it is a list's or a scanner's footer.
  const written = slots.find((slot) => beginsAlike(slot.plain.join("\n"), inside));
  if (written && html !== "") written.html.push(html);
  if (!written)
    slots.unshift({
      plain: text === "" ? [] : [text.replaceAll(/\r\n?/gu, "\n")],
      html: html === "" ? [] : [html],
    });
}

/** What a calendar file says, where the message says nothing beside it. */
export function addCalendarBody(slots: Slot[], calendars: readonly string[]): void {
  if (calendars.length === 0) return;
  if (slots.some((slot) => slot.plain.some((text) => text.trim() !== "") || slot.html.some(isSaying))) return;
  const text = calendars.map(calendarText).find((words) => words !== "");
  if (text !== undefined) slots.push({ plain: [text], html: [] });
}

/** Whether two texts are renderings of the same: the first words of one stand in the other. */
function beginsAlike(one: string, other: string): boolean {
  const words = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
  const [left, right] = [words(one), words(other)];
  const length = Math.min(left.length, right.length, MAX_ALIKE_CHARS);
  return length === 0 ? left === right : left.includes(right.slice(0, length)) || right.includes(left.slice(0, length));
}

/** Tags around nothing are how programs write an empty message. */
function isSaying(html: string): boolean {
  return html.trim() !== "" && (/<img\b/iu.test(html) || htmlToText(html).trim() !== "");
}

function plainAsHtml(text: string): string {
  if (text.trim() === "") return "";
  return `<div style="white-space: pre-wrap">${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</div>`;
}
