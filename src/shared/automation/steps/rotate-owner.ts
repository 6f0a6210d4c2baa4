import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { listOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase, TeamIds } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";
import { peopleAt, peopleWords, validatePeople } from "./people.ts";

/** Round robin: the one who has had no turn for longest; by load: the one with the fewest open tickets (then round robin). */
const schema = StepBase.extend({
  type: z.literal("rotate-owner"),
  userIds: z.array(UserId).max(100).default([]),
  teamIds: TeamIds.default([]),
  by: z.enum(["turn", "load"]).default("turn"),
  /** Leaves out who is marked as away. */
  onlyAvailable: z.boolean().default(true),
  /** A ticket that has an owner keeps them. */
  onlyUnowned: z.boolean().default(true),
  /** Where nobody is there: absent or `later`, the ticket is shared out when somebody is back; `skip`: it stays without an owner. */
  whenNobody: z.enum(["later", "skip"]).optional(),
});
export type RotateOwnerStep = z.infer<typeof schema>;

export const rotateOwner: ActionKind<typeof schema> = {
  type: "rotate-owner",
  category: "crm",
  icon: "rotate-clockwise-2",
  label: "words.kind.rotate-owner",
  schema,
  awaitsAnswer: false,
  defaults: ({ userId }) => ({
    type: "rotate-owner",
    userIds: [userId],
    teamIds: [],
    by: "turn",
    onlyAvailable: true,
    onlyUnowned: true,
  }),
  references: peopleAt,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ onlyUnowned }) => [sets("ownerId", undefined, onlyUnowned ? "never" : "anew")],
  validate: (step, path, context, report) => validatePeople(step, path, context, report, false),
  describe: (step, names) =>
    words(`words.step.rotate-owner.${step.by}`, { people: listOf(peopleWords(step, names), "and") }),
};
