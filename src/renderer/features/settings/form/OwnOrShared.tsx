import { Badge, SegmentedControl, Stack, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";

/** Whether it is everybody's or one's own. Who may not change the settings keeps what they make to themselves. */
export function OwnOrSharedField(props: { readonly shared: boolean; readonly onChange: (shared: boolean) => void }) {
  const { t } = useI18n();
  const mayShare = useMayChange();
  return (
    <Stack gap={4}>
      <SegmentedControl
        size="xs"
        aria-label={t("composing.sharing")}
        value={props.shared ? "shared" : "own"}
        disabled={!mayShare}
        data={[
          { value: "shared", label: t("composing.shared") },
          { value: "own", label: t("composing.own") },
        ]}
        onChange={(value) => props.onChange(value === "shared")}
      />
      {mayShare ? null : (
        <Text size="xs" c="dimmed">
          {t("composing.mayNotShare")}
        </Text>
      )}
    </Stack>
  );
}

export function OwnBadge({ ownerId }: { readonly ownerId: string | null }) {
  const { t } = useI18n();
  return ownerId === null ? null : (
    <Badge size="sm" variant="light" color="gray">
      {t("composing.own")}
    </Badge>
  );
}
