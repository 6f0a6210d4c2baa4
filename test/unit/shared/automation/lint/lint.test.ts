import { describe, expect, test } from "vitest";
import { lintWorkflow, type LintDesk } from "#shared/automation/lint/lint.ts";
import { PipelineId, WorkflowId } from "#shared/model/ids.ts";
import { all, any, choose, definitionOf, tag } from "../../../../support/definitions.ts";

type Changes = Readonly<Record<string, unknown>>;
type Other = Changes & { readonly pipelineId?: string };

const workflow = (id: string, { pipelineId, ...changes }: Other) => ({
  id: WorkflowId.parse(id),
  pipelineId: pipelineId === undefined ? null : PipelineId.parse(pipelineId),
  definition: definitionOf({ steps: [tag("a")], ...changes }),
});

/** `path key about workflow` */
const lint = (changes: Other, ...others: readonly Other[]) =>
  lintWorkflow(
    workflow("own", changes),
    others.map((other, position) => workflow(`other-${position}`, other)),
  ).map(({ path, key, about, workflowId }) => [path, key, about, workflowId].filter(Boolean).join(" "));

const PLACES = [
  { stageId: "mine", stageKind: "open", pipelineId: "own" },
  { stageId: "done", stageKind: "closed", pipelineId: "own" },
  { stageId: "theirs", stageKind: "open", pipelineId: "other" },
] as const;
const lintOn = (places: LintDesk["places"], changes: Other) =>
  lintWorkflow(workflow("own", changes), [], { places, teamSize: () => null, workflow: () => "on" }).map(
    ({ path, key, about }) => [path, key, about].filter(Boolean).join(" "),
  );

const ticket = (property: string, operator: string, more: Changes = {}) => ({
  object: "ticket",
  property,
  operator,
  ...more,
});
const priority = (id: string, value: string | null) => ({
  id,
  type: "set-property",
  change: { property: "priority", value },
});
const mail = (id: string, marketing = false) => ({
  id,
  type: "send-email",
  mail: { kind: "custom", subject: "Hello", body: "There", marketing },
});
const wait = (id: string, more: Changes = {}) => ({
  id,
  type: "wait-for",
  duration: { amount: 1, unit: "hours" },
  ...more,
});
const goTo = (id: string, stepId: string) => ({ id, type: "go-to", stepId });

describe("[F12b] filters", () => {
  test("an OR with a negative condition that matches everything", () => {
    const filters = {
      classic: any(ticket("subject", "is-not", { value: "a" }), ticket("subject", "is-not", { value: "b" })),
      lists: any(
        ticket("priority", "is-none-of", { values: ["low", "high"] }),
        ticket("priority", "is-any-of", { values: ["high", "low"] }),
      ),
      inside: any(ticket("subject", "is-not", { value: "a" }), ticket("subject", "contains-not", { value: "b" })),
      known: any(ticket("ownerId", "is-known"), ticket("ownerId", "is-unknown")),
      number: any(ticket("number", "not-equals", { number: 3 }), ticket("number", "less", { number: 5 })),
      flag: any(ticket("unread", "is-true"), ticket("unread", "is-false")),
      tags: any(ticket("tags", "has-any-of", { values: ["x"] }), ticket("tags", "has-none-of", { values: ["x"] })),
      span: any(
        ticket("createdAtEpochMs", "in-last", { span: { amount: 1, unit: "days" } }),
        ticket("createdAtEpochMs", "not-in-last", { span: { amount: 1, unit: "days" } }),
      ),
      deep: all(ticket("unread", "is-true"), any(ticket("ownerId", "is-known"), ticket("ownerId", "is-unknown"))),
      empty: any(ticket("unread", "is-true"), all()),
    };
    expect(Object.fromEntries(Object.entries(filters).map(([name, filter]) => [name, lint({ filter })]))).toEqual({
      classic: ["filter matches-everything ticket.subject"],
      lists: ["filter matches-everything ticket.priority"],
      inside: ["filter matches-everything ticket.subject"],
      known: ["filter matches-everything ticket.ownerId"],
      number: ["filter matches-everything ticket.number"],
      flag: ["filter matches-everything ticket.unread"],
      tags: ["filter matches-everything ticket.tags"],
      span: ["filter matches-everything ticket.createdAtEpochMs"],
      deep: ["filter.parts.1 matches-everything ticket.ownerId"],
      empty: ["filter matches-everything"],
    });
  });

  test("what only looks like it is left alone", () => {
    const filters = [
      any(ticket("subject", "is-not", { value: "a" }), ticket("subject", "is-not", { value: "A" })),
      any(ticket("subject", "is-not", { value: "a" }), ticket("priority", "is-not", { value: "low" })),
      any(ticket("tags", "has-none-of", { values: ["x"] }), ticket("tags", "has-none-of", { values: ["y"] })),
      any(ticket("subject", "is-not", { value: "ab" }), ticket("subject", "contains-not", { value: "b" })),
      any(ticket("number", "less", { number: 3 }), ticket("number", "greater", { number: 3 })),
      all(ticket("subject", "is-not", { value: "a" }), ticket("subject", "is-not", { value: "b" })),
      any(ticket("subject", "is-not", { value: "a" })),
    ];
    expect(filters.flatMap((filter) => lint({ filter }))).toEqual([]);
  });

  test("a group that nothing can meet, also in an arm and in the unenrolment", () => {
    const branch = { ...choose("b", { x: [tag("c")] }) };
    const steps = [{ ...branch, arms: branch.arms.map((arm) => ({ ...arm, filter: any() })) }];
    expect(lint({ steps, unenrolment: { on: [], filter: any() } })).toEqual([
      "unenrolment.filter matches-nothing",
      "steps.0.arms.0.filter matches-nothing",
      "steps.0.arms.0 arm-never-taken b",
    ]);
  });
});

