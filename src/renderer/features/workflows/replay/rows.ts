/** What a replay found, as rows of a table, of a file, and as sums. Pure. */
import type { ReplayDifference } from "#shared/contract/explanations/replay.ts";
import type { TicketId } from "#shared/model/ids.ts";

export type EffectRow = {
  readonly ticketId: TicketId;
  readonly number: number | null;
  readonly subject: string;
  readonly kind: ReplayDifference["kind"];
  readonly stepId: string;
  readonly atEpochMs: number;
  /** When it really was done; null: it was not, or at that time. */
  readonly didAtEpochMs: number | null;
  /** The step in words, and what it would have done, or did. */
  readonly step: string;
  readonly what: string;
};

export type RowFilter = {
  readonly kind: ReplayDifference["kind"] | null;
  readonly stepId: string | null;
  /** Words of the ticket's number or subject; '': all. */
  readonly ticket: string;
};

export const NO_FILTER: RowFilter = { kind: null, stepId: null, ticket: "" };

export function rowsOf(
  differences: readonly ReplayDifference[],
  say: {
    readonly step: (stepId: string, side: "would" | "did") => string;
    readonly what: (difference: ReplayDifference) => string;
  },
): EffectRow[] {
  return differences.flatMap((difference) => {
    const { ticketId, number, subject, kind, would, did } = difference;
    const effect = would ?? did;
    if (effect === null) return [];
    const { stepId, atEpochMs } = effect;
    return [
      {
        ticketId,
        number,
        subject,
        kind,
        stepId,
        atEpochMs,
        didAtEpochMs: kind === "moved" ? (did?.atEpochMs ?? null) : null,
        step: say.step(stepId, would === null ? "did" : "would"),
        what: say.what(difference),
      },
    ];
  });
}

export function filtered(rows: readonly EffectRow[], { kind, stepId, ticket }: RowFilter): readonly EffectRow[] {
  const words = ticket.trim().toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return rows.filter((row) => {
    if (kind !== null && row.kind !== kind) return false;
    if (stepId !== null && row.stepId !== stepId) return false;
    const text = `#${String(row.number ?? "")} ${row.subject}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export type StepTotal = {
  readonly stepId: string;
  readonly step: string;
  readonly would: number;
  readonly did: number;
  readonly moved: number;
};

/** How many of each kind there are at each step, most first. */
export function totalsByStep(rows: readonly EffectRow[]): StepTotal[] {
  const totals = new Map<string, { stepId: string; step: string; would: number; did: number; moved: number }>();
  for (const { stepId, step, kind } of rows) {
    const total = totals.get(stepId) ?? { stepId, step, would: 0, did: 0, moved: 0 };
    total[kind] += 1;
    totals.set(stepId, total);
  }
  const all = ({ would, did, moved }: StepTotal) => would + did + moved;
  return Array.from(totals.values()).toSorted((one, other) => all(other) - all(one));
}
