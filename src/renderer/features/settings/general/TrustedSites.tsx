import { ActionIcon, Group, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useI18n, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { readableHost } from "#shared/rules/links/punycode.ts";
import { Section } from "../form/Section.tsx";

/** Sites whose links open without a question, and the way back to being asked. */
export function TrustedSites() {
  const { t } = useI18n();
  const sites = usePreferences((preferences) => preferences.trustedSites);
  const setPreferences = useSetPreferences();
  return (
    <Section title={t("link.trusted.title")} text={t("link.trusted.text")}>
      {sites.length === 0 ? <Text c="dimmed">{t("link.trusted.none")}</Text> : null}
      {sites.toSorted().map((site) => (
        <Group key={site} justify="space-between" wrap="nowrap" maw={420}>
          <Text style={{ overflowWrap: "anywhere" }}>
            <bdi>{readableHost(site)}</bdi>
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("link.trusted.remove", { host: site })}
            title={t("link.trusted.remove", { host: site })}
            onClick={() => setPreferences({ trustedSites: sites.filter((other) => other !== site) })}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
    </Section>
  );
}
