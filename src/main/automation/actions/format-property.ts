import type { FormatPropertyStep } from "#shared/automation/steps/format-property.ts";
import { uniqueTags } from "#shared/rules/unique-tags.ts";
import { EditableTicketProperties } from "#shared/model/ticket.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { Action } from "./action.ts";
import { changed } from "./changed.ts";
import { renderLine } from "./render.ts";

const { tags: Tags } = EditableTicketProperties.shape;

/** Sets the subject, or adds a tag (several with commas between them), made of a template. What renders to nothing leaves the ticket as it is. */
export const formatProperty: Action<FormatPropertyStep> = async ({ property, template }, draft, context) => {
  const text = await renderLine(template, draft, context);
  if (text === "") return { kind: "skipped", reason: "empty" };
  if (property === "subject") return changed(draft, () => changeProperties(draft, { subject: text }));
  const made = text.split(",").map((tag) => tag.trim());
  const tags = Tags.safeParse(uniqueTags([...draft.ticket.tags, ...made.filter((tag) => tag !== "")]));
  if (!tags.success) return { kind: "skipped", reason: "does-not-fit" };
  return changed(draft, () => changeProperties(draft, { tags: tags.data }));
};
