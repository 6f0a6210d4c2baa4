/** Who must act on an error. */
export type ErrorKind = "user" | "operational" | "unexpected";

/** The typed errors of the contract; each error of the registry travels as one of them. */
export type ContractErrorCode =
  | "UNAUTHORIZED"
  | "NOT_ALLOWED"
  | "RULE_REFUSED"
  | "NOT_FOUND"
  | "INVALID"
  | "CONFLICT"
  | "TOO_LARGE"
  | "OFFLINE"
  | "INTERNAL";

/** HTTP status of each typed error on the REST face (RFC 9110). */
export const CONTRACT_ERROR_STATUS = {
  UNAUTHORIZED: 401,
  NOT_ALLOWED: 403,
  RULE_REFUSED: 409,
  NOT_FOUND: 404,
  INVALID: 400,
  CONFLICT: 409,
  TOO_LARGE: 413,
  OFFLINE: 503,
  INTERNAL: 500,
} as const satisfies Record<ContractErrorCode, number>;

type ErrorEntry = { readonly kind: ErrorKind; readonly retryable: boolean; readonly contract: ContractErrorCode };

const user = (contract: ContractErrorCode): ErrorEntry => ({ kind: "user", retryable: false, contract });
const operational = (contract: ContractErrorCode, retryable = true): ErrorEntry => ({
  kind: "operational",
  retryable,
  contract,
});

