import { Button, Group, Text } from "@mantine/core";
import { useAutomations } from "#renderer/components/automations/use-automations.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { Section } from "../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";

/** Stops all automations of the desk, shows what waits, and lets them go on. */
export function AutomationsPause() {
  const { t, language } = useI18n();
  const mayChange = useMayChange();
  const { view, isBusy, pause, resume } = useAutomations();
  const paused = useDeskState((state) => state.status?.automationsPaused ?? null);
  const users = useDeskState((state) => state.setup.users);
  const due = view?.waiting.due ?? 0;
  const waiting = view?.waiting.inAll ?? 0;
  return (
    <Section title={t("settings.pause.title")} text={t("settings.pause.text")}>
      {paused === null ? (
        <Group gap="sm">
          <Button variant="default" disabled={!mayChange} loading={isBusy} onClick={pause}>
            {t("settings.pause.action")}
          </Button>
          <Text size="xs" c="dimmed">
            {waiting === 0 ? t("settings.pause.noneWaiting") : t("settings.pause.waiting", { count: waiting })}
          </Text>
        </Group>
      ) : (
        <>
          <Text fw={500}>
            {t("settings.pause.since", {
              when: formatAbsolute(paused.sinceEpochMs, language),
              name: users.find(({ id }) => id === paused.userId)?.name ?? t("settings.name.deletedUser"),
            })}
          </Text>
          <Text size="sm" mt={4}>
            {due === 0 ? t("settings.pause.noneDue") : t("settings.pause.due", { count: due })}
          </Text>
          <Group gap="xs" mt="sm">
            <Button disabled={!mayChange} loading={isBusy} onClick={() => resume("go-on")}>
              {t("settings.pause.resume")}
            </Button>
            {due === 0 ? null : (
              <Button variant="default" color="red" disabled={!mayChange || isBusy} onClick={() => resume("leave-out")}>
                {t("settings.pause.leaveOut")}
              </Button>
            )}
          </Group>
          <Text size="xs" c="dimmed" mt="xs">
            {t("settings.pause.how")}
          </Text>
        </>
      )}
    </Section>
  );
}
