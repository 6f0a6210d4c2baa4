import { Badge, Button } from "@mantine/core";
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
      variant={count > 0 ? "light" : "subtle"}
      color={count > 0 ? "red" : "gray"}
      href={hrefOf({ page: "attention" })}
      leftSection={<IconAlertTriangle size={15} />}
      rightSection={
        count === 0 ? null : (
          <Badge size="sm" circle={count < 10} color="red">
            {numberFormat(language).format(count)}
          </Badge>
        )
      }
    >
      {t("attention.title")}
    </Button>
  );
}
