import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { SECRET_NAME } from "../automation-kill/kill-desk.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { WORDS } from "./load.ts";

type StepGiven = Readonly<Record<string, unknown>> & { readonly type: string };

const OWNER = { userIds: ["user-owner"], teamIds: [], owner: false, followers: false };

const waitFor = (seconds: number): StepGiven => ({
  type: "wait-for",
  duration: { amount: seconds, unit: "seconds" },
  cancelOn: [],
  whenCancelled: "stop",
  businessHours: false,
});

const note = (text: string): StepGiven => ({ type: "add-note", text });

const mail = (subject: string): StepGiven => ({
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "custom", subject, body: "Soon.", html: false, marketing: false },
});

/** By name. `url` ends with a slash. */
export function workflowsFor(url: string): Record<string, WorkflowDefinition> {
  const call = (name: string): StepGiven => ({
    type: "send-webhook",
    method: "POST",
    url: `${url}${name}`,
    headers: {},
    body: `{{ ticket.subject }}: ${name}`,
    contentType: "text/plain",
    secretName: SECRET_NAME,
  });
  return {
    Busy: onCreated(WORDS.busy, [
      note("Came in: {{ ticket.subject }}"),
      { type: "notify", to: OWNER, title: "New: {{ ticket.subject }}", text: "" },
      mail("We have it: {{ ticket.subject }}"),
      call("first"),
      waitFor(20),
      { type: "set-property", change: { property: "priority", value: "urgent" } },
      { type: "add-tags", tags: ["late"] },
      call("second"),
    ]),
    Urgent: definition([{ id: "t1", type: "property-changed", property: "priority" }], WORDS.busy, [
      note("Now {{ ticket.priority }}"),
      { type: "create-task", title: "Call about {{ ticket.subject }}" },
    ]),
    Quiet: onCreated(WORDS.quiet, [
      waitFor(10),
      { type: "set-owner", userId: "user-owner" },
      mail("Still there: {{ ticket.subject }}"),
      {
        type: "send-internal-email",
        to: { userIds: [], teamIds: [], owner: false, followers: false },
        addresses: ["ops@other.example"],
        subject: "{{ ticket.subject }} waits",
        body: "By {{ contact.name }}",
      },
      { type: "move-stage", stageId: STAGES.waitingOnContact },
    ]),
    Kinds: onCreated(WORDS.kinds, [
      {
        type: "create-ticket",
        subject: "Made by {{ ticket.subject }}",
        pipelineId: SUPPORT,
        stageId: STAGES.new,
        tags: ["made"],
        sameContact: false,
      },
      { type: "link-ticket", other: "oldest-open-of-contact" },
      { type: "create-task", title: "Look at {{ ticket.subject }}" },
      waitFor(5),
      { type: "add-tags", tags: ["seen"] },
    ]),
    Twin: onCreated(WORDS.twin, [note("Merged by the desk."), { type: "merge-into", other: "oldest-open-of-contact" }]),
    Archive: onCreated(WORDS.archive, [
      { type: "add-tags", tags: ["archive"] },
      waitFor(15),
      note("Old: {{ ticket.subject }}"),
      { type: "set-property", change: { property: "priority", value: "low" } },
    ]),
  };
}

function onCreated(word: string, steps: readonly StepGiven[]): WorkflowDefinition {
  return definition([{ id: "t1", type: "ticket-created" }], word, steps);
}

function definition(triggers: readonly object[], word: string, steps: readonly StepGiven[]): WorkflowDefinition {
  return WorkflowDefinition.parse({
    version: 2,
    triggers,
    filter: {
      match: "all",
      parts: [{ object: "ticket", property: "subject", operator: "starts-with", value: word }],
    },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps: steps.map((step, position) => ({ id: `s${position + 1}`, ...step })),
  });
}
