import { Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";

/** Whether the ticket, as it is now, would go in; the path is shown all the same. */
export function WouldGoIn({ run }: { readonly run: DryRun }) {
  const { t } = useI18n();
  return (
    <Text size="sm" role="status" {...(run.wouldEnrol ? {} : { c: "var(--pd-warning)" })}>
      {run.wouldEnrol
        ? t("workflows.test.goesIn")
        : t("workflows.test.staysOut", { why: t(`history.notIn.${reasonOf(run)}`) })}
    </Text>
  );
}

function reasonOf({ explanation }: DryRun): "pipeline" | "source" | "paused" | "in-it" | "filter" | "been-through" {
  if (!explanation.pipelineFits) return "pipeline";
  if (!explanation.sourceFits) return "source";
  if (explanation.paused) return "paused";
  if (explanation.isIn) return "in-it";
  return explanation.mayEnrol ? "filter" : "been-through";
}
