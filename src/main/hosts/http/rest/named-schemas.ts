/** The schemas that have a name of their own in the OpenAPI document: whatever stands there more than once, or that a client wants a type of. */
import type { $ZodType } from "zod/v4/core";
import { DefinitionChange } from "#shared/automation/definition-diff.ts";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { Condition, FILTER_LEVELS, Filter } from "#shared/automation/filters/filter.ts";
import { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { Duration } from "#shared/automation/steps/common.ts";
import { STEP_LEVELS, Step } from "#shared/automation/steps/step.ts";
import { Trigger } from "#shared/automation/triggers/trigger.ts";
import { WorkflowFile } from "#shared/automation/workflow-file.ts";
import { AccountView, DeviceView, InvitationView, SessionView } from "#shared/contract/account-views.ts";
import { AttentionTicket } from "#shared/contract/attention.ts";
import { AutomationsView } from "#shared/contract/automations.ts";
import { ChannelView } from "#shared/contract/channels.ts";
import { DataWork, Finding } from "#shared/contract/data.ts";
import { DeskStatus } from "#shared/contract/desk.ts";
import { ConditionView, PastEvaluation } from "#shared/contract/explanations/past-evaluation.ts";
import { ReplayedEffect } from "#shared/contract/explanations/replay.ts";
import { WorkflowRef } from "#shared/contract/explanations/why.ts";
import { RunRecord, RunStep } from "#shared/contract/explanations/run-history.ts";
import { HistoryOffer } from "#shared/contract/history-offers.ts";
import { MacroResult, MacroView } from "#shared/contract/macros.ts";
import { SnippetView } from "#shared/contract/snippets.ts";
import { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { NotificationView, OutboxItemView } from "#shared/contract/outbox.ts";
import { OutgoingAttachment, Recipient } from "#shared/contract/outgoing.ts";
import { UserView } from "#shared/contract/people.ts";
import { PipelineView } from "#shared/contract/pipelines.ts";
import { SavedViewView } from "#shared/contract/saved-views.ts";
import { SearchHit } from "#shared/contract/search.ts";
import { StepCommentView } from "#shared/contract/step-comments.ts";
import { TaskView } from "#shared/contract/tasks.ts";
import { TeamView } from "#shared/contract/teams.ts";
import {
  ActivityView,
  ContactView,
  ConversationView,
  MessageView,
  TicketCard,
  TicketView,
} from "#shared/contract/views.ts";
import { WebhookRequestView } from "#shared/contract/webhook-requests.ts";
import { ProblemView } from "#shared/contract/workflow-files.ts";
import { Explanation, RunView, WorkflowView } from "#shared/contract/workflows.ts";
import { Cause } from "#shared/model/cause.ts";
import { EmailVerdict } from "#shared/model/email-verdict.ts";
import { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import { ChannelHealth, ConnectFailure } from "#shared/model/mail-channel.ts";
import {
  BlobId,
  ChannelId,
  ConversationId,
  EventId,
  MessageId,
  OutboxItemId,
  PersonId,
  PipelineId,
  RunId,
  StageId,
  StepId,
  TicketId,
  UserId,
  WorkflowId,
} from "#shared/model/ids.ts";
import { MailAddress } from "#shared/model/mail.ts";
import { Hold, SendFailure } from "#shared/model/outbox-item.ts";
import { JournalEntry, Waiting } from "#shared/model/run.ts";
import { Mailbox } from "#shared/model/setup/mailbox.ts";

export const NAMED: Readonly<Record<string, $ZodType>> = {
  BlobId,
  ChannelId,
  ConversationId,
  EventId,
  OutboxItemId,
  MessageId,
  PersonId,
  PipelineId,
  RunId,
  StageId,
  StepId,
  TicketId,
  UserId,
  WorkflowId,
  Account: AccountView,
  Activity: ActivityView,
  AttentionTicket,
  Automations: AutomationsView,
  BusinessHours,
  Cause,
  Channel: ChannelView,
  ChannelHealth,
  Condition,
  ConditionResult: ConditionView,
  ConnectFailure,
  Contact: ContactView,
  Conversation: ConversationView,
  DataWork,
  DefinitionChange,
  DeskStatus,
  Device: DeviceView,
  Duration,
  EmailVerdict,
  Evaluation: PastEvaluation,
  Explanation,
  Filter,
  Finding,
  HistoryOffer,
  Hold,
  Invitation: InvitationView,
  JournalEntry,
  JsonValue: PropertyValue,
  Macro: MacroView,
  MacroResult,
  MailAddress,
  MailTemplate: MailTemplateView,
  Mailbox,
  Message: MessageView,
  Notification: NotificationView,
  OutboxItem: OutboxItemView,
  OutgoingAttachment,
  Pipeline: PipelineView,
  Problem: ProblemView,
  Recipient,
  ReplayedEffect,
  Run: RunView,
  RunRecord,
  RunStep,
  SearchHit,
  SendFailure,
  Session: SessionView,
  Snippet: SnippetView,
  Step,
  StepComment: StepCommentView,
  View: SavedViewView,
  Task: TaskView,
  Team: TeamView,
  Ticket: TicketView,
  TicketCard,
  TicketEvent: TicketEventBody,
  Trigger,
  User: UserView,
  Waiting,
  WebhookRequest: WebhookRequestView,
  Workflow: WorkflowView,
  WorkflowDefinition,
  WorkflowFile,
  WorkflowRef,
};

const LEVELS_BY_NAME: Readonly<Record<string, readonly $ZodType[]>> = { Filter: FILTER_LEVELS, Step: STEP_LEVELS };

/** The levels within, by the name of the whole. */
export const LEVELS: ReadonlyMap<$ZodType, string> = new Map(
  Object.entries(LEVELS_BY_NAME).flatMap(([name, levels]) =>
    levels.slice(0, -1).map((level) => [level, name] as const),
  ),
);
