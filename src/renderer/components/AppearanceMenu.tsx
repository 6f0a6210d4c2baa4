import { ActionIcon, Popover, SegmentedControl, Stack, Text, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { isLanguage, LANGUAGES } from "#shared/i18n/index.ts";
import { useI18n, usePreferences, useSetPreferences } from "../state/desk-context.tsx";
import { COLOUR_SCHEMES, DENSITIES } from "../state/preferences.ts";
import { usePopover } from "./use-popover.ts";

/** Colours, density and language of this browser. */
export function AppearanceMenu() {
  const { t, language } = useI18n();
  const colourScheme = usePreferences((preferences) => preferences.colourScheme);
  const density = usePreferences((preferences) => preferences.density);
  const setPreferences = useSetPreferences();
  const { opened, setOpened } = usePopover();
  return (
    <Popover position="bottom-end" trapFocus closeOnEscape={false} opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Tooltip label={t("shell.appearance")} disabled={opened}>
          <ActionIcon aria-label={t("shell.appearance")} onClick={() => setOpened(!opened)}>
            <IconAdjustmentsHorizontal size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Choice
            label={t("shell.colourScheme")}
            value={colourScheme}
            data={COLOUR_SCHEMES.map((value) => ({ value, label: t(`shell.colourScheme.${value}`) }))}
            onChange={(value) =>
              setPreferences({ colourScheme: COLOUR_SCHEMES.find((scheme) => scheme === value) ?? "auto" })
            }
          />
          <Choice
            label={t("shell.density")}
            value={density}
            data={DENSITIES.map((value) => ({ value, label: t(`shell.density.${value}`) }))}
            onChange={(value) =>
              setPreferences({ density: DENSITIES.find((known) => known === value) ?? "comfortable" })
            }
          />
          <Choice
            label={t("shell.language")}
            value={language}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setPreferences({ language: isLanguage(value) ? value : null })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly data: { value: string; label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {props.label}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={props.label}
        value={props.value}
        data={props.data}
        onChange={props.onChange}
      />
    </div>
  );
}
