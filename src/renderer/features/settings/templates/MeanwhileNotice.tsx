import { Button, Group, Modal, Stack } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { Warning } from "#renderer/components/Warning.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { BothTexts } from "./BothTexts.tsx";
import type { TemplateDraft } from "./use-template-draft.ts";

/** What somebody else did to the template while there is something unsaved here. Neither text is lost, whatever is chosen. */
export function MeanwhileNotice(props: {
  readonly draft: TemplateDraft;
  readonly isGone: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onSaveOver: () => void;
  readonly onSaveAsNew: () => void;
}) {
  const { draft, isGone, isOpen, onOpen, onSaveOver, onSaveAsNew } = props;
  const { t } = useI18n();
  const toasts = useToasts();
  const { theirs, words } = draft;
  if (isGone) {
    return (
      <Warning icon={<IconUsers size={16} />} title={t("mailTemplates.gone")}>
        {t("mailTemplates.deletedMeanwhile")}
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={onSaveAsNew}>
            {t("mailTemplates.saveAsNew")}
          </Button>
        </Group>
      </Warning>
    );
  }
  if (theirs === null) return null;
  const take = (): void => {
    draft.show();
    onOpen(false);
    toasts.done(t("mailTemplates.theirs.taken"), { undo: () => draft.show(words) });
  };
  return (
    <>
      <Warning icon={<IconUsers size={16} />} title={t("mailTemplates.theirs.title")}>
        {t("mailTemplates.theirs.text")}
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={() => onOpen(true)}>
            {t("mailTemplates.theirs.compare")}
          </Button>
        </Group>
      </Warning>
      <Modal
        size="xl"
        opened={isOpen}
        onClose={() => onOpen(false)}
        title={t("mailTemplates.theirs.title")}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        <Stack gap="sm">
          <BothTexts
            one={{ title: t("mailTemplates.theirs.mine"), words }}
            other={{ title: t("mailTemplates.theirs.other"), words: theirs }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={take}>
              {t("mailTemplates.theirs.take")}
            </Button>
            <Button variant="default" onClick={onSaveAsNew}>
              {t("mailTemplates.theirs.copy")}
            </Button>
            <Button
              onClick={() => {
                onOpen(false);
                onSaveOver();
              }}
            >
              {t("mailTemplates.theirs.over")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
