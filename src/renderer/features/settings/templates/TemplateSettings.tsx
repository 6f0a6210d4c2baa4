import { Alert, Button, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMemo } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { NEW_TEMPLATE, templateRoute } from "#renderer/state/template-routes.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { TemplateList } from "./TemplateList.tsx";
import { TemplatePage } from "./TemplatePage.tsx";
import { templateUse } from "./template-use.ts";
import { useKnownTemplate } from "./use-known-template.ts";
import { useTemplates } from "./use-templates.ts";

/** Settings › E-mail templates: all of them, one of them, or a new one (E3). */
export function TemplateSettings({ id }: { readonly id: string | null }) {
  const { t } = useI18n();
  const templates = useTemplates();
  const workflows = useDeskState((state) => state.setup.workflows);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const use = useMemo(() => templateUse(workflows, pipelines), [workflows, pipelines]);
  const known = useKnownTemplate(templates, id);
  if (templates.error !== undefined && templates.items === null) {
    return (
      <Alert m="md" color="red" icon={<IconAlertTriangle size={18} />} title={t("mailTemplates.failed")}>
        <p>{failureText(templates.error, t)}</p>
        <Button size="compact-sm" variant="default" onClick={templates.reload}>
          {t("shell.tryAgain")}
        </Button>
      </Alert>
    );
  }
  if (id === null) return <TemplateList templates={templates.items} use={use} />;
  if (id === NEW_TEMPLATE) return <TemplatePage key={NEW_TEMPLATE} template={null} isGone={false} users={[]} />;
  if (known.kind === "waiting") return <Waiting />;
  if (known.kind === "none") {
    return (
      <EmptyState
        level={1}
        title={t("mailTemplates.gone")}
        action={
          <Button component="a" href={hrefOf(templateRoute(null))}>
            {t("mailTemplates.title")}
          </Button>
        }
      />
    );
  }
  const { template, isGone } = known;
  return <TemplatePage key={template.id} template={template} isGone={isGone} users={use.get(template.id) ?? []} />;
}

function Waiting() {
  return (
    <Stack p="lg" gap="sm" maw={640} aria-busy>
      <Skeleton height={22} width="40%" />
      <Skeleton height={36} />
      <Skeleton height={36} />
      <Skeleton height={240} />
    </Stack>
  );
}
