/** What a harness and the processes of a team say to each other. */
import type { HostMode } from "#main/desk/host/host.ts";
import type { Operation } from "./plan.ts";

export type ServerTask = {
  readonly dataDir: string;
  /** null: in its folder. */
  readonly databaseUrl: string | null;
  /** Of all server processes: whichever is the host has the mailbox's password. */
  readonly secretsDir: string;
  readonly baseEpochMs: number;
  readonly port: number;
  /** Where devices reach whichever process answers. */
  readonly publicUrl: string;
};

export type DeviceTask = { readonly dataDir: string; readonly baseEpochMs: number };

export type ToChild =
  | { readonly id: number; readonly ask: "call"; readonly procedure: string; readonly input: unknown }
  | { readonly id: number; readonly ask: "do"; readonly operation: Operation }
  | { readonly id: number; readonly ask: "copy" | "state" };

export type FromChild =
  | { readonly type: "open"; readonly setUpUrl: string | null }
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly code: string | null; readonly why: string };

/** What was done is safe from then on. */
export type Done = {
  readonly ticketId?: string;
  readonly noteId?: string;
  /** The rule by which the desk refused it. */
  readonly refused?: string;
};

export type ChildState = {
  readonly mode: HostMode;
  readonly isHost: boolean;
  /** Nothing is left that it does by itself, or has still to bring or fetch. */
  readonly isThrough: boolean;
};

/** Documents by collection and id. */
export type Copied = readonly (readonly [string, string])[];
