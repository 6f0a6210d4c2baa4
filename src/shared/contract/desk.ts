import { z } from "zod";
import { PipelineId, UserId, WorkflowId } from "../model/ids.ts";
import { ChannelHealth } from "../model/mail-channel.ts";
import { Colleague } from "../sync/protocol.ts";
import { eventIterator } from "@orpc/contract";
import { WorkProgress } from "./background.ts";
import { procedure } from "./base.ts";
import { ChannelView } from "./channels.ts";
import { DataWork, Finding } from "./data.ts";
import { SyncView, TeamEnded } from "./membership.ts";
import { MacroView } from "./macros.ts";
import { MailTemplateView } from "./mail-templates.ts";
import { NotificationView, OutboxItemView } from "./outbox.ts";
import { PipelineView } from "./pipelines.ts";
import { UserView } from "./people.ts";
import { PropertyView } from "./properties.ts";
import { SlaPolicyView, WorkCalendarView } from "./sla.ts";
import { SnippetView } from "./snippets.ts";
import { SavedViewView } from "./saved-views.ts";
import { TeamView } from "./teams.ts";
import { ActivityView, ContactView, ConversationView, MessageView, TicketCard } from "./views.ts";
import { WorkflowDraftHead } from "./workflow-drafts.ts";
import { WorkflowView } from "./workflows.ts";

/** Long work that the person can watch: making the demo desk, importing mail. */
export const JobProgress = z.object({
  job: z.enum(["demo", "import", "contacts"]),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  done: z.number(),
  /** 0 where it is not known. */
  total: z.number(),
  unit: z.enum(["messages", "bytes", "steps"]),
  imported: z.number(),
  /** Of an import of contacts: those that were there and got something; absent of others. */
  updated: z.number().optional(),
  duplicates: z.number(),
  setAside: z.number(),
  /** D7: workflows that what was imported would have set off, were it no history. */
  heldBack: z.number(),
  /** '' unless failed. */
  error: z.string(),
});
export type JobProgress = z.infer<typeof JobProgress>;

export const DeskStatus = z.object({
  product: z.literal("pipedesk"),
  version: z.string(),
  protocol: z.number(),
  deskName: z.string(),
  /** null: the first-start screen is due. */
  startedAs: z.enum(["demo", "import", "empty"]).nullable(),
  me: UserView,
  counts: z.object({
    tickets: z.number(),
    messages: z.number(),
    contacts: z.number(),
    inbox: z.number(),
    /** Mail that has not gone out yet. */
    outbox: z.number(),
    /** Of these and of what failed: what waits for a person. */
    outboxNeedsPerson: z.number(),
    unreadNotifications: z.number(),
    /** What automations left behind for a person: failed runs, tickets that a workflow was stopped for, mails of steps that wait. */
    attention: z.number(),
  }),
  /** B1: one for each channel with a mailbox. */
  mailboxes: z.array(ChannelHealth),
  job: JobProgress.nullable(),
  /** F11b: all automations are stopped. */
  automationsPaused: z.object({ sinceEpochMs: z.number().int(), userId: UserId }).nullable(),
  /** In a team: what this machine is, and who fetches, sends and keeps the timers (`server`, or a device's id). Absent on a solo desk, which does it itself (H2). */
  host: z.object({ mode: z.enum(["member", "server"]), isHost: z.boolean(), hostId: z.string() }).optional(),
  /** Of a machine that belongs to a team on another one: how its copy stands. */
  sync: SyncView.optional(),
  /** A team shut this machine out, and its copy of the desk was erased. */
  teamEnded: TeamEnded.optional(),
  /** Work on many tickets that goes on in pieces. */
  work: z.array(WorkProgress),
  /** The demo's simulator lets mails arrive. */
  simulating: z.boolean(),
  /** The desk's file was moved, deleted or replaced while it was open: nothing is stored any more. What was stored lies in the copy; '' until it is made. */
  fileGone: z.object({ copy: z.string() }).nullable(),
  /** Backups, exports, erasing: what goes on, or went on last. Absent: nothing, or it is not for this user's eyes. */
  dataWork: DataWork.optional(),
  /** What was found wrong with machine or folder without being asked. Absent: nothing, or it is not for this user's eyes. */
  troubles: z.array(Finding).optional(),
});
export type DeskStatus = z.infer<typeof DeskStatus>;

/** Pipeline → stage → number of tickets. */
export const StageCounts = z.record(z.string(), z.record(z.string(), z.number()));
export type StageCounts = z.infer<typeof StageCounts>;

/** What the interface keeps in memory from the start. */
export const DeskSetup = z.object({
  pipelines: z.array(PipelineView),
  workflows: z.array(WorkflowView),
  channels: z.array(ChannelView),
  users: z.array(UserView),
  teams: z.array(TeamView),
  properties: z.array(PropertyView),
  slaPolicies: z.array(SlaPolicyView),
  workCalendars: z.array(WorkCalendarView),
  /** By name only; whoever edits one asks for it. */
  mailTemplates: z.array(MailTemplateView.pick({ id: true, name: true })),
  /** Shared ones and one's own, without their texts. */
  snippets: z.array(SnippetView.omit({ kind: true, text: true })),
  macros: z.array(MacroView.omit({ kind: true, steps: true })),
  /** Who has changed which workflow and not published it; only its author gets what it says. */
  workflowDrafts: z.array(WorkflowDraftHead),
  /** Those that the user sees. */
  views: z.array(SavedViewView),
});
export type DeskSetup = z.infer<typeof DeskSetup>;

