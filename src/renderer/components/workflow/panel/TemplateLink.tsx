import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import type { Step } from "#shared/automation/steps/step.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { templateRoute } from "#renderer/state/template-routes.ts";

/** From an action that sends an e-mail template to the template; its page links back to whatever sends it. */
export function TemplateLink({ step, isSmall }: { readonly step: Step; readonly isSmall?: true }) {
  const { t } = useI18n();
  if (step.type !== "send-email" || step.mail.kind !== "template") return null;
  const href = hrefOf(templateRoute(step.mail.templateId));
  const label = t("mailTemplates.edit");
  return isSmall === true ? (
    <Tooltip label={label}>
      <ActionIcon component="a" href={href} size="sm" aria-label={label}>
        <IconExternalLink size={14} />
      </ActionIcon>
    </Tooltip>
  ) : (
    <Anchor href={href} size="sm">
      {label}
    </Anchor>
  );
}
