import { compileFilter, type Facts, type FactValue } from "#shared/automation/filters/evaluate.ts";
import type { Filter } from "#shared/automation/filters/filter.ts";
import type { BenchRow } from "./bench-row.ts";
import { loadPeer, withoutPeer } from "./peers/peer.ts";
import { row, secondsOf } from "./storage/measure.ts";

const TICKETS = 20_000;
const PRIORITIES = ["low", "medium", "high", "urgent"];

type Values = Readonly<Record<string, string | number | null | readonly string[]>>;

/** The same three questions and a group of two, in both languages. */
const FILTER: Filter = {
  match: "all",
  parts: [
    { object: "ticket", property: "priority", operator: "is-any-of", values: ["high", "urgent"] },
    { object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] },
    { object: "ticket", property: "messageCount", operator: "greater", number: 1 },
    {
      match: "any",
      parts: [
        { object: "contact", property: "domain", operator: "is", value: "example.com" },
        { object: "ticket", property: "subject", operator: "contains", value: "refund" },
      ],
    },
  ],
};
const condition = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const CONDITIONS = {
  all: [
    condition("ticket.priority", "in", ["high", "urgent"]),
    condition("ticket.tags", "contains", "vip"),
    condition("ticket.messageCount", "greaterThan", 1),
    { any: [condition("contact.domain", "equal", "example.com"), condition("ticket.subject", "has", "refund")] },
  ],
};

/** Conditions of one workflow over many tickets, beside json-rules-engine with the same conditions over the same facts. */
export async function measure(): Promise<BenchRow[]> {
  const tickets = Array.from({ length: TICKETS }, (_, at): Values => ({
    "ticket.priority": PRIORITIES[at % 4] ?? null,
    "ticket.tags": at % 3 === 0 ? ["vip", "late"] : ["late"],
    "ticket.messageCount": at % 5,
    "ticket.subject": at % 7 === 0 ? `Refund ${at}` : `Boots ${at}`,
    "contact.domain": at % 2 === 0 ? "example.com" : "example.org",
  }));
  const facts = tickets.map(factsOf);
  const holds = compileFilter(FILTER, null);
  const peer = await loadPeer(() => import("./peers/json-rules.ts"));
  const countThere = peer?.createRulesCounter(CONDITIONS, tickets);

  let ours = 0;
  const evaluate = () => {
    ours = facts.filter((one) => holds(one)).length;
  };
  // Each once to warm up; then what counts.
  evaluate();
  const theirs = await countThere?.();
  const ourRate = TICKETS / (await secondsOf(evaluate));
  const theirRate = countThere && TICKETS / (await secondsOf(countThere));
  if (ours === 0 || (theirs !== undefined && theirs !== ours))
    throw new Error(`${ours} tickets meet the filter here, and ${theirs} there.`);

  const name = "evaluate 5 conditions in 2 groups";
  const compileRate = 2_000 / (await secondsOf(() => repeat(2_000, () => compileFilter(FILTER, null))));
  return [
    theirRate === undefined
      ? withoutPeer(row(name, "tickets/s", ourRate, null, null), "json-rules-engine")
      : row(name, "tickets/s", ourRate, ["json-rules-engine", theirRate], ["≥ 10 × peer", (_, ratio) => ratio >= 10]),
    row("compile those conditions", "filters/s", compileRate, null, null),
  ];
}

function factsOf(values: Values): Facts {
  return {
    nowEpochMs: 0,
    value: (object, property): FactValue => values[`${object}.${property}`] ?? null,
    changedBy: () => null,
  };
}

function repeat(count: number, work: () => unknown): void {
  for (let at = 0; at < count; at += 1) work();
}
