import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { formatSize } from "../../components/format-amounts.ts";
import { JobPanel } from "../../components/import/JobPanel.tsx";
import { useImport } from "../../components/import/use-import.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { OpenedFile } from "#shared/contract/desktop/events.ts";
import type { DesktopClient } from "#shared/contract/desktop/index.ts";

/** Asks before files that were opened with the app are imported, and shows how far that is. */
export function OpenedFilesDialog(props: {
  readonly desktop: DesktopClient;
  readonly files: readonly OpenedFile[];
  readonly onClose: () => void;
}) {
  const { t, language } = useI18n();
  const { state, startFrom } = useImport();
  const isBusy = useDeskState((desk) => desk.status?.job?.state === "running");
  const begin = () =>
    startFrom(
      props.files.map(({ name, token }) => ({ name, begin: () => props.desktop.importFile({ token }) })),
      [],
    );
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(state.kind === "idle" ? "desktop.files.title" : "desktop.files.importing", {
        count: props.files.length,
      })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        {state.kind === "idle" ? (
          <>
            <Text size="sm">{t("desktop.files.text")}</Text>
            <ul style={{ margin: 0, paddingInlineStart: "1.25rem", overflowWrap: "anywhere" }}>
              {props.files.map(({ token, name, bytes }) => (
                <li key={token}>
                  {name} · {formatSize(bytes, language)}
                </li>
              ))}
            </ul>
            {isBusy ? <Text size="xs">{t("desktop.files.waits")}</Text> : null}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={props.onClose}>
                {t("shell.cancel")}
              </Button>
              <Button data-autofocus disabled={isBusy} onClick={begin}>
                {t("desktop.files.import")}
              </Button>
            </Group>
          </>
        ) : (
          <JobPanel importing={state} onLeave={props.onClose} />
        )}
      </Stack>
    </Modal>
  );
}
