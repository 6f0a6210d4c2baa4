import { z } from "zod";
import { Channel } from "./channel.ts";
import { Pipeline } from "./pipeline.ts";
import { Revision } from "./revision.ts";
import { Settings } from "./settings.ts";
import { User } from "./user.ts";
import { Workflow } from "./workflow.ts";

/** Every document of the `setup` collection, told apart by `kind`. */
export const SetupDocument = z.discriminatedUnion("kind", [Channel, Pipeline, Revision, Settings, User, Workflow]);
export type SetupDocument = z.infer<typeof SetupDocument>;
export type SetupKind = SetupDocument["kind"];
