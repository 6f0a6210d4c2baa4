import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";

/** The way to what needs attention, with the number of it. */
export function AttentionLink() {
  const { t, language } = useI18n();
  const count = useDeskState((state) => state.status?.counts.attention ?? 0);
  return (
    <Button
      component="a"
      variant="default"
      href={hrefOf({ page: "attention" })}
      leftSection={<IconAlertTriangle size={15} color={count > 0 ? "var(--pd-danger)" : undefined} aria-hidden />}
    >
      {count === 0 ? t("attention.title") : t("attention.titleWith", { number: numberFormat(language).format(count) })}
    </Button>
  );
}
