/**
 * What a server believes of a device. Everything that arrives is looked at as if a stranger had sent it: what the device's own commands have checked, a changed program could have left out.
 * Pure, so that each rule can be tried by itself.
 */
import { canonicalJson } from "../../model/canonical-json.ts";
import type { User } from "../../model/setup/user.ts";
import { parseStamp } from "../../rules/clock/hybrid-clock.ts";
import { MAX_SKEW_MS } from "../../rules/clock/limits.ts";
import { MAX_DOCUMENT_CHARACTERS } from "../limits.ts";
import { DOCUMENT_SCHEMAS } from "./schemas.ts";
import { judgeRoles } from "./roles.ts";
import type { JudgedRow, Verdict } from "./judged-row.ts";
import { mayBeReturned, type PutBack } from "./put-back.ts";

export type { JudgedRow, Verdict } from "./judged-row.ts";

export type JudgeContext = {
  readonly user: User;
  readonly nowEpochMs: number;
  /** Absent or null: the server was never put back to an earlier state. */
  readonly putBack?: PutBack | null;
};

/** Null: believed. */
export function judge(row: JudgedRow, context: JudgeContext): Verdict {
  const { user, nowEpochMs, putBack = null } = context;
  return (
    judgeSchema(row) ??
    judgeStamps(row, nowEpochMs) ??
    judgeHistory(row) ??
    judgeRoles(row, user, mayBeReturned(row, putBack, nowEpochMs))
  );
}

function judgeSchema({ collection, document, isDeleted }: JudgedRow): Verdict {
  if (isDeleted) return null;
  if (JSON.stringify(document).length > MAX_DOCUMENT_CHARACTERS)
    return { code: "PD_INPUT_TOO_LARGE", message: "The document is larger than any that this program makes." };
  const parsed = DOCUMENT_SCHEMAS[collection].safeParse(document);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  const message = `It is no document of ${collection}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
  return { code: "PD_SYNC_ROW_INVALID", message };
}

/** A stamp ahead of time would win over every later change of the others: what lies more than five minutes ahead is not taken. */
function judgeStamps({ document }: JudgedRow, nowEpochMs: number): Verdict {
  for (const stamp of stampsOf(document)) {
    const parts = parseStamp(stamp);
    if (parts === null)
      return { code: "PD_SYNC_ROW_INVALID", message: `"${stamp.slice(0, 40)}" is no stamp of a change.` };
    const aheadMs = parts.epochMs - nowEpochMs;
    if (aheadMs > MAX_SKEW_MS)
      return {
        code: "PD_SYNC_CLOCK_AHEAD",
        message: `It was made ${Math.round(aheadMs / 60_000)} minutes from now: the clock of the device is ahead.`,
      };
  }
  return null;
}

/** Every stamp that a document carries. */
export function stampsOf(document: Readonly<Record<string, unknown>>): string[] {
  const { stamps, stamp } = document;
  const found: string[] = [];
  if (typeof stamps === "object" && stamps !== null)
    for (const value of Object.values(stamps)) found.push(String(value));
  if (typeof stamp === "string" && stamp !== "") found.push(stamp);
  return found;
}

/** What a message says; where it belongs may change. */
const SAID_ONCE = [
  "kind",
  "direction",
  "authorId",
  "fingerprint",
  "rfcMessageId",
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "text",
  "html",
  "htmlBlobId",
  "rawBlobId",
  "atEpochMs",
] as const;

function judgeHistory({ collection, document, isDeleted, previous }: JudgedRow): Verdict {
  const writtenOnce = (message: string): Verdict => ({ code: "PD_SYNC_WRITTEN_ONCE", message });
  if (collection === "activities" || collection === "messages" || collection === "tickets") {
    if (isDeleted) return writtenOnce("Tickets, messages and what happened to them are not deleted.");
  }
  if (previous === null) return null;
  if (collection === "activities" && canonicalJson(previous) !== canonicalJson(document))
    return writtenOnce("What happened is written once and not changed.");
  if (collection === "messages" && previous["direction"] !== undefined) {
    const changed = SAID_ONCE.find(
      (name) => canonicalJson(previous[name] ?? null) !== canonicalJson(document[name] ?? null),
    );
    if (changed !== undefined) return writtenOnce(`What a message says is not changed (${changed}).`);
  }
  return null;
}