describe("[F12b] ways through the steps", () => {
  test("a step that nothing reaches: behind a stop, a jump, arms that all end", () => {
    expect([
      lint({ steps: [{ id: "end", type: "stop" }, tag("a"), tag("b")] }),
      lint({ steps: [tag("a"), goTo("jump", "c"), tag("b"), tag("c")] }),
      lint({
        steps: [choose("b", { x: [{ id: "end", type: "stop" }] }, [{ id: "end2", type: "stop" }]), tag("c")],
      }),
      lint({ steps: [choose("b", { x: [{ id: "end", type: "stop" }, tag("c")] }), tag("d")] }),
      lint({ steps: [goTo("jump", "b"), tag("a"), tag("b"), wait("w"), goTo("back", "a")] }),
    ]).toEqual([
      ["steps.1 unreachable-step a"],
      ["steps.2 unreachable-step b"],
      ["steps.1 unreachable-step c"],
      ["steps.0.arms.0.steps.1 unreachable-step c"],
      [],
    ]);
  });

  test("an arm behind one that takes everything", () => {
    const branch = choose("b", { x: [tag("c")], y: [tag("d")] }, [tag("e")]);
    const steps = [{ ...branch, arms: branch.arms.map((arm) => ({ ...arm, filter: all() })) }];
    const values = {
      id: "v",
      type: "branch-value",
      object: "ticket",
      property: "priority",
      arms: [
        { id: "x", name: "", values: ["low", "high"], steps: [] },
        { id: "y", name: "", values: ["high"], steps: [] },
      ],
      otherwise: [],
    };
    expect([lint({ steps }), lint({ steps: [values] })]).toEqual([
      ["steps.0.arms.1 arm-never-taken b", "steps.0.otherwise arm-never-taken b"],
      ["steps.0.arms.1 arm-never-taken v"],
    ]);
  });

  test("a delay with no way out", () => {
    const event = { id: "w", type: "wait-for-event", event: "customer-replied" };
    const closed = { timeZone: "Europe/Rome", week: [[], [], [], [], [], [], []], holidays: [] };
    expect([
      lint({ steps: [{ ...event, timeout: null }] }),
      lint({ steps: [{ ...event, timeout: { amount: 1, unit: "days" } }] }),
      lint({ steps: [wait("w", { businessHours: true })], businessHours: closed }),
      lint({ steps: [wait("w", { duration: { amount: 2, unit: "business-days" } })], businessHours: closed }),
      lint({ steps: [] }),
    ]).toEqual([
      ["steps.0.timeout delay-without-way-out w"],
      [],
      ["steps.0.businessHours delay-without-way-out w"],
      ["steps.0.duration.unit delay-without-way-out w"],
      ["steps no-steps"],
    ]);
  });
});

