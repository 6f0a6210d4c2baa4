import { describe, expect, test } from "vitest";
import { whySteps } from "#renderer/features/ticket/timeline/why-steps.ts";
import { namesOf } from "#renderer/state/use-words.ts";
import { createSpeaker, say } from "#shared/automation/describe/words.ts";
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { WhyLink } from "#shared/contract/explanations/why.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import { ChannelId, MessageId, RunId, StepId, WorkflowId } from "#shared/model/ids.ts";
import type { JournalEntry } from "#shared/model/run.ts";
import {
  activity,
  ANNA,
  at,
  byAnna,
  byChannel,
  byRule,
  byWorkflow,
  changed,
  CLOSED,
  message,
  moved,
  names,
  NEW,
  PIPELINE,
  received,
  SETUP,
  WAITING,
} from "./fixtures.ts";

const speaker = createSpeaker("en");
const SCOPE = {
  pipelineId: PIPELINE,
  names: names([message("m1", 10)]),
  words: { names: namesOf(SETUP), say: (phrase: Parameters<typeof say>[0]) => say(phrase, speaker) },
};
const AUTOMATE = { page: "settings", section: "pipelines", id: PIPELINE, tab: "automate" };
const RULES = { ...AUTOMATE, tab: "rules" };

const change = (
  told: ActivityView,
  from: Partial<Extract<WhyLink, { kind: "change" }>["message"]> = null,
): WhyLink => ({
  kind: "change",
  activity: { ...told, stamp: "" },
  message: from && { id: MessageId.parse("m1"), direction: "incoming", name: "", address: "", subject: "", ...from },
});
const channel: WhyLink = { kind: "channel", channelId: ChannelId.parse("ch1"), name: "Inbox" };
const anna: WhyLink = { kind: "person", userId: ANNA, name: "Anna" };
const rule = (number: "C2" | "D6"): WhyLink => ({ kind: "rule", rule: number });

const TRIGGER: Trigger = { id: "t1", type: "ticket-created" };
const MOVE = { id: StepId.parse("s2"), type: "move-stage", stageId: WAITING } as const satisfies Step;
const WAIT: Step = {
  id: StepId.parse("s1"),
  type: "wait-for",
  duration: { amount: 2, unit: "days" },
  businessHours: false,
  cancelOn: [],
  whenCancelled: "continue",
};
const entry = (stepId: string): JournalEntry =>
  ({
    stepId: StepId.parse(stepId),
    startedAtEpochMs: 1,
    finishedAtEpochMs: 2,
    attempt: 1,
    outcome: { kind: "done", changed: true },
  }) as unknown as JournalEntry;

function step(given: Partial<Extract<WhyLink, { kind: "step" }>> = {}): WhyLink {
  return {
    kind: "step",
    workflow: { id: WorkflowId.parse("w-1"), name: "Escalate", template: null, revision: 3, isOutdated: false },
    runId: RunId.parse("r1"),
    status: "done",
    startedAtEpochMs: 1,
    trigger: TRIGGER,
    alsoTriggers: [],
    taken: { step: MOVE, entry: entry("s2") },
    waited: null,
    ...given,
  };
}

const stepsOf = (chain: readonly WhyLink[], isComplete = true) => whySteps({ chain: [...chain], isComplete }, SCOPE);
const told = (chain: readonly WhyLink[], isComplete = true) =>
  stepsOf(chain, isComplete).map(({ kind, text }) => [kind, text]);

