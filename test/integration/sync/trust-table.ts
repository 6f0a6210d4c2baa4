/** What the server takes from a device, written down once: who may do what by replication. */
import type { SetupKind } from "#shared/automation/documents/setup-document.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import type { ReplicatedCollection } from "#shared/sync/collections.ts";

/** In the order of the columns below. */
export const ROLES = ["super-admin", "account-access", "agent", "viewer"] as const;
export const PERMISSIONS_OF: Readonly<Record<(typeof ROLES)[number], readonly Permission[]>> = {
  "super-admin": ["super-admin"],
  "account-access": ["account-access"],
  agent: [],
  viewer: ["view-only"],
};

export const CHANGES = ["insert", "update", "delete"] as const;
export type Change = (typeof CHANGES)[number];
export type Outcome = "taken" | ErrorCode;
type Columns = readonly [Outcome, Outcome, Outcome, Outcome];
export type Row = Readonly<Partial<Record<Change, Columns>>>;
type WholeRow = Readonly<Record<Change, Columns>>;

export type Subject = Exclude<ReplicatedCollection, "setup"> | `setup/${SetupKind}`;

const T = "taken";
const P = "PD_ACCESS_PERMISSION";
const V = "PD_ACCESS_VIEWER";
const O = "PD_SYNC_WRITTEN_ONCE";
const F = "PD_SYNC_FORGED";
const I = "PD_SYNC_ROW_INVALID";

const work: WholeRow = { insert: [T, T, T, V], update: [T, T, T, V], delete: [T, T, T, V] };
const settings: WholeRow = { insert: [T, T, P, V], update: [T, T, P, V], delete: [T, T, P, V] };

/** Of what has an author or an owner: the device's own user's. A collection or a kind of the setup that is not here does not compile. */
export const TABLE: Readonly<Record<Subject, WholeRow>> = {
  people: work,
  tickets: { ...work, delete: [O, O, O, O] },
  conversations: work,
  messages: { ...work, delete: [O, O, O, O] },
  activities: { ...work, update: [O, O, O, O], delete: [O, O, O, O] },
  runs: work,
  outbox: work,
  inboxItems: { insert: [T, T, T, T], update: [T, T, T, T], delete: [T, T, T, T] },
  webhookRequests: work,
  "setup/channel": settings,
  "setup/host-record": { ...settings, delete: [O, O, O, V] },
  "setup/macro": work,
  "setup/mail-template": settings,
  "setup/pipeline": settings,
  "setup/revision": settings,
  /** There is one, under one id. */
  "setup/property": settings,
  "setup/settings": { insert: [I, I, I, I], update: [T, T, P, V], delete: [O, O, O, V] },
  "setup/sla-policy": settings,
  "setup/snippet": work,
  "setup/step-comment": work,
  "setup/team": settings,
  "setup/user": settings,
  "setup/work-calendar": settings,
  "setup/view": work,
  "setup/workflow": settings,
  "setup/workflow-draft": work,
};

/** The same of what is somebody else's, and where it matters what is changed. */
export const OTHERS = {
  "activities of somebody else": { insert: [T, F, F, V] },
  "messages of somebody else": { insert: [T, F, F, V], update: [T, T, T, V] },
  "outbox of somebody else": { insert: [T, F, F, V], update: [T, T, T, V] },
  "inboxItems of somebody else": work,
  "setup/step-comment of somebody else": { insert: [T, T, F, V], update: [T, T, F, V], delete: [T, T, F, V] },
  "setup/step-comment of somebody else, settled": { update: [T, T, T, V] },
  "setup/macro of somebody else": { insert: [T, T, F, V], update: [T, T, F, V], delete: [T, T, F, V] },
  "setup/macro of everybody": { insert: [T, T, P, V], update: [T, T, P, V], delete: [T, T, P, V] },
  "setup/snippet of somebody else": { insert: [T, T, F, V], update: [T, T, F, V], delete: [T, T, F, V] },
  "setup/snippet of everybody": { insert: [T, T, P, V], update: [T, T, P, V], delete: [T, T, P, V] },
  "setup/view of somebody else": { insert: [T, T, F, V], update: [T, T, F, V], delete: [T, T, F, V] },
  "setup/view that everybody has": { insert: [T, T, P, V], update: [T, T, P, V], delete: [T, T, P, V] },
  "setup/workflow-draft of somebody else": { insert: [T, T, F, V], update: [T, T, F, V], delete: [T, T, F, V] },
  "setup/user who it is": { update: [T, T, T, T] },
  "setup/user who it is, more permissions": { update: [T, T, P, P] },
  "setup/user who is a super admin": { insert: [T, P, P, V], update: [T, T, P, V], delete: [T, P, P, V] },
  "setup/user who is a super admin, demoted": { update: [T, P, P, V] },
} as const satisfies Readonly<Record<string, Row>>;

/** What each token that is none of a device in good standing is answered with, whatever it asks. */
export const TOKENS = {
  none: "PD_ACCESS_TOKEN",
  "made up": "PD_ACCESS_TOKEN",
  "of another server": "PD_ACCESS_TOKEN",
  "of a browser that is signed in": "PD_ACCESS_TOKEN",
  "of a browser whose session is over": "PD_ACCESS_TOKEN",
  "of a program": "PD_ACCESS_TOKEN",
  "of a device that was revoked": "PD_SYNC_REVOKED",
  "of a device whose user left": "PD_SYNC_REVOKED",
} as const satisfies Readonly<Record<string, ErrorCode>>;
