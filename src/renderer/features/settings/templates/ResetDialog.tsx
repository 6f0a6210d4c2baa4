import { Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { BUILT_IN_MAIL_TEMPLATES, type BuiltInMailTemplate } from "#shared/automation/built-in-mail-templates.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { isLanguage, LANGUAGES } from "#shared/i18n/index.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { BothTexts } from "./BothTexts.tsx";
import { isSameWords, type TemplateWords, wordsOf } from "./template-words.ts";
import { useTemplateCommands } from "./use-template-commands.ts";

/** Gives a built-in template its own words again, in the language that is chosen; shows before what changes. */
export function ResetDialog(props: {
  readonly template: MailTemplateView;
  readonly builtIn: BuiltInMailTemplate;
  /** With the words that the template has from now on. */
  readonly onDone: (words?: TemplateWords) => void;
}) {
  const { template, builtIn, onDone } = props;
  const { t, language: own } = useI18n();
  const toasts = useToasts();
  const commands = useTemplateCommands();
  const [isOpen, setOpen] = useState(false);
  const [language, setLanguage] = useState(own);
  const then: TemplateWords = BUILT_IN_MAIL_TEMPLATES[language][builtIn];
  const reset = async (): Promise<void> => {
    try {
      await commands.save(template.id, wordsOf(template), then);
      setOpen(false);
      onDone(then);
      toasts.done(t("mailTemplates.reset.done"));
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("mailTemplates.reset")}
      </Button>
      <Modal
        size="xl"
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("mailTemplates.reset.title", { name: template.name })}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        <Stack gap="sm">
          <Group justify="space-between">
            <Text>{t("mailTemplates.reset.text")}</Text>
            <SegmentedControl
              size="xs"
              aria-label={t("mailTemplates.reset.language")}
              value={language}
              data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
              onChange={(value) => setLanguage(isLanguage(value) ? value : own)}
            />
          </Group>
          <BothTexts
            one={{ title: t("mailTemplates.reset.now"), words: template }}
            other={{ title: t("mailTemplates.reset.then"), words: then }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t("shell.cancel")}
            </Button>
            <Button disabled={isSameWords(wordsOf(template), then)} onClick={() => void reset()}>
              {t("mailTemplates.reset")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
