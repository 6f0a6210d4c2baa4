import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileFilter } from "#shared/automation/filters/evaluate.ts";
import type { Condition, Filter } from "#shared/automation/filters/filter.ts";
import { OPERATORS } from "#shared/automation/filters/operators.ts";
import { PROPERTIES, type PropertyType } from "#shared/automation/filters/properties.ts";
import { VIEW_GROUPINGS, VIEW_SORTS } from "#shared/automation/documents/saved-view.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";
import { TicketPriority, type Ticket } from "#shared/model/ticket.ts";
import { factsOf } from "#main/automation/facts.ts";
import { findTickets } from "#main/automation/find-tickets.ts";
import { insert } from "../../support/insert.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

const NOW = Date.UTC(2026, 4, 4, 9);
const HOUR_MS = 3_600_000;
const OWNER = UserId.parse("user-owner");
const TEXTS = ["Invoice", "invoice ", "Büro", "BÜRO", "", "a 'quoted' \"one\"", "100 % \\ _", "ﬁne"];
const IDS = [
  STAGES.new,
  STAGES.closed,
  STAGES.waitingOnUs,
  SUPPORT,
  OWNER,
  "me",
  INBOUND,
  "gone",
  STAGES.new.toUpperCase(),
];
const TAGS = ["VIP", "vip", "billing", "Größe"];
const MOMENTS = [NOW, NOW - HOUR_MS, NOW + HOUR_MS, NOW - 30 * 24 * HOUR_MS, 0];

let desk: TestDesk;
let tickets: Ticket[];
beforeAll(async () => {
  desk = await openTestDesk({ nowEpochMs: NOW });
  tickets = fc.sample(ticket, { seed: 7, numRuns: 160 }).map((one, at) => ({
    ...one,
    id: TicketId.parse(`t_${String(at).padStart(4, "0")}`),
    number: at % 9 === 0 ? null : at,
  }));
  await insert(desk.core.context.store.tickets, tickets);
  tickets = tickets.filter(({ mergedIntoTicketId }) => mergedIntoTicketId === undefined);
});
afterAll(() => desk.close());

const moment = fc.option(fc.constantFrom(...MOMENTS), { nil: null });
const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    id: fc.constant(TicketId.parse("t")),
    number: fc.constant(null),
    subject: fc.constantFrom(...TEXTS),
    priority: fc.constantFrom(...TicketPriority.options, null),
    ownerId: fc.constantFrom(OWNER, UserId.parse("gone"), null),
    dueAtEpochMs: moment,
    closedAtEpochMs: moment,
    tags: fc.uniqueArray(fc.constantFrom(...TAGS)),
    followerIds: fc.uniqueArray(fc.constantFrom(OWNER, UserId.parse("gone"))),
    pipelineId: fc.constant(SUPPORT),
    stageId: fc.constantFrom(...Object.values(STAGES), "gone" as typeof STAGES.new),
    contactIds: fc.constant<Ticket["contactIds"]>([]),
    primaryContactId: fc.constant(null),
    source: fc.constantFrom("email" as const, "manual" as const),
    channelId: fc.constantFrom(INBOUND, null),
    originConversationId: fc.constant(null),
    createdAtEpochMs: fc.constantFrom(...MOMENTS),
    timeToCloseMs: fc.option(fc.constantFrom(0, HOUR_MS), { nil: null }),
    wasReopened: fc.boolean(),
    stageEnteredAtEpochMs: fc.constantFrom(...MOMENTS),
    lastActivityAtEpochMs: fc.constantFrom(...MOMENTS),
    lastCustomerMessageAtEpochMs: moment,
    lastAgentMessageAtEpochMs: moment,
    messageCount: fc.integer({ min: 0, max: 3 }),
    snippet: fc.constant(""),
    unread: fc.boolean(),
    links: fc.constant<Ticket["links"]>([]),
    stamps: fc.constant({}),
  })
  .chain((one) =>
    fc.integer({ min: 0, max: 9 }).map((dice) => (dice > 0 ? one : { ...one, mergedIntoTicketId: one.id })),
  );

/** A condition of any operator that fits the property, with values that some tickets have. */
function conditionOn(object: string, property: string, type: PropertyType): fc.Arbitrary<Condition> {
  const words =
    type.kind === "text"
      ? TEXTS
      : type.kind === "set"
        ? [...TAGS, ...IDS]
        : [...IDS, ...TicketPriority.options, "open", "closed", "email", "Urgent"];
  const word = fc.constantFrom(...words);
  const number = type.kind === "date" ? fc.constantFrom(...MOMENTS) : fc.constantFrom(0, 1, 2, 5, HOUR_MS);
  const span = fc.record({
    amount: fc.constantFrom(1, 2, 40),
    unit: fc.constantFrom("hours" as const, "days" as const, "business-days" as const),
  });
  return fc.constantFrom(...OPERATORS[type.kind]).chain((operator): fc.Arbitrary<Condition> => {
    const of = { object, property };
    switch (operator) {
      case "is-known":
      case "is-unknown":
      case "is-true":
      case "is-false":
        return fc.constant({ ...of, operator });
      case "is-any-of":
      case "is-none-of":
      case "has-any-of":
      case "has-all-of":
      case "has-none-of":
        return fc.array(word, { minLength: 1, maxLength: 3 }).map((values) => ({ ...of, operator, values }));
      case "equals":
      case "not-equals":
      case "greater":
      case "less":
        return number.map((value) => ({ ...of, operator, number: value }));
      case "between":
        return fc.tuple(number, number).map(([from, to]) => ({ ...of, operator, from, to }));
      case "before":
      case "after":
        return number.map((atEpochMs) => ({ ...of, operator, atEpochMs }));
      case "in-last":
      case "not-in-last":
      case "in-next":
      case "not-in-next":
        return span.map((value) => ({ ...of, operator, span: value }));
      default:
        return word.map((value) => ({ ...of, operator, value }));
    }
  });
}

