import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";
import { userAt, validateUser } from "./people.ts";

/** Null: nobody. */
const schema = StepBase.extend({ type: z.literal("set-owner"), userId: UserId.nullable() });
export type SetOwnerStep = z.infer<typeof schema>;

export const setOwner: ActionKind<typeof schema> = {
  type: "set-owner",
  category: "crm",
  icon: "user-check",
  label: "words.kind.set-owner",
  schema,
  awaitsAnswer: false,
  defaults: ({ userId }) => ({ type: "set-owner", userId }),
  references: (step, path, at) =>
    step.userId === null ? step : { ...step, userId: userAt(step.userId, `${path}.userId`, at) },
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ userId }) => [sets("ownerId", userId)],
  validate({ userId }, path, context, report) {
    if (userId !== null) validateUser(userId, `${path}.userId`, context, report);
  },
  describe: ({ userId }, names) =>
    userId === null
      ? words("words.step.set-owner.nobody")
      : words("words.step.set-owner", { user: nameOf(names, "user", userId) }),
};
