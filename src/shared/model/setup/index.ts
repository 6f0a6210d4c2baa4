import { z } from "zod";
import { Channel } from "./channel.ts";
import { MailTemplate } from "./mail-template.ts";
import { Pipeline } from "./pipeline.ts";
import { Revision } from "./revision.ts";
import { Settings } from "./settings.ts";
import { StepComment } from "./step-comment.ts";
import { Team } from "./team.ts";
import { User } from "./user.ts";
import { Workflow } from "./workflow.ts";

/** Every document of the `setup` collection, told apart by `kind`. */
export const SetupDocument = z.discriminatedUnion("kind", [
  Channel,
  MailTemplate,
  Pipeline,
  Revision,
  Settings,
  StepComment,
  Team,
  User,
  Workflow,
]);
export type SetupDocument = z.infer<typeof SetupDocument>;
export type SetupKind = SetupDocument["kind"];