const ofTicket = Object.entries(PROPERTIES.ticket as Readonly<Record<string, PropertyType>>);
const condition = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ofTicket).chain(([name, type]) => conditionOn("ticket", name, type)) },
  // What is beside the ticket, what nobody knows any more, and what is no property at all.
  { weight: 1, arbitrary: conditionOn("contact", "name", { kind: "text" }) },
  { weight: 1, arbitrary: conditionOn("ticket", "it's gone", { kind: "text" }) },
);
const group = (parts: fc.Arbitrary<Condition | Filter>): fc.Arbitrary<Filter> =>
  fc.record({ match: fc.constantFrom("all" as const, "any" as const), parts: fc.array(parts, { maxLength: 3 }) });
const filter = group(fc.oneof({ weight: 3, arbitrary: condition }, { weight: 1, arbitrary: group(condition) }));

/** What the evaluator lets through. */
function evaluated(of: Filter): string[] {
  const meets = compileFilter(JSON.parse(JSON.stringify(of).replaceAll('"me"', `"${OWNER}"`)) as Filter, null);
  const { setup } = desk.core.context;
  const nothing = { contact: null, company: null, thread: null, message: null, changes: new Map(), events: [] };
  return tickets.filter((one) => meets(factsOf(setup, one, nothing, NOW))).map(({ id }) => id);
}

const find = (wanted: Partial<Parameters<typeof findTickets>[1]> & { readonly filter: Filter }) =>
  findTickets(desk.core.context, {
    sort: { column: "lastActivity", direction: "desc" },
    grouping: null,
    offset: 0,
    limit: 200,
    userId: OWNER,
    ...wanted,
  });

test("what SQL finds of random filters is what the evaluator lets through", async () => {
  await fc.assert(
    fc.asyncProperty(filter, async (of) => {
      const { items, total, isExact } = await find({ filter: of });
      expect(items.map(({ id }) => id).toSorted()).toEqual(evaluated(of));
      expect([total, isExact]).toEqual([items.length, true]);
    }),
    { numRuns: 400 },
  );
});

describe("the order", () => {
  const everything: Filter = { match: "all", parts: [] };
  const tagged: Filter = {
    match: "any",
    parts: [
      { object: "ticket", property: "tags", operator: "is-known" },
      { object: "ticket", property: "subject", operator: "contains", value: "o" },
    ],
  };

  test.each(VIEW_SORTS)(
    "by %s is the other way round in the other direction, but what is unknown is last",
    async (column) => {
      const [up, down] = await Promise.all(
        (["asc", "desc"] as const).map(
          async (direction) => (await find({ filter: everything, sort: { column, direction } })).items,
        ),
      );
      expect(up?.length).toBe(tickets.length);
      const known = (items: typeof up) => (items ?? []).filter((one) => isKnown(one, column)).map(({ id }) => id);
      expect(known(up)).toEqual(known(down).toReversed());
      const unknown = (up ?? []).filter((one) => !isKnown(one, column)).map(({ id }) => id);
      expect((up ?? []).slice(known(up).length).map(({ id }) => id)).toEqual(unknown);
      expect((down ?? []).slice(known(down).length).map(({ id }) => id)).toEqual(unknown.toReversed());
    },
  );

  test.each(VIEW_GROUPINGS)(
    "in groups by %s: they stand one after the other, as many as they say, whether SQL finds them or not",
    async (grouping) => {
      for (const of of [everything, tagged]) {
        const whole = await find({ filter: of, grouping });
        const keys = whole.items.map((one) => keyOf(one, grouping));
        const told = (whole.groups ?? []).flatMap(({ key, count }) => Array.from({ length: count }, () => key));
        expect(keys).toEqual(told);
        const pages = [];
        for (let offset = 0; offset < whole.total; offset += 7)
          pages.push(...(await find({ filter: of, grouping, offset, limit: 7 })).items);
        expect(pages.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
      }
    },
  );
});

type Card = Awaited<ReturnType<typeof find>>["items"][number];

function isKnown(card: Card, column: (typeof VIEW_SORTS)[number]): boolean {
  switch (column) {
    case "number":
      return card.number !== null;
    case "stage":
      return card.stageId !== ("gone" as string);
    case "owner":
      return card.ownerId === OWNER;
    case "priority":
      return card.priority !== null;
    case "due":
      return card.dueAtEpochMs !== null;
    case "closed":
      return card.closedAtEpochMs !== null;
    default:
      return true;
  }
}

function keyOf(card: Card, grouping: (typeof VIEW_GROUPINGS)[number]): string | null {
  switch (grouping) {
    case "stage":
      return card.stageId;
    case "pipeline":
      return card.pipelineId;
    case "owner":
      return card.ownerId;
    case "priority":
      return card.priority;
    case "tag":
      return card.tags.at(-1) ?? null;
  }
}
