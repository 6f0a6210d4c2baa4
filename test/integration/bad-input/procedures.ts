import { isContractProcedure, type AnyContractRouter } from "@orpc/contract";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import type { Access, ForViewers, ProcedureMeta } from "#shared/contract/base.ts";
import { contract } from "#shared/contract/index.ts";
import { StepId, TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import type { RealHost } from "./real-host.ts";

const VIEW = {
  name: "Urgent",
  filter: {
    match: "all" as const,
    parts: [{ object: "ticket", property: "priority", operator: "is" as const, value: "urgent" }],
  },
  columns: [{ column: "subject" as const }],
  sort: { column: "lastActivity" as const, direction: "desc" as const },
  grouping: null,
};

export type Procedure = { readonly method: string; readonly path: string };
/** With whom the contract lets call it; `viewers` null: nothing is said of them. */
export type ContractProcedure = Procedure & { readonly access: Access; readonly viewers: ForViewers | null };

const OFFICE = {
  name: "Office",
  hours: { timeZone: "Europe/Rome", ...WEEKDAYS_NINE_TO_FIVE },
};

const SLA_POLICY = {
  name: "Everybody",
  enabled: true,
  filter: { match: "all" as const, parts: [] },
  targets: {
    firstAnswer: { minutes: 60, byPriority: {} },
    nextAnswer: { minutes: null, byPriority: {} },
    close: { minutes: null, byPriority: {} },
  },
  hours: { kind: "desk" as const },
  pausingStageIds: [STAGES.waitingOnContact],
  warning: { kind: "percent" as const, percent: 75 },
};

/** Every procedure of the contract by its method and path, but the feed, which never ends. */
export const PROCEDURES: readonly ContractProcedure[] = walk(contract).filter(({ path }) => path !== "/live");

function walk(part: AnyContractRouter): ContractProcedure[] {
  if (!isContractProcedure(part)) return Object.values(part).flatMap((child) => walk(child));
  const { route, meta } = part["~orpc"];
  const { method = "POST", path = "/" } = route;
  const { access, viewers = null } = meta as ProcedureMeta;
  return [{ method, path, access, viewers }];
}

export const nameOf = ({ method, path }: Procedure) => `${method} ${path}`;

/** What exists on the desk, by the name of its place in a path and the resource that the path begins with. */
export type Ids = Readonly<Record<string, string>>;

/** A desk with one of everything that an id can name. */
export async function filledDesk(host: RealHost): Promise<Ids> {
  const { ticketId, conversationId, messageId } = await host.desk.receive({ messageId: "first@example.com" });
  const [workflow] = (await host.desk.client.workflows.list({})).items;
  const [contact] = (await host.desk.client.contacts.list({ limit: 1 })).items;
  const comment = await host.desk.client.stepComments.add({
    id: WorkflowId.parse(workflow?.id),
    stepId: StepId.parse("set-status"),
    text: "Why there?",
  });
  const bulk = await host.desk.client.tickets.startBulk({
    ticketIds: [TicketId.parse(ticketId)],
    change: { kind: "tags", add: [], remove: ["none"] },
  });
  const answer = await host.desk.client.tickets.reply({ id: TicketId.parse(ticketId), text: "Which size?" });
  const snippet = await host.desk.client.snippets.create({ name: "Thanks", text: "Thanks.", shared: true });
  const macro = await host.desk.client.macros.create({ name: "Thanks", steps: [], shared: true });
  return {
    snippets: snippet.id,
    macros: macro.id,
    outbox: answer.delivery?.id ?? "",
    sessionId: "no-session",
    deviceId: "no-device",
    accounts: "user-owner",
    invitations: "no-invitation",
    devices: "no-device",
    flowId: "no-flow",
    runs: "no-run",
    tickets: ticketId ?? "",
    conversations: conversationId ?? "",
    messages: messageId,
    pipelines: SUPPORT,
    workflows: workflow?.id ?? "",
    workflowId: workflow?.id ?? "",
    "mail-templates": "mail-template-ticket-received",
    properties: (await host.desk.client.properties.create({ name: "Order number", type: "text" })).id,
    teams: (await host.desk.client.teams.create({ name: "Second level" })).id,
    "sla-policies": (await host.desk.client.slaPolicies.create(SLA_POLICY)).id,
    "work-calendars": (await host.desk.client.workCalendars.create(OFFICE)).id,
    tasks: (await host.desk.client.tasks.create({ ticketId: TicketId.parse(ticketId), title: "Call" })).id,
    users: "user-owner",
    tokenId: (await host.desk.client.users.createToken({ id: UserId.parse("user-owner"), name: "Till" })).id,
    channels: INBOUND,
    "history-offers": INBOUND,
    attention: "failed_none",
    contacts: contact?.id ?? "",
    stageId: STAGES.waitingOnUs,
    blobId: "0".repeat(64),
    key: "ticket-received",
    name: "signing",
    revision: "1",
    "step-comments": comment.id,
    "bulk-changes": bulk.id,
    views: (await host.desk.client.views.create({ ...VIEW, shared: true })).id,
  };
}

/** The path with ids in it. `{id}` is of the resource that the path begins with. */
export function pathOf({ path }: Procedure, ids: Ids): string {
  const resource = path.split("/")[1] ?? "";
  return path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => ids[name === "id" ? resource : name] ?? "");
}

