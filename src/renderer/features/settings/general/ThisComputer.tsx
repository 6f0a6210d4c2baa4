import { Button, Group, MultiSelect, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useCopyDiagnostics } from "#renderer/components/use-copy-diagnostics.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import type { DesktopChanges, DesktopFacts } from "#shared/contract/desktop/shell.ts";
import type { Language } from "#shared/i18n/index.ts";
import { Section } from "../form/Section.tsx";

/** How the desktop app behaves on this computer. A browser has nothing of it. */
export function ThisComputer() {
  const { desktop } = useDesk();
  return desktop === null ? null : <Choices desktop={desktop} />;
}

function Choices({ desktop }: { readonly desktop: DesktopClient }) {
  const { t, language } = useI18n();
  const toasts = useToasts();
  const copyDiagnostics = useCopyDiagnostics(desktop);
  const [facts, setFacts] = useState<DesktopFacts | null>(null);
  useEffect(() => {
    desktop.facts().then(setFacts, (error: unknown) => toasts.failed(error));
  }, [desktop, toasts]);
  if (facts === null) {
    return (
      <Section title={t("desktop.settings.title")} text={t("desktop.settings.text")}>
        <Skeleton height={120} />
      </Section>
    );
  }
  const { settings } = facts;
  const change = (changes: DesktopChanges) => {
    // Painted at once; what the system refuses comes back.
    setFacts({ ...facts, settings: { ...settings, ...withoutAbsent(changes) } });
    desktop.change(changes).then(
      (now) => setFacts((shown) => (shown === null ? null : { ...shown, settings: now })),
      (error: unknown) => {
        setFacts(facts);
        toasts.failed(error);
      },
    );
  };
  const isMac = facts.platform === "darwin";
  return (
    <Section title={t("desktop.settings.title")} text={t("desktop.settings.text")}>
      <Stack gap="sm">
        <Switch
          label={t("desktop.settings.launchAtLogin")}
          checked={settings.launchAtLogin}
          onChange={(event) => change({ launchAtLogin: event.currentTarget.checked })}
        />
        <Switch
          label={t("desktop.settings.keepRunning")}
          description={isMac ? undefined : t("desktop.settings.keepRunningText")}
          checked={settings.keepRunning}
          onChange={(event) => change({ keepRunning: event.currentTarget.checked })}
        />
        <Switch
          label={t("desktop.settings.notify")}
          checked={settings.notify}
          onChange={(event) => change({ notify: event.currentTarget.checked })}
        />
        <Switch
          label={t("desktop.settings.spellCheck")}
          description={t(isMac ? "desktop.settings.spellCheckMac" : "desktop.settings.spellCheckText")}
          checked={settings.spellCheck}
          onChange={(event) => change({ spellCheck: event.currentTarget.checked })}
        />
        {settings.spellCheck && !isMac ? (
          <MultiSelect
            maw={420}
            searchable
            maxValues={5}
            label={t("desktop.settings.spellLanguages")}
            placeholder={settings.spellLanguages.length === 0 ? t("desktop.settings.spellLanguagesNone") : ""}
            data={facts.dictionaries.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
            value={settings.spellLanguages}
            onChange={(spellLanguages) => change({ spellLanguages })}
          />
        ) : null}
        <Text size="xs" c="dimmed">
          {t(`desktop.settings.secrets.${facts.secretsIn}`)}
        </Text>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={copyDiagnostics}>
            {t("desktop.settings.diagnostics")}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => void desktop.openLogs().catch((error: unknown) => toasts.failed(error))}
          >
            {t("desktop.settings.logs")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("desktop.settings.version", { version: facts.version, electron: facts.electron })}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}

function withoutAbsent(changes: DesktopChanges): Partial<DesktopFacts["settings"]> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** A dictionary's language in the person's own words: `inglese (Regno Unito)`. */
function languageName(tag: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;
}
