import { describe, expect, test } from "vitest";
import { describeArm, describeProblem, describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { describeCondition, describeFilter } from "#shared/automation/describe/describe-condition.ts";
import { propertyWords } from "#shared/automation/describe/values.ts";
import { createSpeaker, say, type Names } from "#shared/automation/describe/words.ts";
import { Trigger } from "#shared/automation/triggers/trigger.ts";
import { PROPERTIES } from "#shared/automation/filters/properties.ts";
import { Condition, Filter } from "#shared/automation/filters/filter.ts";
import { isBranch, PlainStep, Step } from "#shared/automation/steps/step.ts";
import { workflowProblems } from "#shared/i18n/en/workflow-problems.ts";
import { all, any } from "../../../../support/definitions.ts";

const NAMES: Readonly<Record<string, string>> = {
  "stage s1": "Waiting",
  "pipeline p1": "Support",
  "user u1": "Ann",
  "user u2": "Bob",
  "team t1": "Second level",
  "workflow w1": "Escalate",
  "mail-template m1": "Ticket received",
  "property pp-choice_1": "Product",
  "property-option po_1": "Boots",
  "property pp-number_1": "Seats",
};
const names: Names = (kind, id) => NAMES[`${kind} ${id}`] ?? null;
const english = createSpeaker("en", "UTC");
const italian = createSpeaker("it", "UTC");

const hours = (amount: number) => ({ amount, unit: "hours" });
const trigger = (changes: object) => say(describeTrigger(Trigger.parse({ id: "t", ...changes }), names), english);
const stepOf = (changes: object) => Step.parse({ id: "s", ...changes });
const step = (changes: object) => say(describeStep(stepOf(changes), names), english);
const condition = (changes: object) =>
  say(describeCondition(Condition.parse({ object: "ticket", property: "priority", ...changes }), names), english);
const to = { userIds: ["u1"], teamIds: ["t1"], owner: true };

/** An example of every step. */
const STEPS: Readonly<Record<string, object>> = {
  "Wait 2 hours; stop if the customer answers or the ticket is closed": {
    type: "wait-for",
    duration: hours(2),
    cancelOn: ["customer-replied", "ticket-closed"],
  },
  "Wait until 1 hour before: due date, in business hours; go on at once if the owner changes": {
    type: "wait-until-date",
    date: { kind: "property", property: "dueAtEpochMs" },
    offset: { duration: hours(1), direction: "before" },
    cancelOn: ["owner-changed"],
    whenCancelled: "continue",
    businessHours: true,
  },
  "Wait until Monday or Friday at 09:05": { type: "wait-until-weekday", weekdays: [5, 1], minuteOfDay: 545 },
  "Wait until the customer answers, at most 2 hours": {
    type: "wait-for-event",
    event: "customer-replied",
    timeout: hours(2),
  },
  "Wait until the mail has left, at most 2 hours": { type: "wait-for-mail", timeout: hours(2) },
  "Set priority to High": { type: "set-property", change: { property: "priority", value: "high" } },
  "Set the due date to 2 hours from now": { type: "set-due", after: hours(2) },
  "Set Product to Boots": { type: "set-value", propertyId: "pp-choice_1", value: "po_1" },
  "Copy message’s subject to Product": {
    type: "copy-value",
    from: { object: "message", property: "subject" },
    propertyId: "pp-choice_1",
  },
  "Raise Seats by 2": { type: "increase-value", propertyId: "pp-number_1", by: 2 },
  "Clear owner": { type: "clear-property", property: "ownerId" },
  "Make Ann the owner": { type: "set-owner", userId: "u1" },
  "Share out by load among Ann, a deleted user, and Second level": {
    type: "rotate-owner",
    userIds: ["u1", "u9"],
    teamIds: ["t1"],
    by: "load",
  },
  "Add vip and new": { type: "add-tags", tags: ["vip", "new"] },
  "Remove vip": { type: "remove-tags", tags: ["vip"] },
  "Add Ann and Bob as followers": { type: "add-followers", userIds: ["u1", "u2"] },
  "Move to Waiting of Support": { type: "move-stage", stageId: "s1", pipelineId: "p1" },
  "Send Ticket received to all contacts": {
    type: "send-email",
    to: "all-contacts",
    mail: { kind: "template", templateId: "m1" },
  },
  "Send the internal e-mail “Look” to Ann, Second level, the owner, and x@example.com": {
    type: "send-internal-email",
    to,
    addresses: ["x@example.com"],
    subject: "Look",
    body: "Here",
  },
  "Notify Ann, Second level, and the owner: “Look”": { type: "notify", to, title: "Look" },
  "Add the note “One two”": { type: "add-note", text: "One\n  two" },
  "Post “Look” to hooks.example.com": { type: "post-chat", url: "https://hooks.example.com/secret", text: "Look" },
  "Send a webhook: POST api.example.com": { type: "send-webhook", url: "https://api.example.com/a?key=b" },
  "Create the task “Call” for Ann": { type: "create-task", title: "Call", userId: "u1" },
  "Create the ticket “Return” in Waiting of Support": {
    type: "create-ticket",
    subject: "Return",
    pipelineId: "p1",
    stageId: "s1",
  },
  "Link with the contact’s oldest open ticket": { type: "link-ticket", other: "oldest-open-of-contact" },
  "Merge into the contact’s newest open ticket": { type: "merge-into", other: "newest-open-of-contact" },
  "Put into the workflow Escalate": { type: "enrol-in", workflowId: "w1" },
  "Take out of the workflow a deleted workflow": { type: "unenrol-from", workflowId: "w9" },
  "Copy contact’s name to subject": {
    type: "copy-property",
    from: { object: "contact", property: "name" },
    to: "subject",
  },
  "Lower the priority by 2": { type: "increase-property", change: { property: "priority", by: -2 } },
  "Make subject from “{{ ticket.number }}”": {
    type: "format-property",
    property: "subject",
    template: "{{ ticket.number }}",
  },
  "Go to: x": { type: "go-to", stepId: "x" },
  Stop: { type: "stop" },
  "Choose by priority: High, VIP, otherwise": {
    type: "branch-value",
    object: "ticket",
    property: "priority",
    arms: [
      { id: "x", name: "", values: ["high"], steps: [] },
      { id: "y", name: "VIP", values: ["urgent"], steps: [] },
    ],
    otherwise: [],
  },
  "Choose by conditions: unread: yes, otherwise": {
    type: "branch-if",
    arms: [
      { id: "x", name: "", filter: all({ object: "ticket", property: "unread", operator: "is-true" }), steps: [] },
    ],
    otherwise: [],
  },
  "Choose by how the step before ended: failed or skipped, otherwise": {
    type: "branch-outcome",
    arms: [{ id: "x", name: "", values: ["failed", "skipped"], steps: [] }],
    otherwise: [],
  },
  "Choose by lot: x (75 %), B, otherwise": {
    type: "branch-random",
    arms: [
      { id: "x", name: "", weight: 3, steps: [] },
      { id: "y", name: "B", weight: 1, steps: [] },
    ],
    otherwise: [],
  },
};

describe("[E6] [F9] a step in words", () => {
  test("of every type", () => {
    expect(Object.values(STEPS).map(step)).toEqual(Object.keys(STEPS));
    const types = Object.values(STEPS).map((one) => stepOf(one).type);
    const plain = PlainStep.options.map(({ shape }) => shape.type.value);
    expect(types.filter((type) => !type.startsWith("branch-")).toSorted()).toEqual(plain.toSorted());
  });

  test("in its variants", () => {
    const to1 = { type: "send-email", mail: { kind: "custom", subject: "Hello", body: "There" } };
    expect([
      step(to1),
      step({ ...to1, mail: { ...to1.mail, marketing: true } }),
      step({ type: "set-owner", userId: null }),
      step({ type: "create-task", title: "Call" }),
      step({ type: "move-stage", stageId: "gone" }),
      step({ type: "set-property", change: { property: "priority", value: null } }),
      step({ type: "set-property", change: { property: "dueAtEpochMs", value: Date.UTC(2026, 4, 4, 9) } }),
      step({ type: "notify", to: {}, title: "Look" }),
      say(
        describeStep(stepOf({ type: "go-to", stepId: "a" }), names, () => stepOf({ type: "stop" })),
        english,
      ),
      say(
        describeStep(stepOf({ type: "go-to", stepId: "a" }), names, () => null),
        english,
      ),
    ]).toEqual([
      "Send the e-mail “Hello” to the contact",
      "Send the marketing e-mail “Hello” to the contact",
      "Leave it without an owner",
      "Create the task “Call”",
      "Move to a deleted status",
      "Clear priority",
      "Set due date to May 4, 2026, 9:00 AM",
      "Notify nobody: “Look”",
      "Go to: Stop",
      "Go to a deleted step",
    ]);
  });

  test("in Italian, without a place left open in either language", () => {
    const told = Object.values(STEPS).flatMap((one) =>
      [english, italian].map((speaker) => say(describeStep(stepOf(one), names), speaker)),
    );
    expect(told.filter((text) => /(?<!\{)\{\w+\}/u.test(text))).toEqual([]);
    expect(say(describeStep(stepOf(Object.values(STEPS)[0] ?? {}), names), italian)).toBe(
      "Attendi 2 ore; fermati se il cliente risponde o il ticket viene chiuso",
    );
  });

  test("an arm by when it is taken", () => {
    const branch = stepOf(STEPS["Choose by priority: High, VIP, otherwise"] ?? {});
    if (!isBranch(branch)) throw new Error("It is a branch.");
    expect([say(describeArm(branch, "y", names), english), say(describeArm(branch, null, names), english)]).toEqual([
      "Urgent",
      "otherwise",
    ]);
  });
});

test("[F2] triggers in words, every type", () => {
  const token = "x".repeat(20);
  const examples: Readonly<Record<string, object>> = {
    "A ticket is created": { type: "ticket-created" },
    "A ticket reaches Waiting": { type: "stage-reached", stageId: "s1" },
    "status changes from Waiting to a deleted status": {
      type: "property-changed",
      property: "stageId",
      from: "s1",
      to: "s9",
    },
    "An e-mail is sent": { type: "email-sent" },
    "An e-mail is sent to a customer from the ticket": { type: "email-sent-to-customer" },
    "An e-mail is received": { type: "email-received" },
    "A customer replies to an e-mail": { type: "customer-replied" },
    "A note is added": { type: "note-added" },
    "A chat message is received": { type: "chat-message" },
    "A form is submitted": { type: "form-submitted" },
    "2 hours before: due date, in business hours": {
      type: "date-reached",
      property: "dueAtEpochMs",
      offset: { duration: hours(2), direction: "before" },
      businessHours: true,
    },
    "2 business days after: due date": {
      type: "date-reached",
      property: "dueAtEpochMs",
      offset: { duration: { amount: 2, unit: "business-days" }, direction: "after" },
    },
    "1 hour after a customer’s message without an answer of ours": {
      type: "silence",
      after: "customer-message",
      duration: hours(1),
    },
    "The time for the first answer is over": { type: "sla-reached", what: "breached", target: "firstAnswer" },
    "On a schedule: 0 9 * * 1 (Europe/Rome)": { type: "schedule", cron: "0 9 * * 1", timeZone: "Europe/Rome" },
    "A person starts it": { type: "manual" },
    "Another program calls it": { type: "incoming-webhook", token },
  };
  expect(Object.values(examples).map(trigger)).toEqual(Object.keys(examples));
  const types = Object.values(examples).map((one) => Trigger.parse({ id: "t", ...one }).type);
  expect(Array.from(new Set(types)).toSorted()).toEqual(
    Trigger.options.map(({ shape }) => shape.type.value).toSorted(),
  );
  expect([
    trigger({ type: "property-changed", property: null }),
    trigger({ type: "property-changed", property: "priority", to: "urgent" }),
    trigger({ type: "property-changed", property: "ownerId", from: null }),
    trigger({ type: "property-changed", property: "colour" }),
  ]).toEqual([
    "Any property of the ticket changes",
    "priority changes to Urgent",
    "owner changes from none",
    "a deleted property changes",
  ]);
});

test("[F3] conditions in words, every operator", () => {
  const examples: Readonly<Record<string, object>> = {
    "priority is known": { operator: "is-known" },
    "priority is unknown": { operator: "is-unknown" },
    "priority is High": { operator: "is", value: "high" },
    "owner is not Ann": { property: "ownerId", operator: "is-not", value: "u1" },
    "message’s text contains boots": { object: "message", property: "text", operator: "contains", value: "boots" },
    "subject does not contain boots": { property: "subject", operator: "contains-not", value: "boots" },
    "subject starts with Re": { property: "subject", operator: "starts-with", value: "Re" },
    "subject ends with !": { property: "subject", operator: "ends-with", value: "!" },
    "priority is any of Low or High": { operator: "is-any-of", values: ["low", "high"] },
    "status is none of Waiting or a deleted status": {
      property: "stageId",
      operator: "is-none-of",
      values: ["s1", "s9"],
    },
    "tags has any of a or b": { property: "tags", operator: "has-any-of", values: ["a", "b"] },
    "tags has all of a and b": { property: "tags", operator: "has-all-of", values: ["a", "b"] },
    "tags has none of a": { property: "tags", operator: "has-none-of", values: ["a"] },
    "number equals 3": { property: "number", operator: "equals", number: 3 },
    "number does not equal 3": { property: "number", operator: "not-equals", number: 3 },
    "number is greater than 3": { property: "number", operator: "greater", number: 3 },
    "number is less than 3": { property: "number", operator: "less", number: 3 },
    "number is between 1 and 3": { property: "number", operator: "between", from: 1, to: 3 },
    "due date is before Jan 1, 1970, 12:00 AM": { property: "dueAtEpochMs", operator: "before", atEpochMs: 0 },
    "due date is after Jan 1, 1970, 12:00 AM": { property: "dueAtEpochMs", operator: "after", atEpochMs: 0 },
    "create date is in the last 2 hours": { property: "createdAtEpochMs", operator: "in-last", span: hours(2) },
    "create date is not in the last 1 hour": { property: "createdAtEpochMs", operator: "not-in-last", span: hours(1) },
    "due date is in the next 2 hours": { property: "dueAtEpochMs", operator: "in-next", span: hours(2) },
    "due date is not in the next 2 hours": { property: "dueAtEpochMs", operator: "not-in-next", span: hours(2) },
    "unread: yes": { property: "unread", operator: "is-true" },
    "unread: no": { property: "unread", operator: "is-false" },
    "priority was last changed by Ann": { operator: "changed-by", author: { kind: "user", userId: "u1" } },
    "priority was not last changed by any workflow": { operator: "not-changed-by", author: { kind: "any-workflow" } },
  };
  expect(Object.values(examples).map(condition)).toEqual(Object.keys(examples));
  const told = new Set(Object.values(examples).map((one) => ("operator" in one ? one.operator : "")));
  expect(
    Condition.options
      .flatMap(({ shape }) => ("options" in shape.operator ? shape.operator.options : [shape.operator.value]))
      .filter((operator) => !told.has(operator)),
  ).toEqual([]);
});

test("[F3] a filter in one sentence", () => {
  const unread = { object: "ticket", property: "unread", operator: "is-true" };
  const high = { object: "ticket", property: "priority", operator: "is", value: "high" };
  const told = (filter: object) => say(describeFilter(Filter.parse(filter), names), english);
  expect([told(all()), told(any()), told(any(unread, all(high, unread)))]).toEqual([
    "every ticket",
    "no ticket",
    "unread: yes or (priority is High and unread: yes)",
  ]);
});

test("[F3] every property has a name", () => {
  const all1 = Object.entries(PROPERTIES).flatMap(([object, properties]) =>
    Object.keys(properties).map((property) => say(propertyWords(object, property, names), english)),
  );
  expect(all1.filter((name) => name.startsWith("words.") || name === "a deleted property")).toEqual([]);
  expect(all1).toHaveLength(new Set(all1).size);
});

test("[F12b] every mistake and warning has its words", () => {
  expect(say(describeProblem({ key: "same-property", about: "priority", workflowId: "w1" }, names), english)).toBe(
    "“Escalate” sets “priority” on the same trigger; the one lower in the list wins.",
  );
  expect(say(describeProblem({ key: "circle", about: "s", workflowId: "w1" }, names), italian)).toBe(
    "Questo passo riattiva subito il flusso di lavoro, attraverso «Escalate».",
  );
  expect(Object.keys(workflowProblems).every((key) => key.startsWith("words.problem."))).toBe(true);
});