describe("Why? in words", () => {
  test("[C2] [D6] goes from the mail over the rules to the change", () => {
    const chain = [
      change(changed("a3", 10, byRule("C2"), "closedAtEpochMs", 5, null)),
      rule("C2"),
      change(moved("a2", 10, byRule("D6"), CLOSED, NEW)),
      rule("D6"),
      change(received("a1", 10, "m1", { kind: "reopened", rule: "D6" })),
      channel,
    ];
    expect(told(chain)).toEqual([
      ["change", "Carla wrote an e-mail"],
      ["automation", "rule: a reply reopens a closed ticket"],
      ["change", "Status → New"],
      ["automation", "rule: moved back to an open status"],
      ["change", "Close date cleared"],
    ]);
    expect(stepsOf(chain).map(({ settings }) => settings)).toEqual([null, AUTOMATE, null, AUTOMATE, null]);
  });

  test("[F8] [F9] a run is told as it was: its trigger, the wait before, the step, the revision", () => {
    const reply = received("a0", 5, "m1", { kind: "customer-replied", rule: "D2" });
    const [, acted] = stepsOf([
      change(moved("a2", 10, byWorkflow("w-d2"), NEW, WAITING)),
      step({
        workflow: { id: WorkflowId.parse("w-1"), name: "Escalate", template: null, revision: 3, isOutdated: true },
        waited: { step: WAIT, entry: entry("s1"), endedBy: { ...reply, stamp: "" } },
      }),
      change(activity("a1", 1, byAnna, { type: "ticket.created", at: at(NEW), subject: "" })),
      anna,
    ]).slice(1);
    expect(acted).toEqual({
      key: "2 automation workflow “Escalate”",
      kind: "automation",
      text: "workflow “Escalate”",
      atEpochMs: null,
      notes: [
        "Set off by: A ticket is created",
        "Before it: Wait 2 days",
        "The wait ended with: Carla wrote an e-mail",
        "Step: Move to Waiting",
        "It ran in revision 3; the workflow has been changed since.",
      ],
      // Not to the workflow as it is now: to the step, as it was in the run.
      settings: {
        page: "workflows",
        workflowId: "w-1",
        at: { runId: "r1", stepId: "s2" },
      },
    });
  });

  test.each([
    [
      "a run that is gone",
      step({ status: null, trigger: null, taken: null }),
      ["The record of this run is no longer kept."],
    ],
    [
      "a revision that is gone",
      step({ trigger: null, taken: { step: null, entry: entry("s2") } }),
      ["The revision in which it ran is no longer kept."],
    ],
    [
      "[D2] a template, which says what it does",
      step({ workflow: { id: WorkflowId.parse("w-d2"), name: "D2", template: "D2", revision: 1, isOutdated: false } }),
      ["It runs when a customer replies in the thread in which the ticket was created.", "Step: Move to Waiting"],
    ],
    [
      "[F4] two triggers that one save met",
      step({ alsoTriggers: [{ id: "t2", type: "email-received" }] }),
      ["Set off by: A ticket is created", "Also set off by: An e-mail is received", "Step: Move to Waiting"],
    ],
    [
      "a workflow that is gone has not been changed since",
      step({
        workflow: { id: WorkflowId.parse("w-1"), name: null, template: null, revision: 3, isOutdated: true },
      }),
      ["Set off by: A ticket is created", "Step: Move to Waiting"],
    ],
  ])("%s", (_what, link, notes) => {
    expect(stepsOf([change(moved("a2", 10, byWorkflow("w-gone"), NEW, WAITING)), link])[0]?.notes).toEqual(notes);
  });

  test("who began it is told, but for a mail, whose own sentence names them", () => {
    const byHand = change(moved("a1", 1, byAnna, NEW, CLOSED));
    const made = change(activity("a1", 1, byChannel, { type: "ticket.created", at: at(NEW), subject: "" }));
    expect([told([byHand, anna])[0], told([made, channel])[0]]).toEqual([
      ["actor", "by Anna"],
      ["actor", "mail on Inbox"],
    ]);
    expect(told([change(received("a1", 10, "m1", { kind: "reopened", rule: "D6" })), channel])).toEqual([
      ["change", "Carla wrote an e-mail"],
    ]);
  });

  test("[H5] a mail that lies on another ticket by now still has its writer", () => {
    const mail = change(received("a1", 10, "m9", { kind: "reopened", rule: "D6" }), {
      id: MessageId.parse("m9"),
      name: "Dora",
    });
    expect(told([mail, channel])).toEqual([["change", "Dora wrote an e-mail"]]);
  });

  test("[G4] a refusal names who wanted the move and the rule that refused", () => {
    const refused = activity("a3", 12, byAnna, {
      type: "ticket.move-refused",
      to: at(CLOSED),
      rule: "G4",
      reason: "rule.G4.required",
    });
    expect(stepsOf([change(refused), anna]).map(({ text, settings }) => [text, settings])).toEqual([
      ["by Anna", null],
      ["rule: a property that this status requires is missing", RULES],
      ["Move to Closed refused", null],
    ]);
  });

  test("a chain that leads to what is no longer kept says so first", () => {
    expect(told([change(moved("a1", 1, byRule("D6"), CLOSED, NEW)), rule("D6")], false)[0]).toEqual([
      "actor",
      "What came before is no longer known",
    ]);
  });
});
