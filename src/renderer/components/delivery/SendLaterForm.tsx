import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { epochFromLocalInput, localInputFromEpoch } from "#renderer/components/move/local-input.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { proposedTimes } from "./later-times.ts";

/** *Send later*: a time of one's own, or one of the usual ones. */
export function SendLaterForm(props: {
  readonly onSubmit: (atEpochMs: number) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useI18n();
  const { now } = useDesk();
  const [proposed] = useState(() => proposedTimes(now()));
  const [typed, setTyped] = useState(() => localInputFromEpoch(proposed.tomorrow));
  const [asked, setAsked] = useState(false);
  const atEpochMs = epochFromLocalInput(typed);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (atEpochMs !== null && atEpochMs > now()) props.onSubmit(atEpochMs);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="xs">
          {(["inHour", "tomorrow", "monday"] as const).map((name) => (
            <Button
              key={name}
              variant="default"
              size="compact-xs"
              onClick={() => setTyped(localInputFromEpoch(proposed[name]))}
            >
              {t(`outbox.later.${name}`)}
            </Button>
          ))}
        </Group>
        <TextInput
          type="datetime-local"
          label={t("outbox.later.at")}
          data-autofocus
          value={typed}
          error={asked && (atEpochMs === null || atEpochMs <= now()) ? t("outbox.later.past") : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          {t("outbox.later.text")}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit">{t("outbox.later.save")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
