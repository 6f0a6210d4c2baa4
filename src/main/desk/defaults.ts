import { randomBytes } from "node:crypto";
import {
  BUILT_IN_MAIL_TEMPLATE_IDS,
  BUILT_IN_MAIL_TEMPLATES,
  type BuiltInMailTemplate,
} from "#shared/automation/built-in-mail-templates.ts";
import { DEFAULT_SOURCES, DEFINITION_VERSION } from "#shared/automation/definition.ts";
import { ChannelId, PipelineId, StageId, StepId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { MailTemplate } from "#shared/model/setup/mail-template.ts";
import type { Pipeline, Stage } from "#shared/model/setup/pipeline.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";

/** Ids of what a new desk has; fixed, so that two devices that begin one desk begin the same. */
export const OWNER_ID = UserId.parse("user-owner");
export const SUPPORT_PIPELINE_ID = PipelineId.parse("pipeline-support");
export const IMPORT_CHANNEL_ID = ChannelId.parse("channel-import");
/** Where mail goes that is handed in by the REST interface, before a mailbox is connected. */
export const INBOUND_CHANNEL_ID = ChannelId.parse("channel-support");

const THREAD_KEY_BYTES = 32;

/** A2: New, Waiting on contact, Waiting on us (open), Closed (closed). */
function defaultStages(pipelineId: PipelineId): Stage[] {
  const stage = (key: string, name: string, kind: Stage["kind"], colour: Stage["colour"]): Stage => ({
    id: StageId.parse(`${pipelineId}-${key}`),
    name,
    kind,
    colour,
  });
  return [
    stage("new", "New", "open", "blue"),
    stage("waiting-on-contact", "Waiting on contact", "open", "amber"),
    stage("waiting-on-us", "Waiting on us", "open", "violet"),
    stage("closed", "Closed", "closed", "green"),
  ];
}

export function newPipeline(id: PipelineId, name: string, order: number, createdAtEpochMs: number): Pipeline {
  return {
    id,
    kind: "pipeline",
    name,
    order,
    stages: defaultStages(id),
    closeDate: { setOnClose: true, clearOnReopen: true },
    reopen: { kind: "first-open-stage" },
    rules: {
      preventBackward: false,
      preventSkipping: false,
      newTicketStageIds: null,
      requiredProperties: {},
      closedEditors: "everyone",
    },
    createdAtEpochMs,
    stamps: {},
  };
}

export type EmailTemplate = "D1" | "D2";

export function templateWorkflowId(pipelineId: PipelineId, template: EmailTemplate): WorkflowId {
  return WorkflowId.parse(`workflow-${pipelineId}-${template.toLowerCase()}`);
}

/** The template automations D1 and D2 of a pipeline: generated, then workflows like any other. */
export function templateWorkflows(pipeline: Pipeline, createdAtEpochMs: number): Workflow[] {
  const open = pipeline.stages.filter((stage) => stage.kind === "open");
  const stageNamed = (key: string, fallback: number): StageId => {
    const stage =
      open.find(({ id }) => id === `${pipeline.id}-${key}`) ?? open[fallback] ?? open.at(-1) ?? pipeline.stages[0];
    if (!stage) throw new TypeError("A pipeline has at least one stage.");
    return stage.id;
  };
  const workflow = (
    template: EmailTemplate,
    name: string,
    trigger: "email-sent-to-customer" | "customer-replied",
    stageId: StageId,
  ): Workflow => ({
    id: templateWorkflowId(pipeline.id, template),
    kind: "workflow",
    name,
    description: "",
    origin: "template",
    template,
    pipelineId: pipeline.id,
    enabled: true,
    order: template === "D1" ? 0 : 1,
    overridesRules: false,
    revision: 1,
    definition: {
      version: DEFINITION_VERSION,
      triggers: [{ id: "t1", type: trigger }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "always" },
      unenrolment: { on: [], filter: null },
      sources: [...DEFAULT_SOURCES],
      businessHours: null,
      steps: [{ id: StepId.parse("set-status"), type: "move-stage", stageId }],
    },
    createdAtEpochMs,
    stamps: {},
  });
  return [
    workflow("D1", "An e-mail is sent to a customer", "email-sent-to-customer", stageNamed("waiting-on-contact", 1)),
    workflow("D2", "A customer replies to an e-mail", "customer-replied", stageNamed("waiting-on-us", 2)),
  ];
}

export function newChannel(
  id: ChannelId,
  channelKind: Channel["channelKind"],
  name: string,
  address: string,
  pipeline: Pipeline,
  createdAtEpochMs: number,
): Channel {
  return {
    id,
    kind: "channel",
    channelKind,
    name,
    address,
    aliases: [],
    pipelineId: pipeline.id,
    stageId: startStage(pipeline).id,
    createTickets: true,
    mailbox: null,
    createdAtEpochMs,
    stamps: {},
  };
}

/** E3: the built-in mail templates, in their own words. */
export function builtInMailTemplates(createdAtEpochMs: number): MailTemplate[] {
  return Object.entries(BUILT_IN_MAIL_TEMPLATE_IDS).map(([builtIn, id]) => ({
    ...BUILT_IN_MAIL_TEMPLATES.en[builtIn as BuiltInMailTemplate],
    id,
    kind: "mail-template",
    builtIn: builtIn as BuiltInMailTemplate,
    createdAtEpochMs,
    stamps: {},
  }));
}

/** Everything a desk has before anybody answered the first-start question. */
export function newDeskDocuments(
  createdAtEpochMs: number,
): (Settings | User | Pipeline | Workflow | Channel | MailTemplate)[] {
  const support = newPipeline(SUPPORT_PIPELINE_ID, "Support", 0, createdAtEpochMs);
  const owner: User = {
    id: OWNER_ID,
    kind: "user",
    name: "You",
    address: "",
    permissions: ["super-admin"],
    createdAtEpochMs,
    stamps: {},
  };
  const settings: Settings = {
    id: SETTINGS_ID,
    kind: "settings",
    deskName: "My desk",
    startedAs: null,
    threadKey: randomBytes(THREAD_KEY_BYTES).toString("base64url"),
    createdAtEpochMs,
    stamps: {},
  };
  return [
    settings,
    owner,
    support,
    ...templateWorkflows(support, createdAtEpochMs),
    newChannel(IMPORT_CHANNEL_ID, "import", "Imported mail", "", support, createdAtEpochMs),
    newChannel(INBOUND_CHANNEL_ID, "email", "Incoming mail", "", support, createdAtEpochMs),
    ...builtInMailTemplates(createdAtEpochMs),
  ];
}