describe("[F12b] two workflows that set one property on one trigger", () => {
  test("are told, with the property and the other", () => {
    expect(lint({ steps: [priority("p", "high")] }, { steps: [tag("x"), priority("p", "low")] })).toEqual([
      "triggers.0 same-property priority other-0",
    ]);
    const replied = {
      triggers: [{ id: "t", type: "customer-replied" }],
      steps: [{ id: "o", type: "set-owner", userId: "u" }],
    };
    const received = {
      triggers: [{ id: "t", type: "email-received" }],
      steps: [choose("b", { x: [{ id: "r", type: "rotate-owner", userIds: ["v"] }] })],
    };
    expect(lint(replied, received)).toEqual(["triggers.0 same-property ownerId other-0"]);
  });

  test("not where they set the same, wait first, or can't meet", () => {
    const high = { steps: [priority("p", "high")] };
    const low = { steps: [priority("p", "low")] };
    const stage = (stageId: string) => ({ triggers: [{ id: "t", type: "stage-reached", stageId }] });
    const is = (value: string) => ({ filter: all(ticket("source", "is", { value })), sources: ["form", "chat"] });
    expect([
      lint(high, high),
      lint(high, { steps: [wait("w"), priority("p", "low")] }),
      lint({ ...high, pipelineId: "one" }, { ...low, pipelineId: "two" }),
      lint({ ...high, ...stage("one") }, { ...low, ...stage("two") }),
      lint({ ...high, ...is("form") }, { ...low, ...is("chat") }),
      lint({ ...high, sources: ["chat"] }, low),
      lint({ ...high, triggers: [{ id: "t", type: "manual" }] }, { ...low, triggers: [{ id: "t", type: "manual" }] }),
      lint({ steps: [tag("a", "vip")] }, { steps: [tag("a", "new")] }),
    ]).toEqual([[], [], [], [], [], [], [], []]);
    expect(lint({ ...high, pipelineId: "one" }, low)).toEqual(["triggers.0 same-property priority other-0"]);
  });
});

describe("[F12b] mail to customers with no guard left", () => {
  const triggers = [{ id: "t1", type: "email-received" }];
  const always = { kind: "always" };

  test("on every message that comes in, in an arm too", () => {
    expect([
      lint({ triggers, reenrolment: always, steps: [mail("m")] }),
      lint({
        triggers,
        reenrolment: { kind: "on", triggerIds: ["t1"] },
        steps: [choose("b", { x: [mail("m", true)] })],
      }),
    ]).toEqual([["steps.0 mail-without-guard m"], ["steps.0.arms.0.steps.0 mail-without-guard m"]]);
  });

  test("not once for each ticket, on other triggers, or behind a condition that ends it", () => {
    const guard = ticket("tags", "has-none-of", { values: ["answered"] });
    const person = { object: "message", property: "automatic", operator: "is-false" };
    const branch = choose("b", { x: [mail("m")] });
    const guarded = { ...branch, arms: branch.arms.map((arm) => ({ ...arm, filter: all(person) })) };
    expect([
      lint({ triggers, steps: [mail("m")] }),
      lint({ triggers: [{ id: "t1", type: "ticket-created" }], reenrolment: always, steps: [mail("m")] }),
      lint({ triggers, reenrolment: always, filter: all(guard), steps: [mail("m"), tag("t", "answered")] }),
      lint({ triggers, reenrolment: always, steps: [guarded] }),
      lint({ triggers, reenrolment: always, steps: [tag("a")] }),
    ]).toEqual([[], [], [], [], []]);
    expect(
      lint({ triggers, reenrolment: always, filter: any(guard, ticket("unread", "is-true")), steps: [mail("m")] }),
    ).toEqual(["steps.0 mail-without-guard m"]);
  });
});

