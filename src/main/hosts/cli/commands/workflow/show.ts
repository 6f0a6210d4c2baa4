import type { DeskClient } from "#shared/contract/index.ts";
import type { Figures } from "#shared/contract/explanations/run-history.ts";
import { plainText, wrap } from "../../table.ts";
import { findWorkflow } from "./find.ts";
import { loadNames } from "./names.ts";
import { outline } from "./outline.ts";
import { lengthText, type Output } from "./output.ts";

/** What a workflow does, and how it has done so far. */
export async function showWorkflow(client: DeskClient, wanted: string, output: Output): Promise<void> {
  const workflow = await findWorkflow(client, wanted);
  const figures = await client.workflows.figures({ id: workflow.id });
  if (output.json) return output.value({ ...workflow, figures });
  const { t } = output;
  const { enabled, definition } = workflow;
  await output.lines(wrap("", `${plainText(workflow.name)} (${workflow.id})`));
  if (workflow.description !== "") await output.lines(wrap("", plainText(workflow.description)));
  await output.lines(
    wrap(
      "",
      t("cli.workflow.state", {
        state: t(enabled ? "cli.workflow.on" : "cli.workflow.off"),
        revision: workflow.revision,
        reenrolment: definition.reenrolment.kind,
        sources: definition.sources.join(", "),
      }),
    ),
  );
  await output.lines(
    outline(
      definition,
      {
        triggers: t("cli.workflow.triggers"),
        filter: t("cli.workflow.filter"),
        steps: t("cli.workflow.steps"),
        otherwise: t("cli.workflow.otherwise"),
      },
      await loadNames(client, output.language),
    ),
  );
  await output.lines(wrap("", t("cli.workflow.figures30", { figures: figuresText(figures.last30Days, output) })));
  await output.lines(wrap("", t("cli.workflow.figuresEver", { figures: figuresText(figures.ever, output) })));
}

function figuresText({ enrolled, active, done, failed, unenrolled, medianMs }: Figures, { t }: Output): string {
  const counts = t("cli.workflow.figures", { enrolled, active, done, failed, unenrolled });
  return medianMs === null ? counts : `${counts}, ${t("cli.workflow.median", { time: lengthText(medianMs) })}`;
}