/** What of the setup changed: each document that did, as it is now, in the list of its kind, and the ids of those that are gone. */
export const SetupChanges = z.object({ changed: DeskSetup.partial(), removed: z.array(z.string()) });
export type SetupChanges = z.infer<typeof SetupChanges>;

/**
 * One entry of the live feed. The first is the hello; then batches, each of what was gathered over a moment, holding each changed document
 * once, as it is now. A client that lost its connection starts again from a new hello and reloads what it shows.
 */
export const LiveEntry = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    protocol: z.number(),
    status: DeskStatus,
    setup: DeskSetup,
    stageCounts: StageCounts,
    /** Who else is there, and at which ticket. Absent: nobody. */
    colleagues: z.array(Colleague).optional(),
  }),
  z.object({
    type: z.literal("changes"),
    tickets: z.array(TicketCard),
    messages: z.array(MessageView),
    activities: z.array(ActivityView),
    conversations: z.array(ConversationView),
    /** Also what stands for a contact from now on (`alias`). Absent where unchanged. */
    contacts: z.array(ContactView).optional(),
    /** Absent where unchanged. */
    outbox: z.array(OutboxItemView).optional(),
    notifications: z.array(NotificationView).optional(),
    setup: SetupChanges.optional(),
    /** Workflows with another comment than before, or one less (E7). Absent where unchanged. */
    commentedWorkflowIds: z.array(WorkflowId).optional(),
    /** Workflows of which a run began, went on or ended (F9). Absent: of none. */
    ranWorkflowIds: z.array(WorkflowId).optional(),
    /** What needs attention is other than before. Absent where unchanged. */
    attentionChanged: z.literal(true).optional(),
    stageCounts: StageCounts.optional(),
    status: DeskStatus.optional(),
    /** Absent where unchanged. */
    colleagues: z.array(Colleague).optional(),
  }),
]);
export type LiveEntry = z.infer<typeof LiveEntry>;

export const desk = {
  status: procedure
    .route({ method: "GET", path: "/status", tags: ["Desk"], summary: "What desk this is and how it is" })
    .output(DeskStatus),
  stageCounts: procedure
    .route({ method: "GET", path: "/stage-counts", tags: ["Desk"], summary: "Number of tickets per stage" })
    .input(z.object({ pipelineId: PipelineId.optional() }))
    .output(StageCounts),
  /** Changes with the clock as well as with the tickets: whoever shows it asks again. */
  overdueCounts: procedure
    .route({ method: "GET", path: "/overdue-counts", tags: ["Desk"], summary: "Number of overdue tickets per stage" })
    .output(StageCounts),
  unreadCounts: procedure
    .route({ method: "GET", path: "/unread-counts", tags: ["Desk"], summary: "Number of unread tickets per stage" })
    .output(StageCounts),
  /** First start: makes the demo desk (in the background, watch the status) or an empty one. */
  start: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/start", tags: ["Desk"], summary: "Answer the first-start question" })
    .input(
      z.object({ as: z.enum(["demo", "import", "empty"]), deskName: z.string().trim().min(1).max(120).optional() }),
    )
    .output(DeskStatus),
  /** Imports an uploaded .eml, .mbox or gz of these, in the background; refused while one is running. */
  import: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/imports",
      successStatus: 202,
      tags: ["Desk"],
      summary: "Import an uploaded mail file",
    })
    .input(z.object({ file: z.instanceof(File), ownAddresses: z.array(z.string()).or(z.string()).optional() }))
    .output(DeskStatus),
  /** Stops the import that goes on as soon as it can; what it has imported stays, and the same file imported again goes on from there. Where none goes on, nothing happens. */
  cancelImport: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/imports/cancel", tags: ["Desk"], summary: "Stop the import that goes on" })
    .output(DeskStatus),
  /** While the team's server is gone, this machine takes its place. */
  promote: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/host/promote",
      tags: ["Desk"],
      summary: "Let this machine fetch, send and keep the timers of the team",
    })
    .output(DeskStatus),
  handBack: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/host/hand-back",
      tags: ["Desk"],
      summary: "Let the team's server fetch, send and keep the timers again",
    })
    .output(DeskStatus),
  setSimulator: procedure
    .route({
      method: "POST",
      path: "/simulator",
      tags: ["Desk"],
      summary: "Let mails arrive on the demo desk, or stop them",
    })
    .input(z.object({ running: z.boolean() }))
    .output(DeskStatus),
  /** Live feed of the interface; over WebSocket and MessagePort (server-sent events on REST). */
  live: procedure
    .route({ method: "GET", path: "/live", tags: ["Desk"], summary: "Watch the desk" })
    .output(eventIterator(LiveEntry)),
};