describe("[F12b] circles", () => {
  const always = { kind: "always" };
  const enrol = (id: string, workflowId: string) => ({ id, type: "enrol-in", workflowId });
  const changes = (property: string, to?: string) => ({
    triggers: [{ id: "t", type: "property-changed", property, ...(to === undefined ? {} : { to }) }],
    reenrolment: always,
  });

  test("a workflow that puts the ticket into itself, or counts on what it waits for", () => {
    expect([
      lint({ reenrolment: always, steps: [enrol("e", "own")] }),
      lint({
        ...changes("dueAtEpochMs"),
        steps: [
          {
            id: "later",
            type: "increase-property",
            change: { property: "dueAtEpochMs", by: { amount: 1, unit: "days" }, direction: "later" },
          },
        ],
      }),
      lint({
        ...changes("priority"),
        steps: [choose("b", { x: [priority("one", "low")] }, [priority("two", "high")])],
      }),
    ]).toEqual([
      ["steps.0 circle e"],
      ["steps.0 circle later"],
      ["steps.0.arms.0.steps.0 circle one", "steps.0.otherwise.0 circle two"],
    ]);
  });

  test("by way of another workflow", () => {
    const low = { ...changes("priority", "high"), steps: [priority("low", "low")] };
    const high = { ...changes("priority", "low"), steps: [priority("high", "high")] };
    expect(lint(low, high)).toEqual(["steps.0 circle low other-0"]);
    expect(
      lint(
        { reenrolment: always, steps: [enrol("e", "other-0")] },
        { reenrolment: always, steps: [enrol("e", "other-1")] },
        { reenrolment: always, steps: [enrol("e", "own")] },
      ),
    ).toEqual(["steps.0 circle e other-1"]);
  });

  test("not with a wait on the way, once for each ticket, or where nothing changes any more", () => {
    expect([
      lint({ reenrolment: always, steps: [wait("w"), enrol("e", "own")] }),
      lint({ steps: [enrol("e", "own")] }),
      lint({ ...changes("priority"), steps: [priority("one", "low")] }),
      lint({
        triggers: [{ id: "t", type: "stage-reached", stageId: "s" }],
        reenrolment: always,
        steps: [{ id: "m", type: "move-stage", stageId: "s" }],
      }),
    ]).toEqual([[], [], [], []]);
  });
});

