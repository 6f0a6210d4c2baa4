import { IconBookmark, IconChartBar, IconSettings, IconSitemap } from "@tabler/icons-react";
import type { MessageKey } from "#shared/i18n/index.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import { navigate } from "../state/routes.ts";
import { useSavedSearches } from "../state/saved-searches.ts";
import type { PaletteAction } from "./palette-action.ts";

const ICON = { size: 16, stroke: 1.75 } as const;

/** The pages of the settings that have no name of their own elsewhere in the palette. */
const SETTINGS = {
  general: "settings.general.title",
  keyboard: "keyboard.title",
  channels: "mailbox.title",
  templates: "mailTemplates.title",
  snippets: "snippets.title",
  macros: "macros.title",
  history: "earlier.title",
  users: "users.title",
  team: "team.title",
  data: "data.title",
  account: "account.title",
  pipelines: "settings.pipelines.title",
} as const satisfies Record<string, MessageKey>;

/** Places beyond the main screens: reports, each page of the settings, each workflow, each saved search. */
export function usePlaceActions(): PaletteAction[] {
  const { t } = useI18n();
  const workflows = useDeskState((state) => state.setup.workflows);
  const saved = useSavedSearches();
  return [
    {
      id: "reports",
      label: t("reports.title"),
      leftSection: <IconChartBar {...ICON} />,
      onClick: () => navigate({ page: "reports", q: "" }),
    },
    ...Object.entries(SETTINGS).map(([section, name]) => ({
      id: `settings-page-${section}`,
      label: `${t("shell.settings")}: ${t(name)}`,
      leftSection: <IconSettings {...ICON} />,
      onClick: () => navigate({ page: "settings", section, id: null, tab: null }),
    })),
    ...workflows.map(({ id, name }) => ({
      id: `workflow-${id}`,
      label: t("shell.palette.workflow", { name }),
      keywords: [t("workflows.title")],
      leftSection: <IconSitemap {...ICON} />,
      onClick: () => navigate({ page: "workflows", workflowId: id }),
    })),
    ...saved.items.map(({ name, q }) => ({
      id: `saved-${name}`,
      label: t("shell.palette.savedSearch", { name }),
      keywords: [q, t("search.saved")],
      leftSection: <IconBookmark {...ICON} />,
      onClick: () => navigate({ page: "search", q }),
    })),
  ];
}
