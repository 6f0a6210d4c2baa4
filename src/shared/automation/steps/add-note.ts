import { z } from "zod";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { StepBase, TextTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";

/** An internal note on the ticket. */
const schema = StepBase.extend({ type: z.literal("add-note"), text: TextTemplate });
export type AddNoteStep = z.infer<typeof schema>;

export const addNote: ActionKind<typeof schema> = {
  type: "add-note",
  category: "communication",
  icon: "note",
  label: "words.kind.add-note",
  schema,
  awaitsAnswer: false,
  defaults: () => ({ type: "add-note", text: "{{ ticket.subject }}" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: ({ text }) => [{ field: "text", text }],
  asks: asksAll,
  changes: () => [{ kind: "writes-note" }],
  validate: isValidAsRead,
  describe: ({ text }) => words("words.step.add-note", { text: quoted(text) }),
};