describe("[F12b] what never happens", () => {
  const never = (...parts: object[]) => lint({ filter: all(...parts) });

  test.each([
    ["is A and is B", ticket("priority", "is", { value: "high" }), ticket("priority", "is", { value: "low" })],
    ["is A and is not A", ticket("priority", "is", { value: "high" }), ticket("priority", "is-not", { value: "high" })],
    [
      "one of A and B, and C",
      ticket("priority", "is-any-of", { values: ["high", "low"] }),
      ticket("priority", "is", { value: "urgent" }),
    ],
    ["known and unknown", ticket("priority", "is-known"), ticket("priority", "is-unknown")],
    ["unknown and A", ticket("priority", "is-unknown"), ticket("priority", "is", { value: "high" })],
    [
      "less than 2 and greater than 5",
      ticket("number", "less", { number: 2 }),
      ticket("number", "greater", { number: 5 }),
    ],
    ["true and false", ticket("unread", "is-true"), ticket("unread", "is-false")],
    [
      "before and after",
      ticket("dueAtEpochMs", "before", { atEpochMs: 5 }),
      ticket("dueAtEpochMs", "after", { atEpochMs: 9 }),
    ],
    [
      "unknown and in the last days",
      ticket("dueAtEpochMs", "is-unknown"),
      ticket("dueAtEpochMs", "in-last", { span: { amount: 1, unit: "days" } }),
    ],
  ])("%s", (_what, one, other) => {
    const property = (one as { property: string }).property;
    expect(never(one, other)).toEqual([`filter contradiction ticket.${property}`]);
    expect(never(other, one)).toEqual([`filter contradiction ticket.${property}`]);
    expect(lint({ filter: any(one, other) }).join(" ")).not.toContain("contradiction");
  });

  test("what can be at once is no contradiction", () => {
    expect([
      ...never(
        ticket("priority", "is-any-of", { values: ["high", "low"] }),
        ticket("priority", "is", { value: "low" }),
      ),
      ...never(ticket("number", "greater", { number: 2 }), ticket("number", "less", { number: 5 })),
      ...never(ticket("tags", "has-any-of", { values: ["a"] }), ticket("tags", "has-any-of", { values: ["b"] })),
      ...never(ticket("subject", "contains", { value: "a" }), ticket("subject", "contains", { value: "b" })),
      ...never(ticket("subject", "is", { value: "ab" }), ticket("subject", "contains", { value: "b" })),
    ]).toEqual([]);
  });

  const closed = ticket("stageKind", "is", { value: "closed" });
  const isPriority = (value: string) => ticket("priority", "is", { value });
  const noVip = ticket("tags", "has-none-of", { values: ["VIP"] });
  test.each<[string, Changes, Other]>([
    ["what no event tells of", { property: "messageCount" }, {}],
    ["a tag to itself, spelt otherwise", { property: "tags", from: "VIP", to: "vip" }, {}],
    ["a status to none", { property: "stageId", to: null }, {}],
    ["a status of another pipeline", { property: "stageId", to: "theirs" }, {}],
    ["another pipeline", { property: "pipelineId", to: "other" }, {}],
    ["a value that the filter bars", { property: "priority", to: "high" }, { filter: all(isPriority("low")) }],
    [
      "a tag that the filter asks not to be there, in every part",
      { property: "tags", to: "vip" },
      { filter: any(all(noVip, isPriority("low")), noVip) },
    ],
    ["a status that is open, and closed", { property: "stageId", to: "mine" }, { filter: all(closed) }],
  ])("a change that can't be, or that the filter bars: %s", (_what, change, changes) => {
    const triggers = [{ id: "t", type: "property-changed", ...change }];
    const told = lintOn(PLACES, { triggers, sources: ["email"], pipelineId: "own", ...changes });
    expect(told).toEqual(["triggers.0 trigger-never-fires t"]);
  });

  test.each([
    ["a chat without chats", [{ id: "t", type: "chat-message" }], {}, "triggers.0 trigger-never-fires t"],
    ["a form without forms", [{ id: "t", type: "form-submitted" }], {}, "triggers.0 trigger-never-fires t"],
    [
      "a value to itself",
      [{ id: "t", type: "property-changed", property: "priority", from: "low", to: "low" }],
      {},
      "triggers.0 trigger-never-fires t",
    ],
    [
      "a reply on a closed ticket",
      [{ id: "t", type: "customer-replied" }],
      { filter: all(closed) },
      "filter.parts.0 reopened-before",
    ],
  ])("%s", (_what, triggers, changes, told) => {
    expect(lint({ triggers, sources: ["email"], ...changes })).toEqual([told]);
  });

  test.each([
    ["a status and another kind", all(ticket("stageId", "is", { value: "mine" }), closed), {}],
    ["a status and another pipeline", all(ticket("stageId", "is", { value: "theirs" })), { pipelineId: "own" }],
    ["a source that the workflow does not take", all(ticket("source", "is", { value: "chat" })), {}],
    ["groups in groups", all(isPriority("low"), all(any(isPriority("high")), all())), {}],
    ["every choice barred", all(isPriority("low"), any(isPriority("high"), isPriority("urgent"))), {}],
  ])("a filter that lets nobody in is told once, at the filter: %s", (_what, filter, changes) => {
    const told = lintOn(PLACES, { filter, triggers: [{ id: "t", type: "ticket-created" }], ...changes });
    expect(told).toEqual([expect.stringMatching(/^filter contradiction ticket\./u)]);
  });

  test("any mail on a closed ticket is another matter", () => {
    expect(lint({ triggers: [{ id: "t", type: "email-received" }], filter: all(closed) })).toEqual([]);
  });

  test("teams without members and workflows that are not there", () => {
    const definition = definitionOf({
      steps: [
        { id: "n", type: "notify", to: { userIds: [], teamIds: ["empty", "full"] }, title: "x" },
        { id: "e", type: "enrol-in", workflowId: "gone" },
        { id: "o", type: "enrol-in", workflowId: "off" },
        { id: "u", type: "unenrol-from", workflowId: "gone" },
      ],
    });
    const desk = {
      places: undefined,
      teamSize: (id: string) => (id === "empty" ? 0 : 3),
      workflow: (id: string) => (id === "gone" ? ("gone" as const) : ("off" as const)),
    };
    const told = lintWorkflow({ id: null, pipelineId: null, definition }, [], desk);
    expect(told.map(({ path, key, about }) => `${path} ${key} ${about}`)).toEqual([
      "steps.0.to.teamIds.0 empty-team empty",
      "steps.1.workflowId callee-gone gone",
      "steps.2.workflowId callee-off off",
      "steps.3.workflowId callee-gone gone",
    ]);
  });
});
