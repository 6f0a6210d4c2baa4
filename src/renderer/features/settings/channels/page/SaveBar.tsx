import { Button, Group, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { SavedMark } from "../../form/SavedMark.tsx";
import type { Saving } from "../../form/use-saving.ts";

/** Save and discard of one section; says when there is something to save. */
export function SaveBar(props: {
  readonly isChanged: boolean;
  /** What is entered can be saved. */
  readonly isReady: boolean;
  readonly saving: Saving;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}) {
  const { t } = useI18n();
  const { isChanged, saving } = props;
  return (
    <Group gap="xs" mt="sm" mih={30}>
      <Button disabled={!isChanged || !props.isReady} loading={saving.kind === "saving"} onClick={props.onSave}>
        {t("shell.save")}
      </Button>
      {isChanged ? (
        <>
          <Button variant="subtle" onClick={props.onDiscard}>
            {t("mailbox.page.discard")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("mailbox.page.unsaved")}
          </Text>
        </>
      ) : null}
      <SavedMark state={saving} />
    </Group>
  );
}
