import { BUILT_IN_MAIL_TEMPLATE_IDS } from "#shared/automation/built-in-mail-templates.ts";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId } from "#shared/model/ids.ts";
import type { PictureDesk } from "./demo-desk.ts";

const IS_URGENT = { object: "ticket", property: "priority", operator: "is", value: "urgent" };

const RECEIVED = [
  {
    id: "received",
    type: "send-email",
    mail: { kind: "template", templateId: BUILT_IN_MAIL_TEMPLATE_IDS["ticket-received"] },
  },
  {
    id: "urgent",
    type: "branch-if",
    arms: [
      {
        id: "yes",
        name: "",
        filter: { match: "all", parts: [IS_URGENT] },
        steps: [
          {
            id: "tell",
            type: "send-internal-email",
            to: { userIds: [], teamIds: [], owner: true, followers: false },
            subject: "Urgent: {{ ticket.subject }}",
            body: "{{ contact.name }}: {{ message.text }}",
          },
        ],
      },
    ],
    otherwise: [],
  },
];

const CLOSED = [
  {
    id: "closed",
    type: "send-email",
    mail: { kind: "template", templateId: BUILT_IN_MAIL_TEMPLATE_IDS["ticket-closed"] },
  },
];

/** Puts actions on the cards of the first pipeline's first and last status, and a comment on one. */
export async function fillCards({ client }: PictureDesk): Promise<void> {
  const [pipeline] = (await client.pipelines.list()).items;
  const [first, last] = [pipeline?.stages[0], pipeline?.stages.at(-1)];
  if (pipeline === undefined || first === undefined || last === undefined)
    throw new Error("The demo desk has no pipeline.");
  for (const [stageId, steps] of [
    [first.id, RECEIVED],
    [last.id, CLOSED],
  ] as const) {
    const { id, definition } = await client.workflows.stageCard({ id: pipeline.id, stageId });
    const filled = WorkflowDefinition.parse({ ...definition, steps });
    await client.workflows.update({ id, definition: filled, enabled: true });
    if (steps !== RECEIVED) continue;
    const comment = { id, stepId: StepId.parse("received"), text: "Does this still name our opening hours?" };
    await client.stepComments.add(comment);
  }
}
