import { SegmentedControl, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Route } from "#renderer/state/routes.ts";
import { useDesk, useDeskState, useI18n, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import type { Permission } from "#shared/model/setup/user.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { isLanguage, LANGUAGES } from "#shared/i18n/index.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { AutomationsPause } from "./AutomationsPause.tsx";
import { Section } from "../form/Section.tsx";
import { TrustedSites } from "./TrustedSites.tsx";
import { ThisComputer } from "./ThisComputer.tsx";
import { UpdateSettings } from "./updates/UpdateSettings.tsx";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
const SCHEMES = ["light", "dark", "auto"] as const;
const DENSITIES = ["comfortable", "compact"] as const;

/** The desk itself, and how this browser shows it. */
export function GeneralSettings() {
  const { t } = useI18n();
  const status = useDeskState((state) => state.status);
  usePageTitle(t("settings.general.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("settings.general.title")}</Title>}
      guarded={false}
    >
      <Section title={t("settings.general.desk")}>
        <Text fw={500}>{status?.deskName}</Text>
        <Text size="xs" c="dimmed">
          {t("settings.general.deskNameText")}
        </Text>
        <Text size="xs" c="dimmed" mt="sm">
          {t("settings.general.version", { version: status?.version ?? "" })}
        </Text>
      </Section>
      <Section title={t("settings.general.you")}>
        <Text>{status?.me.name}</Text>
        <Text size="xs" c="dimmed">
          {permissionText(status?.me.permissions ?? [], t)}
        </Text>
      </Section>
      <ThisComputer />
      <UpdateSettings />
      <AutomationsPause />
      <Appearance />
      <TrustedSites />
    </PageFrame>
  );
}

function Appearance() {
  const { t, language } = useI18n();
  const { desktop } = useDesk();
  const scheme = usePreferences((preferences) => preferences.colourScheme);
  const density = usePreferences((preferences) => preferences.density);
  const setPreferences = useSetPreferences();
  return (
    <Section
      title={t("settings.general.appearance")}
      text={t(desktop === null ? "settings.general.appearanceText" : "desktop.settings.appearanceText")}
    >
      <Choice label={t("shell.language")}>
        <SegmentedControl
          aria-label={t("shell.language")}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={(value) => (isLanguage(value) ? setPreferences({ language: value }) : undefined)}
        />
      </Choice>
      <Choice label={t("shell.colourScheme")}>
        <SegmentedControl
          aria-label={t("shell.colourScheme")}
          data={SCHEMES.map((value) => ({ value, label: t(`shell.colourScheme.${value}`) }))}
          value={scheme}
          onChange={(value) => setPreferences({ colourScheme: SCHEMES.find((known) => known === value) ?? "auto" })}
        />
      </Choice>
      <Choice label={t("shell.density")}>
        <SegmentedControl
          aria-label={t("shell.density")}
          data={DENSITIES.map((value) => ({ value, label: t(`shell.density.${value}`) }))}
          value={density}
          onChange={(value) => setPreferences({ density: DENSITIES.find((known) => known === value) ?? "comfortable" })}
        />
      </Choice>
    </Section>
  );
}

function Choice(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div
      style={{
        display: "grid",
        gridTemplateColumns: "8rem 1fr",
        alignItems: "center",
        justifyItems: "start",
        marginBottom: 8,
      }}
    >
      <Text size="sm">{props.label}</Text>
      {props.children}
    </div>
  );
}

function permissionText(permissions: readonly Permission[], t: ReturnType<typeof useI18n>["t"]): string {
  if (permissions.length === 0) return t("settings.permission.none");
  return permissions.map((permission) => t(`settings.permission.${permission}`)).join(", ");
}