/** What a person writes, with each of its properties. */
const CONTACT_CONTENT = {
  text: "Which size?",
  html: "<p>Which size?</p>",
  to: [{ name: "Anna", address: "anna@example.com" }],
  cc: [{ name: "", address: "carla@example.com" }],
  bcc: [],
  subject: "Boots",
  attachments: [],
  sendAtEpochMs: Date.UTC(2026, 5, 1),
};
const CONTENT = { ...CONTACT_CONTENT, basisStamp: "" };
const { sendAtEpochMs: _later, ...EDITED_CONTENT } = CONTENT;

const DEFINITION = {
  version: 2,
  triggers: [{ id: "t1", type: "ticket-created" }],
  filter: { match: "all", parts: [] },
  reenrolment: { kind: "never" },
  unenrolment: { on: [], filter: null },
  sources: ["email"],
  businessHours: null,
  steps: [{ id: "one", type: "set-property", change: { property: "priority", value: "low" } }],
};

/** Nobody listens there. */
const NO_MAILBOX = testMailbox({ imap: 1, smtp: 1 });

/** A body that each of these takes; the others take none. What runs long in the background is left out. */
export const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "POST /tickets": {
    subject: "By hand",
    pipelineId: SUPPORT,
    stageId: STAGES.new,
    priority: "high",
    ownerId: null,
    dueAtEpochMs: 3,
    tags: ["a"],
    contactAddress: "carol@example.com",
    contactName: "Carol",
    note: "Called.",
  },
  "POST /snippets": { name: "Sorry", shortcut: "sorry", folder: "Apologies", text: "Sorry.", shared: false },
  "PATCH /snippets/{id}": { name: "Pardon", shortcut: "pardon", folder: "", text: "Pardon.", shared: false },
  "POST /snippets/import": { items: [{ name: "Hello", text: "Hello." }], shared: false },
  "POST /snippets/{id}/render": { ticketId: null },
  "POST /snippets/fill": { text: "{{ desk.name }}", ticketId: null },
  "POST /macros": {
    name: "Urgent",
    description: "",
    steps: [{ id: "one", type: "set-property", change: { property: "priority", value: "urgent" } }],
    reply: "",
    shared: false,
  },
  "PATCH /macros/{id}": { name: "Low", description: "Later.", steps: [], reply: "Later.", shared: false },
  "POST /macros/{id}/preview": { ticketId: "t_none" },
  "POST /macros/{id}/run": { ticketIds: ["t_none"], useId: "use" },
  "POST /macros/undo": { useId: "use", ticketIds: ["t_none"] },
  "PATCH /tickets/{id}": {
    subject: "Changed",
    priority: "low",
    ownerId: null,
    dueAtEpochMs: 1,
    closedAtEpochMs: 2,
    tags: ["b"],
    followerIds: [],
  },
  "POST /tickets/{id}/move": { stageId: STAGES.waitingOnUs, pipelineId: SUPPORT, properties: { priority: "urgent" } },
  "POST /tickets/{id}/replies": { ...CONTENT, quote: true, messageId: "m_none" },
  "POST /tickets/{id}/mails": CONTENT,
  "POST /contacts/{id}/mails": { ...CONTACT_CONTENT, channelId: INBOUND },
  "POST /messages/{id}/forwards": { ...CONTENT, withFiles: true },
  "POST /outbox/{id}/schedule": { sendAtEpochMs: Date.UTC(2026, 5, 1) },
  "POST /outbox/{id}/resolve": { as: "sent" },
  "PUT /outbox/{id}/content": { ...EDITED_CONTENT, quote: false },
  "POST /notifications/read": { ids: ["n_none"] },
  "PATCH /first-steps": { isShown: true },
  "PUT /saved-searches": { items: [{ name: "Mine", q: "owner:me status:open" }] },
  "POST /tickets/{id}/notes": { text: "A note." },
  "POST /tickets/{id}/changes": { changes: [{ kind: "tags", add: ["a"], remove: ["b"] }] },
  "POST /bulk-changes": { ticketIds: ["t_none"], change: { kind: "tags", add: ["a"], remove: [] } },
  "POST /tickets/{id}/merge": { intoTicketId: "t_none" },
  "POST /tasks": { ticketId: "t_none", title: "Call", detail: "At noon", dueAtEpochMs: 3, userId: "user-owner" },
  "PATCH /tasks/{id}": { title: "Call", detail: "At noon", dueAtEpochMs: null, userId: "user-owner", done: true },
  "PATCH /users/{id}": { away: true },
  "POST /users/{id}/hand-over": { toUserId: null },
  "POST /users": { name: "Bea", address: "bea@desk.example", permissions: [] },
  "POST /users/{id}/tokens": { name: "Till" },
  "POST /contacts": {
    name: "Dora",
    addresses: ["dora@example.com", "d@example.com"],
    phone: "1",
    company: "Boots Ltd",
    notes: "Calls at noon.",
    marketingContact: true,
    unsubscribed: false,
  },
  "POST /contacts/{id}/merge": { intoContactId: "p_none" },
  "POST /contacts/{id}/keep-apart": { otherId: "p_none" },
  "POST /conversations/file": { ids: ["c_none"], as: "archived" },
  "POST /conversations/{id}/replies": CONTACT_CONTENT,
  "POST /conversations/{id}/ticket": { pipelineId: SUPPORT, stageId: STAGES.new },
  "POST /pipelines": { name: "Second" },
  "PATCH /pipelines/{id}": {
    name: "Support",
    closeDate: { setOnClose: true, clearOnReopen: true },
    reopen: { kind: "within-days", days: 3 },
    rules: { preventBackward: false, requiredProperties: {}, newTicketStageIds: null },
  },
  "PUT /pipelines/order": { ids: [SUPPORT] },
  "POST /pipelines/{id}/duplicate": { name: "Copy" },
  "POST /pipelines/{id}/remove": { moveTicketsTo: "pl_none", stages: {} },
  "POST /pipelines/{id}/stages": { name: "Later", kind: "open", colour: "blue" },
  "PATCH /pipelines/{id}/stages/{stageId}": { name: "Ours", kind: "open", colour: "red" },
  "PUT /pipelines/{id}/stages/order": { stageIds: Object.values(STAGES) },
  "POST /pipelines/{id}/stages/{stageId}/remove": { moveTicketsTo: STAGES.new },
  "POST /workflows": {
    name: "Later",
    description: "",
    pipelineId: SUPPORT,
    enabled: false,
    overridesRules: false,
    origin: "user",
    definition: DEFINITION,
  },
  "POST /attention/{id}/mend": { how: "retry" },
  "POST /automations/resume": { waiting: "leave-out" },
  "PUT /workflows/{id}/draft": { base: "{}", baseRevision: 1, content: "{}", replaces: null },
  "PATCH /workflows/{id}": {
    enabled: true,
    name: "Answered",
    description: "When the customer has an answer.",
    pipelineId: SUPPORT,
    overridesRules: true,
    definition: DEFINITION,
    basedOnRevision: 1,
  },
  "POST /workflows/{id}/duplicate": { name: "Again" },
  "PUT /workflows/order": { ids: ["workflow-pipeline-support-d2", "workflow-pipeline-support-d1"] },
  "POST /workflows/lint": { definition: DEFINITION, pipelineId: SUPPORT, id: "workflow-pipeline-support-d1" },
  "POST /workflows/matching": {
    pipelineId: SUPPORT,
    triggers: DEFINITION.triggers,
    filter: DEFINITION.filter,
    sources: ["email"],
    businessHours: null,
  },
  "POST /workflows/export": { ids: ["workflow-pipeline-support-d1"] },
  "POST /workflows/import": {
    file: { format: "pipedesk-workflow", version: 1, name: "Brought", definition: DEFINITION },
    mapping: [{ kind: "user", id: "user-elsewhere", to: "user-owner" }],
  },
  "POST /workflows/{id}/comments": { stepId: "set-status", text: "Is this right?" },
  "POST /step-comments/{id}/answers": { text: "It is." },
  "PATCH /step-comments/{id}": { resolved: true },
  "POST /views": VIEW,
  "PATCH /views/{id}": { name: "Very urgent" },
  "POST /views/{id}/copies": { name: "My urgent ones" },
  "PUT /view-order": { ids: ["v_none"] },
  "POST /tickets/find": { filter: VIEW.filter },
  "POST /gallery/{key}": { pipelineId: SUPPORT, name: "Received", language: "it", parameters: {} },
  "POST /workflows/{id}/enrol": { ticketIds: ["t_none"] },
  "POST /workflows/{id}/unenrol": { ticketIds: ["t_none"] },
  "POST /history-offers/{id}/enrol": { workflowIds: ["workflow-none"] },
  "POST /history-offers/{id}/unenrol": { workflowIds: ["workflow-none"] },
  "POST /mail-templates": {
    name: "Offer",
    subject: "News for {{ contact.firstname }}",
    body: "<p>Hello</p>",
    html: true,
    marketing: true,
  },
  "PATCH /mail-templates/{id}": { name: "Got it", subject: "Got it", body: "Hello", html: false, marketing: false },
  "POST /mail-templates/{id}/reset": { language: "it" },
  "PUT /public-url": { publicUrl: "https://desk.example" },
  "POST /mail-templates/preview": {
    subject: "News",
    body: "Hello",
    html: false,
    marketing: false,
    ticketId: "t_none",
  },
  "POST /mail-templates/test": {
    subject: "News",
    body: "Hello",
    html: false,
    marketing: true,
    ticketId: null,
    address: "me@desk.example",
    language: "it",
  },
  "POST /properties": {
    name: "Product",
    key: "product",
    type: "choice",
    description: "What it is about",
    options: [{ name: "Boots", isArchived: false }],
  },
  "PATCH /properties/{id}": { name: "Order", description: "As on the bill" },
  "POST /properties/order": { ids: [] },
  "POST /sla-policies": SLA_POLICY,
  "PATCH /sla-policies/{id}": { ...SLA_POLICY, name: "Key customers" },
  "POST /sla-policies/order": { ids: ["sla_none"] },
  "POST /work-calendars": OFFICE,
  "PATCH /work-calendars/{id}": { ...OFFICE, name: "Night shift" },
  "POST /work-calendars/order": { ids: ["cal_none"] },
  "POST /teams": { name: "First level", userIds: ["user-owner"] },
  "PATCH /teams/{id}": { name: "All", userIds: [] },
  "PATCH /contacts/{id}": { marketingContact: true, unsubscribed: true, consentReason: "By phone" },
  "POST /workflows/{id}/dry-run": { ticketId: "t_none", definition: DEFINITION, exits: {}, arms: {} },
  "POST /workflows/{id}/replay": { days: 1, definition: DEFINITION },
  "POST /channels": { name: "Sales", pipelineId: SUPPORT, address: "sales@desk.example", stageId: STAGES.new },
  "PATCH /channels/{id}": {
    name: "Help",
    pipelineId: SUPPORT,
    stageId: STAGES.new,
    createTickets: true,
    aliases: ["h@desk.example"],
    address: "help@desk.example",
    mailbox: NO_MAILBOX,
    secret: { kind: "password", password: "secret" },
  },
  "POST /channels/discovery": { address: "help@desk.example" },
  "POST /channels/test": { mailbox: NO_MAILBOX, secret: { kind: "password", password: "secret" }, channelId: INBOUND },
  "POST /channels/oauth": { provider: "google", address: "help@desk.example" },
  "POST /webhook-secrets": { name: "shop", secret: "a secret of the receiver's own" },
  "PUT /webhook-hosts": { items: ["127.0.0.1:5678", "n8n.local:80", "[::1]:80"] },
  "POST /account/password": { current: "the old one of mine", password: "another one of mine" },
  "POST /account/totp": { password: "the old one of mine" },
  "POST /account/totp/confirm": { code: "123456" },
  "POST /account/totp/remove": { password: "the old one of mine" },
  "POST /account/recovery-codes": { password: "the old one of mine" },
  "POST /data/check": { online: false },
  // A place where nothing can be.
  "POST /data/backups": { path: "/dev/null/a.tar" },
  "POST /data/backups/inspect": { path: "/dev/null/a.tar" },
  "POST /data/restore": { path: "/dev/null/a.tar" },
  "POST /data/exports": { path: "/dev/null", as: "mbox", withFiles: false },
  "POST /data/erasures/plan": { contact: "nobody@nowhere.example" },
  "POST /data/erasures": { contactId: "p_none", confirm: "nobody@nowhere.example" },
  // Nobody is asked.
  "POST /team/look-up": { address: "ftp://desk.example" },
  "POST /team/join": {
    serverUrl: "ftp://desk.example",
    credentials: { by: "password", address: "cleo@desk.example", password: "seven green elephants" },
    desk: "put-aside",
    scope: { closedSinceEpochMs: null },
  },
  "POST /team/kept": { scope: { closedSinceEpochMs: null }, fileBudgetBytes: 1_000_000 },
  "POST /team/server": { address: "ftp://desk.example" },
  "POST /team/leave": { copy: "keep" },
  "POST /team/refused/drop": { id: "tickets/t1" },
  "POST /team/here": { windowId: "w1", ticketId: null, isTyping: false },
  "POST /accounts": { name: "Cleo", address: "cleo@desk.example", permissions: [] },
  "PUT /accounts/{id}/permissions": { permissions: ["super-admin"] },
  "POST /accounts/{id}/reset-links": { way: "link" },
  "POST /invitations": {
    address: "dan@desk.example",
    name: "Dan",
    permissions: [],
    userId: "user-owner",
    way: "link",
  },
  "POST /start": { as: "empty", deskName: "Boots" },
  "POST /simulator": { running: true },
};
