import { Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PastNotice } from "./PastNotice.tsx";
import type { ShownRun } from "./use-run.ts";

/** In which revision the run is drawn, where that is another one than the present; or why it can't be shown. */
export function RunNotice(props: {
  readonly run: ShownRun | null;
  readonly error: unknown;
  readonly present: WorkflowView;
}) {
  const { run, error, present } = props;
  const { t } = useI18n();
  if (error !== undefined)
    return (
      <Text size="sm" role="alert">
        {failureOf(error).code === "PD_DESK_NOT_FOUND" ? t("workflows.history.runGone") : failureText(error, t)}
      </Text>
    );
  if (run === null) return null;
  if (run.isForgotten) return <Text size="sm">{t("ticket.why.revisionForgotten")}</Text>;
  const revision = run.record.run.workflowRevision;
  return revision === present.revision ? null : <PastNotice revision={revision} present={present} />;
}
