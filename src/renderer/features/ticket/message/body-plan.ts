/** How a message's body is shown. Pure. */
import type { MessageView } from "#shared/contract/views.ts";
import { MAX_HTML_CHARS } from "#renderer/components/mail-html/limits.ts";

export type BodyPlan =
  /** Set aside (H6), or nothing to read at all: the raw source is what there is. */
  { readonly kind: "raw-only" } | { readonly kind: "text" } | { readonly kind: "html" };

export function bodyPlan(message: MessageView): BodyPlan {
  if (message.setAsideReason !== null && message.text.trim() === "") return { kind: "raw-only" };
  if (message.hasHtml && message.kind === "email") return { kind: "html" };
  return { kind: "text" };
}

/** Whether HTML is shown only when asked for: it would freeze the window for a moment. */
export function isHuge(html: string): boolean {
  return html.length > MAX_HTML_CHARS;
}

/** The line of a folded message. */
export function previewOf(message: MessageView, maxChars: number): string {
  const text = (message.visibleText || message.text)
    .slice(0, maxChars * 4)
    .replace(/\s+/gu, " ")
    .trim();
  return text.length > maxChars ? `${text.slice(0, maxChars).trimEnd()}…` : text;
}
