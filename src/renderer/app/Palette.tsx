import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconAddressBook,
  IconAdjustmentsHorizontal,
  IconInbox,
  IconLanguage,
  IconLayoutKanban,
  IconPlus,
  IconSearch,
  IconSend,
  IconSettings,
} from "@tabler/icons-react";
import { useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { type Language, LANGUAGES } from "#shared/i18n/index.ts";
import { useNewTicketDialog } from "../features/board/use-new-ticket-dialog.tsx";
import { useDeskState, useI18n, usePreferences, useSetPreferences } from "../state/desk-context.tsx";
import { navigate } from "../state/routes.ts";

const ICON = { size: 16, stroke: 1.75 } as const;
/** So that the list of results never needs more than a screen. */
const MAX_SHOWN = 12;

/** `Ctrl/⌘ K`: goes anywhere and does what has no place of its own on the screen. */
export function Palette() {
  const { t } = useI18n();
  const started = useDeskState((state) => state.status?.startedAs !== null);
  const [query, setQuery] = useState("");
  const groups = usePaletteActions();
  const text = query.trim();
  const search = {
    id: "search",
    label: t("shell.palette.searchFor", { text }),
    leftSection: <IconSearch {...ICON} />,
    // Found by whatever is typed.
    keywords: [text],
    onClick: () => navigate({ page: "search", q: text }),
  };
  return (
    <Spotlight
      disabled={!started}
      query={query}
      onQueryChange={setQuery}
      actions={text === "" ? groups : [...groups, { group: t("shell.search"), actions: [search] }]}
      nothingFound={t("shell.paletteNothing")}
      limit={MAX_SHOWN}
      highlightQuery
      scrollable
      shortcut="mod + K"
      attributes={{ content: { "aria-label": t("shell.palette") } }}
      tagsToIgnore={[]}
      searchProps={{
        placeholder: t("shell.palettePlaceholder"),
        "aria-label": t("shell.palette"),
        leftSection: <IconSearch size={18} stroke={1.6} />,
      }}
    />
  );
}

function usePaletteActions(): SpotlightActionGroupData[] {
  const { t, language } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const density = usePreferences((preferences) => preferences.density);
  const setPreferences = useSetPreferences();
  const { colorScheme } = useMantineColorScheme();
  const newTicket = useNewTicketDialog();
  const other: Language = language === "en" ? "it" : "en";
  return [
    {
      group: t("shell.palette.goTo"),
      actions: [
        ...pipelines.map((pipeline) => ({
          id: `board-${pipeline.id}`,
          label: pipeline.name,
          keywords: [t("shell.desk")],
          leftSection: <IconLayoutKanban {...ICON} />,
          onClick: () => navigate({ page: "board", pipelineId: pipeline.id }),
        })),
        {
          id: "inbox",
          label: t("shell.inbox"),
          leftSection: <IconInbox {...ICON} />,
          onClick: () => navigate({ page: "inbox", conversationId: null }),
        },
        {
          id: "outbox",
          label: t("shell.outboxTitle"),
          leftSection: <IconSend {...ICON} />,
          onClick: () => navigate({ page: "outbox", tab: null, itemId: null }),
        },
        {
          id: "contacts",
          label: t("shell.contacts"),
          leftSection: <IconAddressBook {...ICON} />,
          onClick: () => navigate({ page: "contacts", contactId: null }),
        },
        {
          id: "settings",
          label: t("shell.settings"),
          leftSection: <IconSettings {...ICON} />,
          onClick: () => navigate({ page: "settings", section: null, id: null, tab: null }),
        },
        {
          id: "channels",
          label: t("mailbox.title"),
          keywords: [t("shell.settings")],
          leftSection: <IconSettings {...ICON} />,
          onClick: () => navigate({ page: "settings", section: "channels", id: null, tab: null }),
        },
        ...pipelines.map((pipeline) => ({
          id: `settings-${pipeline.id}`,
          label: t("shell.pipelineSettings", { pipeline: pipeline.name }),
          leftSection: <IconSettings {...ICON} />,
          onClick: () => navigate({ page: "settings", section: "pipelines", id: pipeline.id, tab: null }),
        })),
      ],
    },
    {
      group: t("shell.palette.do"),
      actions: [
        {
          id: "new-ticket",
          label: t("shell.palette.newTicket"),
          leftSection: <IconPlus {...ICON} />,
          onClick: () => newTicket(),
        },
        {
          id: "scheme",
          label: t("shell.palette.toggleScheme"),
          leftSection: <IconAdjustmentsHorizontal {...ICON} />,
          onClick: () => setPreferences({ colourScheme: colorScheme === "dark" ? "light" : "dark" }),
        },
        {
          id: "density",
          label: t("shell.palette.toggleDensity"),
          leftSection: <IconAdjustmentsHorizontal {...ICON} />,
          onClick: () => setPreferences({ density: density === "compact" ? "comfortable" : "compact" }),
        },
        {
          id: "language",
          label: t("shell.palette.switchLanguage", { language: LANGUAGES[other] }),
          leftSection: <IconLanguage {...ICON} />,
          onClick: () => setPreferences({ language: other }),
        },
      ],
    },
  ];
}