/** Every error Pipedesk raises on purpose. The message key in both languages is `error.<code>`. */
export const ERRORS = {
  PD_ACCESS_TOKEN: user("UNAUTHORIZED"),
  PD_ACCESS_ORIGIN: user("NOT_ALLOWED"),
  PD_ACCESS_PERMISSION: user("NOT_ALLOWED"),
  /** What a device brought is no document of its kind. */
  PD_SYNC_ROW_INVALID: user("INVALID"),
  /** A device's clock is far ahead: what it says of its times can't be believed. */
  PD_SYNC_CLOCK_AHEAD: user("INVALID"),
  /** History is written once. */
  PD_SYNC_WRITTEN_ONCE: user("NOT_ALLOWED"),
  /** In somebody else's name. */
  PD_SYNC_FORGED: user("NOT_ALLOWED"),
  /** It belongs to a change of which another part was refused. */
  PD_SYNC_PART_REFUSED: user("CONFLICT"),
  /** The other side speaks an older or newer protocol. */
  PD_SYNC_VERSION: user("CONFLICT"),
  /** The device holds a copy of another desk. */
  PD_SYNC_OTHER_DESK: user("CONFLICT"),
  /** What came is no question or answer of the protocol. */
  PD_SYNC_MESSAGE: user("INVALID"),
  /** The team's server can't be reached. */
  PD_SYNC_OFFLINE: operational("OFFLINE"),
  /** The team's server shows a certificate that this computer doesn't trust, or that is of another name or time. */
  PD_SYNC_CERTIFICATE: operational("OFFLINE"),
  /** Somebody between the device and the server answered in its place: a log-in page of a network, a proxy. */
  PD_SYNC_NOT_THE_SERVER: operational("OFFLINE"),
  /** What came as a file has other content than the one that was asked for. */
  PD_SYNC_FILE_WRONG: operational("CONFLICT"),
  /** The device on which a file was made has not brought it to the team's server yet. */
  PD_SYNC_FILE_AWAITED: operational("NOT_FOUND"),
  /** This device was shut out of its team. */
  PD_SYNC_REVOKED: user("UNAUTHORIZED"),
  /** This desk belongs to no team. */
  PD_SYNC_NO_TEAM: user("CONFLICT"),
  /** This desk belongs to a team already. */
  PD_SYNC_IN_TEAM: user("CONFLICT"),
  /** Only who set the server up can bring a desk along: what is on it bears their name. */
  PD_SYNC_BRING: user("NOT_ALLOWED"),
  /** Whoever only looks on changes nothing (A3). */
  PD_ACCESS_VIEWER: user("NOT_ALLOWED"),
  /** Address or password is wrong, or the code is. */
  PD_SIGN_IN_FAILED: user("UNAUTHORIZED"),
  /** Address and password are right; the second factor's code is missing. */
  PD_SIGN_IN_CODE: user("UNAUTHORIZED"),
  /** Too many attempts; `retryAfterSeconds` tells how long no other is looked at. */
  PD_SIGN_IN_PAUSED: operational("NOT_ALLOWED"),
  /** A link, or a sign-in that was begun, which is unknown, used or too old. */
  PD_LINK_SPENT: user("NOT_FOUND"),
  /** Too short, too easy to guess, or the address itself; `reason` says which. */
  PD_ACCOUNT_PASSWORD: user("INVALID"),
  /** The own password or code, asked for once more, is wrong. */
  PD_ACCOUNT_PROOF: user("NOT_ALLOWED"),
  /** The last active super admin can't be demoted or deactivated. */
  PD_ACCOUNT_LAST_ADMIN: user("CONFLICT"),
  /** This device was revoked: its copy is to be erased. */
  PD_DEVICE_REVOKED: user("UNAUTHORIZED"),
  /** This desk has no team: there are no accounts. */
  PD_TEAM_NONE: user("CONFLICT"),
  /** Tickets and tasks are not given to viewers or to who left (A3). */
  PD_USER_NOT_ASSIGNABLE: user("INVALID"),
  PD_INPUT_INVALID: user("INVALID"),
  PD_INPUT_TOO_LARGE: user("TOO_LARGE"),
  PD_DESK_NOT_FOUND: user("NOT_FOUND"),
  /** What was to be changed from a known value has another one by now. */
  PD_DESK_CHANGED: user("CONFLICT"),
  PD_DESK_ALREADY_STARTED: user("CONFLICT"),
  /** Another process or machine is the team's host of automation by now: what only the host does must not be done here. */
  PD_HOST_LOST: operational("CONFLICT"),
  /** The team's host does this; this machine is not it. */
  PD_HOST_ELSEWHERE: user("CONFLICT"),
  /** The desk is in no team: it is its own host. */
  PD_HOST_SOLO: user("CONFLICT"),
  PD_HOST_ALREADY: user("CONFLICT"),
  /** The team's server is there: no other machine may take its place. */
  PD_HOST_SERVER_THERE: user("CONFLICT"),
  PD_PIPELINE_LAST: user("INVALID"),
  PD_PIPELINE_LAST_STAGE: user("INVALID"),
  PD_PIPELINE_STAGE_IN_USE: user("CONFLICT"),
  /** Another status of the pipeline has that name, but for case, spaces and the like. */
  PD_PIPELINE_STAGE_NAME: user("INVALID"),
  PD_RULE_REFUSED: user("RULE_REFUSED"),
  /** A template with placeholders that can't be read, or that would render without end (F6). */
  PD_TEMPLATE_FAILED: user("INVALID"),
  PD_MAIL_UNREADABLE: user("INVALID"),
  /** The mail is with the server, or gone: it can't be taken back or changed. */
  PD_OUTBOX_GONE: user("CONFLICT"),
  /** What was written under this name became a message before, with other words. */
  PD_DRAFT_SENT: user("CONFLICT"),
  /** A mail that a workflow waited for was refused, or somebody took it back. */
  PD_OUTBOX_NOT_SENT: operational("OFFLINE", false),
  /** A program that a workflow called gave no answer, or not the right one. */
  PD_WEBHOOK_FAILED: operational("OFFLINE"),
  /** An address within this machine or its network, which nobody allowed. */
  PD_WEBHOOK_ADDRESS: user("NOT_ALLOWED"),
  /** There is no signing secret of that name on this machine, or it is none. */
  PD_WEBHOOK_SECRET: user("INVALID"),
  /** The request was delivered, given up or cancelled. */
  PD_WEBHOOK_OVER: user("CONFLICT"),
  /** An incoming webhook of a workflow that is switched off. */
  PD_WEBHOOK_OFF: user("CONFLICT"),
  /** Incoming webhooks faster than the desk takes them. */
  PD_WEBHOOK_CALLS: operational("CONFLICT"),
  /** The channel has no mailbox, or no password for it. */
  PD_MAILBOX_NONE: user("INVALID"),
  PD_MAILBOX_UNREACHABLE: operational("OFFLINE"),
  PD_OAUTH_UNAVAILABLE: user("INVALID"),
  PD_SECRETS_FAILED: operational("INTERNAL", false),
  /** The desktop app's window was closed before it got its answer. */
  PD_DESKTOP_NO_WINDOW: operational("CONFLICT"),
  /** The system refused a setting of this computer. */
  PD_DESKTOP_SETTING: operational("INTERNAL"),
  PD_DESKTOP_WRITE: operational("INTERNAL"),
  PD_DESKTOP_OPEN: operational("INTERNAL"),
  PD_DESKTOP_FILE_GONE: user("NOT_FOUND"),
  PD_DESKTOP_LINK: user("INVALID"),
  PD_DESKTOP_DICTIONARY: operational("OFFLINE"),
  /** What was asked of an update doesn't fit how it stands. */
  PD_UPDATE_NOT_NOW: user("CONFLICT"),
  /** A feed or a file of an update that is not believed; `reason` is one of the contract's failures. */
  PD_UPDATE_REFUSED: operational("INTERNAL"),
  PD_IMPORT_RUNNING: operational("CONFLICT"),
  PD_IMPORT_SOURCE: operational("INVALID", false),
  /** A backup, an export or an erasure goes on: one at a time. */
  PD_DATA_BUSY: operational("CONFLICT"),
  /** Whoever reaches a team's server from afar names no folders of its machine. */
  PD_DATA_SERVER: user("NOT_ALLOWED"),
  /** A device of a team has a copy: what concerns all of the desk is done at the server. */
  PD_DATA_MEMBER: user("NOT_ALLOWED"),
  /** Erasing was not confirmed with the person's address. */
  PD_DATA_NOT_CONFIRMED: user("INVALID"),
  /** A person asked for it to end. */
  PD_DATA_CANCELLED: user("CONFLICT"),
  /** The place that was named for a backup or an export can't be written. */
  PD_DATA_TARGET: operational("INVALID", false),
  /** No backup, or a damaged one. */
  PD_BACKUP_DAMAGED: operational("INVALID", false),
  PD_STORE_CONFLICT: operational("CONFLICT"),
  PD_STORE_IN_USE: operational("CONFLICT"),
  PD_STORE_NEWER_FILE: operational("CONFLICT", false),
  PD_STORE_DAMAGED: operational("INTERNAL", false),
  PD_STORE_READ_ONLY: operational("INTERNAL", false),
  /** The file was moved, deleted or replaced while the desk was open. */
  PD_STORE_GONE: operational("INTERNAL"),
  PD_STORE_DISK_FULL: operational("INTERNAL"),
  /** The desk lies on a database server that can't be reached now. */
  PD_STORE_UNAVAILABLE: operational("OFFLINE"),
  PD_STORE_FAILED: operational("INTERNAL"),
  PD_HOST_PORT_IN_USE: operational("CONFLICT"),
  /** A worker thread ended in the middle of its work: nothing was written by it. */
  PD_DESK_THREAD_LOST: operational("INTERNAL"),
  /** The interface has no connection to its core. */
  PD_DESK_UNREACHABLE: operational("OFFLINE"),
  PD_INTERNAL: { kind: "unexpected", retryable: false, contract: "INTERNAL" },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
