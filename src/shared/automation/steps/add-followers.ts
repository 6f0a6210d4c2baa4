import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { listOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";
import { usersAt, userWords, validateUsers } from "./people.ts";

const schema = StepBase.extend({ type: z.literal("add-followers"), userIds: z.array(UserId).min(1).max(50) });
export type AddFollowersStep = z.infer<typeof schema>;

export const addFollowers: ActionKind<typeof schema> = {
  type: "add-followers",
  category: "crm",
  icon: "user-plus",
  label: "words.kind.add-followers",
  schema,
  awaitsAnswer: false,
  defaults: ({ userId }) => ({ type: "add-followers", userIds: [userId] }),
  references: (step, path, at) => ({ ...step, userIds: usersAt(step.userIds, `${path}.userIds`, at) }),
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  // Who follows can only grow: two workflows never disagree about it.
  changes: changesNothing,
  validate: ({ userIds }, path, context, report) => validateUsers(userIds, `${path}.userIds`, context, report),
  describe: ({ userIds }, names) =>
    words("words.step.add-followers", { users: listOf(userWords(userIds, names), "and") }),
};
