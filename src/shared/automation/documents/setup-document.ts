import { z } from "zod";
import { Channel } from "../../model/setup/channel.ts";
import { HostRecord } from "../../model/setup/host-record.ts";
import { Macro } from "./macro.ts";
import { MailTemplate } from "../../model/setup/mail-template.ts";
import { Pipeline } from "../../model/setup/pipeline.ts";
import { Property } from "../../model/setup/property.ts";
import { Revision } from "./revision.ts";
import { Settings } from "../../model/setup/settings.ts";
import { Snippet } from "../../model/setup/snippet.ts";
import { StepComment } from "../../model/setup/step-comment.ts";
import { Team } from "../../model/setup/team.ts";
import { User } from "../../model/setup/user.ts";
import { SavedView } from "./saved-view.ts";
import { Workflow } from "./workflow.ts";
import { SlaPolicy } from "./sla-policy.ts";
import { WorkCalendar } from "./work-calendar.ts";
import { WorkflowDraft } from "./workflow-draft.ts";

/** Every document of the `setup` collection, told apart by `kind`. */
export const SetupDocument = z.discriminatedUnion("kind", [
  Channel,
  HostRecord,
  Macro,
  MailTemplate,
  Pipeline,
  Property,
  Revision,
  Settings,
  SlaPolicy,
  Snippet,
  StepComment,
  Team,
  User,
  WorkCalendar,
  SavedView,
  Workflow,
  WorkflowDraft,
]);
export type SetupDocument = z.infer<typeof SetupDocument>;
export type SetupKind = SetupDocument["kind"];
