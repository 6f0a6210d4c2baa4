/** What happens to a team in one run: drawn from one seed before anything is done, so that a run can be repeated and printed. */
import { createRandom, type Random } from "#main/demo/random.ts";

export type Operation =
  | {
      readonly kind: "note" | "raise" | "tag" | "untag" | "move" | "own" | "answer";
      readonly member: number;
      readonly pick: number;
      readonly value: number;
    }
  | { readonly kind: "create" | "mail"; readonly member: number; readonly pick: number; readonly value: number }
  /** A workflow's definition; only some may. */
  | { readonly kind: "edit"; readonly member: number; readonly pick: number; readonly value: number }
  | { readonly kind: "merge" | "unmerge"; readonly member: number; readonly pick: number; readonly value: number }
  /** `fault` of the n-th question of this exchange: it is lost, or its answer is, or it reaches the server twice, or once more at the next exchange. */
  | { readonly kind: "sync"; readonly member: number; readonly fault: Fault | null; readonly at: number }
  | { readonly kind: "restart"; readonly member: number }
  | { readonly kind: "back-up" | "restore"; readonly member: number }
  | { readonly kind: "clock"; readonly member: number; readonly aheadMs: number }
  /** What it kept in memory of the newest commits is gone. */
  | { readonly kind: "server" }
  | { readonly kind: "time"; readonly ms: number };

export type Fault = "question lost" | "answer lost" | "twice" | "late again";

export const MEMBERS = 5;

const OPERATIONS = [
  { kind: "note", weight: 10 },
  { kind: "raise", weight: 6 },
  { kind: "tag", weight: 6 },
  { kind: "untag", weight: 4 },
  { kind: "move", weight: 8 },
  { kind: "own", weight: 4 },
  { kind: "answer", weight: 4 },
  { kind: "create", weight: 4 },
  { kind: "mail", weight: 2 },
  { kind: "edit", weight: 2 },
  { kind: "merge", weight: 2 },
  { kind: "unmerge", weight: 2 },
  { kind: "sync", weight: 22 },
  { kind: "restart", weight: 2 },
  { kind: "back-up", weight: 1 },
  { kind: "restore", weight: 1 },
  { kind: "clock", weight: 1 },
  { kind: "server", weight: 5 },
  { kind: "time", weight: 8 },
] as const;

export function planOf(seed: number, length: number): Operation[] {
  const random = createRandom(seed);
  return Array.from({ length }, () => operationOf(random));
}

function operationOf(random: Random): Operation {
  const { kind } = random.weighted(OPERATIONS);
  const member = random.integer(0, MEMBERS - 1);
  switch (kind) {
    case "sync": {
      const fault = random.chance(0.35)
        ? random.pick(["question lost", "answer lost", "twice", "late again"] as const)
        : null;
      return { kind, member, fault, at: random.integer(0, 4) };
    }
    case "restart":
    case "back-up":
    case "restore":
      return { kind, member };
    // A clock that is further ahead is not believed; that has a test of its own.
    case "clock":
      return { kind, member, aheadMs: random.integer(-86_400_000, 4 * 60_000) };
    case "server":
      return { kind };
    case "time":
      return { kind, ms: random.integer(0, 120_000) };
    default:
      return { kind, member, pick: random.integer(0, 1_000_000), value: random.integer(0, 1_000_000) };
  }
}
