import { z } from "zod";
import { MacroId, UserId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";
import { MAX_MACRO_STEPS, MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { schemasOf } from "../kind.ts";
import { addFollowers } from "../steps/add-followers.ts";
import { addNote } from "../steps/add-note.ts";
import { enrolIn } from "../steps/enrolment.ts";
import { moveStage } from "../steps/move-stage.ts";
import { setDue } from "../steps/set-due.ts";
import { setOwner } from "../steps/set-owner.ts";
import { clearProperty, setProperty } from "../steps/set-property.ts";
import { addTags, removeTags } from "../steps/tags.ts";

/** The steps of workflows that a person can take with one key: they change the ticket, wait for nothing and leave the machine at rest. In the order in which they are offered. */
const KINDS = [
  moveStage,
  setProperty,
  setDue,
  clearProperty,
  setOwner,
  addTags,
  removeTags,
  addFollowers,
  addNote,
  enrolIn,
] as const;

export const MacroStep = z.discriminatedUnion("type", schemasOf(KINDS));
export type MacroStep = z.infer<typeof MacroStep>;
export const MACRO_STEP_TYPES: readonly MacroStep["type"][] = KINDS.map(({ type }) => type);

/** What a person does to tickets again and again, as one command. */
export const Macro = z.object({
  id: MacroId,
  kind: z.literal("macro"),
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500),
  /** Taken in this order. */
  steps: z.array(MacroStep).max(MAX_MACRO_STEPS),
  /** Liquid (F6) that is put into the answer, for the person to send; '' for none. */
  reply: z.string().trim().max(MAX_TEMPLATE_CHARACTERS),
  /** Who alone sees it; null: everybody. */
  ownerId: UserId.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Macro = z.infer<typeof Macro>;
