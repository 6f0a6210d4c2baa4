import type { ErrorCode } from "../../errors/registry.ts";
import type { ReplicatedCollection } from "../collections.ts";

export type JudgedRow = {
  readonly collection: ReplicatedCollection;
  /** As it came. */
  readonly document: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly isDeleted: boolean;
  /** What the server has under that id, deleted or not; null: nothing. */
  readonly previous: Readonly<Record<string, unknown>> | null;
  /**
   * What the server would have under that id, deleted or not. It may be less than what came, where the server knows better, and more: stamps alone put elements into a set. What somebody may do is judged by it.
   */
  readonly merged: () => Readonly<Record<string, unknown>>;
};

/** Null: believed. */
export type Verdict = { readonly code: ErrorCode; readonly message: string } | null;
