import { Subject } from "rxjs";
import type { DeskSetup, DeskStatus, JobProgress, SetupChanges } from "#shared/contract/desk.ts";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import { HOST_RECORD_ID, SERVER_HOST_ID } from "#shared/model/setup/host-record.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";
import type { SetupDocument, SetupKind } from "#shared/automation/documents/setup-document.ts";
import type { User } from "#shared/model/setup/user.ts";
import { isSeenBy } from "#shared/rules/access/own-or-shared.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { SetupCache } from "../setup-cache.ts";
import { viewsOf } from "./saved-views.ts";
import { viewOf } from "./views.ts";
import { draftHeadOf, workflowViewOf } from "./workflow-views.ts";

/** What the desk is doing beside its documents: the running job and the simulator. */
export type DeskState = {
  readonly job: JobProgress | null;
  readonly simulating: boolean;
  /** The desk's file is not where it was opened; the copy that was made of it, '' where none could be made yet. */
  readonly fileGone: { readonly copy: string } | null;
  readonly changes: Subject<void>;
  setJob(job: JobProgress | null): void;
  setSimulating(simulating: boolean): void;
  setFileGone(fileGone: { readonly copy: string } | null): void;
};

export function createDeskState(): DeskState {
  const changes = new Subject<void>();
  let job: JobProgress | null = null;
  let simulating = false;
  let fileGone: { readonly copy: string } | null = null;
  return {
    get job() {
      return job;
    },
    get simulating() {
      return simulating;
    },
    get fileGone() {
      return fileGone;
    },
    changes,
    setJob(next) {
      job = next;
      changes.next();
    },
    setSimulating(next) {
      simulating = next;
      changes.next();
    },
    setFileGone(next) {
      fileGone = next;
      changes.next();
    },
  };
}

export const userViewOf = ({ id, name, address, permissions, ...given }: User): UserView => ({
  id,
  name,
  address,
  ...(given.otherAddresses === undefined ? {} : { otherAddresses: given.otherAddresses }),
  permissions,
  ...(given.away === undefined ? {} : { away: given.away }),
  ...(given.signature === undefined ? {} : { signature: given.signature }),
  ...(given.deactivatedAtEpochMs === undefined ? {} : { deactivatedAtEpochMs: given.deactivatedAtEpochMs }),
});

export function deskStatus(
  context: DeskContext,
  state: DeskState,
  actor: Actor,
  version: string,
  mailboxes: ChannelHealth[],
  team: Pick<DeskStatus, "sync" | "teamEnded" | "dataWork" | "troubles"> = {},
): DeskStatus {
  const settings = context.setup.require("settings", SETTINGS_ID);
  const counts = context.counts.desk(actor.user.id);
  // A desk that already has something, from the command line, the REST interface or a team that was left, has nothing to ask; nor has a team's.
  const isInUse = counts.messages > 0 || counts.tickets > 0 || team.sync !== undefined;
  return {
    product: "pipedesk",
    version,
    protocol: PROTOCOL_VERSION,
    deskName: settings.deskName,
    startedAs: settings.startedAs ?? (isInUse ? "empty" : null),
    me: userViewOf(actor.user),
    counts,
    mailboxes,
    job: state.job,
    automationsPaused: settings.automationsPaused ?? null,
    ...hostOf(context),
    ...team,
    work: [...context.background.all()],
    simulating: state.simulating,
    fileGone: state.fileGone,
  };
}

function hostOf({ host, setup }: DeskContext): Pick<DeskStatus, "host"> {
  const mode = host.mode();
  if (mode === "solo") return {};
  const hostId = setup.find("host-record", HOST_RECORD_ID)?.hostId ?? SERVER_HOST_ID;
  return { host: { mode, isHost: host.isHost(), hostId } };
}

/** What the user may see of the setup; without one what everybody may. */
export function deskSetup({ setup }: DeskContext, actor: Actor | null = null): DeskSetup {
  return setupViews(setup, actor);
}

const SHOWN_KINDS: ReadonlySet<SetupKind> = new Set([
  "pipeline",
  "workflow",
  "channel",
  "user",
  "team",
  "property",
  "sla-policy",
  "work-calendar",
  "mail-template",
  "snippet",
  "macro",
  "workflow-draft",
  "view",
]);

/** What these changes are to the user; null where they show nothing of them. */
export function setupChanges(
  { setup }: DeskContext,
  actor: Actor,
  documents: readonly SetupDocument[],
): SetupChanges | null {
  const ids = new Set<string>(documents.map(({ id }) => id));
  const kinds = new Set(documents.map(({ kind }) => kind));
  // A view that is shared no longer is gone for all but its author.
  const shown = (kind: SetupKind) => (kind === "view" ? viewsOf({ setup }, actor) : setup.all(kind));
  const present = new Set(Array.from(kinds).flatMap((kind) => shown(kind).map(({ id }): string => id)));
  // What became somebody else's own is gone as well.
  const isGone = (document: SetupDocument) =>
    SHOWN_KINDS.has(document.kind) &&
    (!present.has(document.id) || ("ownerId" in document && !isSeenBy(document, actor.user)));
  const removed = documents.filter(isGone).map(({ id }) => id);
  const all: SetupCache["all"] = (kind) => setup.all(kind).filter(({ id }) => ids.has(id));
  // What a user sees of all the rest depends on what they may do.
  const views = setupViews(ids.has(actor.user.id) ? setup : { all }, actor);
  const changed = Object.fromEntries(Object.entries(views).filter(([, list]) => list.length > 0));
  return removed.length === 0 && Object.keys(changed).length === 0 ? null : { changed, removed };
}

function setupViews(setup: Pick<SetupCache, "all">, actor: Actor | null): DeskSetup {
  return {
    pipelines: setup.all("pipeline").map((pipeline) => viewOf(pipeline)),
    workflows: setup.all("workflow").map((workflow) => workflowViewOf(workflow, actor)),
    channels: setup.all("channel").map((channel) => viewOf(channel)),
    users: setup.all("user").map(userViewOf),
    teams: setup.all("team").map((team) => viewOf(team)),
    properties: setup.all("property").map((property) => viewOf(property)),
    slaPolicies: setup.all("sla-policy").map((policy) => viewOf(policy)),
    workCalendars: setup.all("work-calendar").map((calendar) => viewOf(calendar)),
    mailTemplates: setup.all("mail-template").map(({ id, name }) => ({ id, name })),
    snippets: setup
      .all("snippet")
      .filter((snippet) => isSeenBy(snippet, actor?.user ?? null))
      .map(({ kind: _kind, text: _text, ...snippet }) => viewOf(snippet)),
    macros: setup
      .all("macro")
      .filter((macro) => isSeenBy(macro, actor?.user ?? null))
      .map(({ kind: _kind, steps: _steps, ...macro }) => viewOf(macro)),
    workflowDrafts: setup.all("workflow-draft").map(draftHeadOf),
    views: (actor === null ? [] : viewsOf({ setup }, actor)).map((view) => viewOf(view)),
  };
}
