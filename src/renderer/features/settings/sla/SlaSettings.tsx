import { Button } from "@mantine/core";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { PolicyList } from "./PolicyList.tsx";
import { PolicyPage } from "./PolicyPage.tsx";
import { NEW_POLICY, policyRoute } from "./policy-route.ts";

/** Settings › SLA policies: all of them in their order, one of them, or a new one. */
export function SlaSettings({ id }: { readonly id: string | null }) {
  const { t } = useI18n();
  const policies = useDeskState((state) => state.setup.slaPolicies);
  if (id === null) return <PolicyList policies={policies} />;
  const policy = policies.find((one) => one.id === id);
  if (policy === undefined && id !== NEW_POLICY) {
    const list: Route = policyRoute(null);
    return (
      <EmptyState
        level={1}
        title={t("sla.gone")}
        action={
          <Button component="a" href={hrefOf(list)}>
            {t("sla.title")}
          </Button>
        }
      />
    );
  }
  return <PolicyPage key={id} policy={policy ?? null} />;
}
