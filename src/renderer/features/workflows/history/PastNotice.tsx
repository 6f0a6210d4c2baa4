import { Anchor } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { Warning } from "#renderer/components/Warning.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";

/** What is shown is as it was when a ticket went through. */
export function PastNotice(props: { readonly revision: number; readonly present: WorkflowView }) {
  const { t } = useI18n();
  const { revision, present } = props;
  return (
    <Warning
      icon={<IconHistory size={16} />}
      title={t("workflows.past.title", { revision, present: present.revision })}
    >
      {t("workflows.past.text")}{" "}
      <Anchor href={hrefOf({ page: "workflows", workflowId: present.id })}>{t("workflows.past.open")}</Anchor>
    </Warning>
  );
}
