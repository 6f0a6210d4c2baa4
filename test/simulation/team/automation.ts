/** What automation does in a run: the customer is mailed when a ticket is closed, and people edit that workflow apart. */
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { StepId, type WorkflowId } from "#shared/model/ids.ts";
import { areRivals } from "#shared/rules/rivals/base.ts";
import type { Core } from "#main/core.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

export type Automation = {
  begin(client: DeskClient): Promise<void>;
  /** The mail says something else from now on. @throws PD_ACCESS_PERMISSION */
  edit(client: DeskClient, text: string): Promise<void>;
  /** Of changes made apart one acts, each run wrote one mail at most, and revisions have numbers of their own. */
  findings(server: Core): Promise<string[]>;
};

export function createAutomation(): Automation {
  let id: WorkflowId | null = null;

  async function edit(client: DeskClient, body: string): Promise<void> {
    const card = await client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed });
    ({ id } = card);
    const mail = { kind: "custom", subject: "Closed", body, html: false, marketing: false } as const;
    const steps: WorkflowDefinition["steps"] = [
      { id: StepId.parse("tag"), type: "add-tags", tags: ["told"] },
      { id: StepId.parse("mail"), type: "send-email", to: "primary-contact", mail },
    ];
    const sources: WorkflowDefinition["sources"] = ["email", "manual"];
    await client.workflows.update({ id, enabled: true, definition: { ...card.definition, sources, steps } });
  }

  return {
    begin: (client) => edit(client, "It is closed."),
    edit,
    async findings({ context: { store, setup } }) {
      const runs = await store.runs.find({ selector: {} });
      const acting = runs.filter((run) => run.workflowId === id && run.supersededBy === undefined);
      const rivals = acting.flatMap((one, index) =>
        acting
          .slice(index + 1)
          .filter((other) => other.ticketId === one.ticketId && areRivals(one.base, other.base))
          .map((other) => `the runs ${one.id} and ${other.id} are rivals, and both act`),
      );
      const written = new Map<string, number>();
      for (const { outgoing } of await store.messages.find({ selector: { direction: "outgoing" } }))
        if (outgoing?.cause?.kind === "workflow")
          written.set(outgoing.cause.runId, (written.get(outgoing.cause.runId) ?? 0) + 1);
      const doubled = Array.from(written).filter(([, count]) => count > 1);
      const kept = setup.all("revision").filter(({ workflowId }) => workflowId === id);
      const numbers = [...kept, ...setup.all("workflow").filter((one) => one.id === id)].map((one) => one.revision);
      return [
        ...rivals,
        ...doubled.map(([run, count]) => `the run ${run} wrote ${count} mails`),
        ...(new Set(numbers).size < numbers.length ? [`revisions have one number: ${numbers.join()}`] : []),
      ];
    },
  };
}
