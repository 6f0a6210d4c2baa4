import { Text } from "@mantine/core";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { bindsNoUser, type LiftableRule } from "#shared/rules/pipeline-rules/idle-rules.ts";

/** Beside the switch of a rule that every user stands above: it would seem broken to whoever tries it. */
export function IdleRule({ rule }: { readonly rule: LiftableRule }) {
  const { t } = useI18n();
  const users = useDeskState((state) => state.setup.users);
  if (!bindsNoUser(rule, users)) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t(users.length === 1 ? "settings.rules.idle.you" : "settings.rules.idle.all")}
    </Text>
  );
}
