import { expect, test } from "vitest";
import { UserId, StepId } from "#shared/model/ids.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { validateStep } from "#shared/automation/validate/validate.ts";

const KNOWN = ["user ada", "team second", "mail-template own"];
const CONTEXT = {
  has: (kind: string, id: string) => KNOWN.includes(`${kind} ${id}`),
  hasStage: () => true,
  pipelineId: null,
};
const id = StepId.parse("one");
type To = Extract<Step, { type: "notify" }>["to"];
const audience: To = { userIds: [], teamIds: [], owner: false, followers: false };

function issues(step: Step): string[] {
  const told: string[] = [];
  validateStep(step, "steps.0", CONTEXT, (path, key, about = "") => told.push(`${path} ${key} ${about}`.trim()));
  return told;
}

test("[E3] a mail template that is not there, and one that is", () => {
  const step = (templateId: string): Step => ({
    id,
    type: "send-email",
    to: "primary-contact",
    mail: { kind: "template", templateId },
  });
  expect([issues(step("gone")), issues(step("own"))]).toEqual([["steps.0.mail.templateId unknown-template gone"], []]);
});

test("[F6] placeholders that are not there, each with its path", () => {
  const mail = {
    kind: "custom" as const,
    subject: "{{ ticket.subjct }}",
    body: "{{ a }} {{ b }}",
    html: false,
    marketing: false,
  };
  expect([
    ...issues({ id, type: "send-email", to: "all-contacts", mail }),
    ...issues({ id, type: "add-note", text: "{% foo %}" }),
    ...issues({ id, type: "notify", to: { ...audience, owner: true }, title: "{{ x }}", text: "{{ y }}" }),
    ...issues({
      id,
      type: "send-internal-email",
      to: audience,
      addresses: ["a@example.com"],
      subject: "{{",
      body: "{{ z }}",
    }),
  ]).toEqual([
    "steps.0.mail.subject bad-placeholder There is no placeholder ticket.subjct.",
    "steps.0.mail.body bad-placeholder There is no placeholder a.",
    "steps.0.mail.body bad-placeholder There is no placeholder b.",
    expect.stringMatching(/^steps\.0\.text bad-placeholder The tag foo can't be used here/u),
    "steps.0.title bad-placeholder There is no placeholder x.",
    "steps.0.text bad-placeholder There is no placeholder y.",
    'steps.0.subject bad-placeholder output "{{" not closed, line:1, col:1',
    "steps.0.body bad-placeholder There is no placeholder z.",
  ]);
});

test("[E2] users and teams that are not there, and nobody at all", () => {
  const notify = (to: Partial<To>): Step => ({
    id,
    type: "notify",
    to: { ...audience, ...to },
    title: "Look",
    text: "",
  });
  expect([
    issues(notify({ userIds: [UserId.parse("ada"), UserId.parse("gone")], teamIds: ["second", "gone"] })),
    issues(notify({})),
    issues(notify({ followers: true })),
  ]).toEqual([
    ["steps.0.to.userIds.1 unknown-user gone", "steps.0.to.teamIds.1 unknown-team gone"],
    ["steps.0.to nobody-named"],
    [],
  ]);
});
