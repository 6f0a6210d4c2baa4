import { useMayChange, useMayWrite } from "../state/use-access.ts";
import { Spotlight } from "@mantine/spotlight";
import {
  IconAddressBook,
  IconAlertTriangle,
  IconAdjustmentsHorizontal,
  IconHelp,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconLayoutKanban,
  IconListCheck,
  IconPlus,
  IconPrinter,
  IconSearch,
  IconSend,
  IconSettings,
  IconSitemap,
} from "@tabler/icons-react";
import { Kbd, useMantineColorScheme } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useEffect, useLayoutEffect, useState } from "react";
import { type Language, LANGUAGES } from "#shared/i18n/index.ts";
import { usePrintScreen } from "./use-print-screen.ts";
import { useNewTicketDialog } from "../features/board/use-new-ticket-dialog.tsx";
import { isFoundBy, rankOf } from "../components/word-match.ts";
import { useDeskState, useI18n, usePreferences, useServices, useSetPreferences } from "../state/desk-context.tsx";
import { holdTyping } from "../state/hold-typing.ts";
import { keyOf } from "../state/key-name.ts";
import { HELD_TYPING_MS } from "../state/limits.ts";
import { keyLabel } from "../components/key-label.ts";
import { useToasts } from "../components/use-toasts.tsx";
import { useShowFirstSteps } from "../state/first-steps.ts";
import { navigate } from "../state/routes.ts";
import type { TicketSubject } from "../state/shell-store.ts";
import { palette, paletteStore, selectFirst } from "./palette-store.ts";
import type { PaletteAction, PaletteGroup } from "./palette-action.ts";
import { HELP_WINDOW, useHelpAddress } from "./use-help.ts";
import { useFoundActions } from "./use-found-actions.tsx";
import { useEnrolActions } from "./use-enrol-actions.tsx";
import { usePlaceActions } from "./use-place-actions.tsx";
import { useRecentActions } from "./use-recent-actions.ts";
import { useTicketActions } from "./use-ticket-actions.tsx";

const CAPTURED = { capture: true } as const;
const ICON = { size: 16, stroke: 1.75 } as const;
/** So that the list of results never needs more than a screen. */
const MAX_SHOWN = 12;

/** `Ctrl/⌘ K`: goes anywhere and does what has no place of its own on the screen. */
export function Palette() {
  const { t } = useI18n();
  const started = useDeskState((state) => state.status?.startedAs !== null);
  const { shell } = useServices();
  const [query, setQuery] = useState("");
  const [subject, setSubject] = useState<TicketSubject | null>(null);
  useEffect(
    () =>
      shell.subscribe(({ paletteAsked }, before) => {
        if (paletteAsked === before.paletteAsked) return;
        palette.open();
        setQuery(paletteAsked.text);
      }),
    [shell],
  );
  const about = [...useTicketActions(subject, query), ...useEnrolActions(subject)];
  const found = useFoundActions(query);
  const foundIds = found.map(({ id }) => id).join(" ");
  useLayoutEffect(() => {
    if (foundIds !== "") selectFirst();
  }, [foundIds]);
  const general = usePaletteActions();
  const shortcuts = useShortcutActions();
  const recent = useRecentActions();
  const ticket = subject === null || subject.number === null ? "" : `#${subject.number}`;
  const groups: PaletteGroup[] = [
    ...recent.of(query, [...about, ...general.flatMap(({ actions }) => actions)], t("shell.palette.recent")),
    ...(about.length === 0 ? [] : [{ group: t("shell.palette.ticket", { ticket }).trim(), actions: about }]),
    ...(found.length === 0 ? [] : [{ group: t("shell.palette.found"), actions: found }]),
    ...general,
    ...(query.trim() === "" ? [] : [{ group: t("shell.shortcuts"), actions: shortcuts }]),
  ];
  const text = query.trim();
  const search = {
    id: "search",
    label: t("shell.palette.searchFor", { text }),
    leftSection: <IconSearch {...ICON} />,
    // Found by whatever is typed.
    keywords: [text],
    onClick: () => navigate({ page: "search", q: text }),
  };
  const shown: PaletteGroup[] = text === "" ? groups : [...groups, { group: t("shell.search"), actions: [search] }];
  const print = usePrintScreen();
  // The browser's own would print what is folded as it is.
  useWindowEvent("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    void print();
  });
  // What is typed before the palette is there is for it. Asked before the palette's own listener has opened it.
  useWindowEvent(
    "keydown",
    (event) => {
      const isKey = (event.ctrlKey || event.metaKey) && !event.altKey && keyOf(event).toLowerCase() === "k";
      if (isKey && started && !paletteStore.getState().opened) holdTyping(window, HELD_TYPING_MS);
    },
    CAPTURED,
  );
  // Where the keyboard is of another script, the key's letter is no k.
  useWindowEvent("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() === "k") return;
    if (keyOf(event) !== "k" || !started) return;
    event.preventDefault();
    palette.toggle();
  });
  return (
    <Spotlight
      store={paletteStore}
      disabled={!started}
      query={query}
      onQueryChange={setQuery}
      actions={recent.noted(shown)}
      nothingFound={t("shell.paletteNothing")}
      limit={MAX_SHOWN}
      filter={(typed) => findActions(typed, shown)}
      onSpotlightOpen={() => setSubject(shell.getState().subject?.() ?? null)}
      onSpotlightClose={() => setSubject(null)}
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

/** What the screen that is shown offers by keys, and what works everywhere: found by name, with the key beside. */
function useShortcutActions(): PaletteAction[] {
  const { shortcuts } = useServices();
  return shortcuts
    .list()
    .filter(({ label }) => label !== undefined)
    .map(({ keys, label, run }) => ({
      id: `key-${keys}`,
      label: label ?? "",
      leftSection: <IconKeyboard {...ICON} />,
      rightSection: <Kbd size="xs">{keyLabel(keys)}</Kbd>,
      // After the palette has given the focus back, or it would take it from where the command has put it.
      onClick: () => requestAnimationFrame(() => setTimeout(run, 0)),
    }));
}

/** Those that the typed words find, each group with the best first. */
function findActions(query: string, groups: readonly PaletteGroup[]): PaletteGroup[] {
  if (query.trim() === "") return [...groups];
  return groups.flatMap((entry) => {
    const fitting = entry.actions.filter((action) => isFoundBy(query, action));
    const sorted = fitting.toSorted((a, b) => rankOf(query, a) - rankOf(query, b));
    return sorted.length === 0 ? [] : [{ ...entry, actions: sorted }];
  });
}

function usePaletteActions(): PaletteGroup[] {
  const { t, language } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const density = usePreferences((preferences) => preferences.density);
  const setPreferences = useSetPreferences();
  const { colorScheme } = useMantineColorScheme();
  const newTicket = useNewTicketDialog();
  const print = usePrintScreen();
  const mayWrite = useMayWrite();
  const mayChange = useMayChange();
  const showFirstSteps = useShowFirstSteps();
  const toasts = useToasts();
  const help = useHelpAddress();
  const other: Language = language === "en" ? "it" : "en";
  const places = usePlaceActions();
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
          id: "workflows",
          label: t("workflows.title"),
          leftSection: <IconSitemap {...ICON} />,
          onClick: () => navigate({ page: "workflows", workflowId: null }),
        },
        {
          id: "attention",
          label: t("attention.title"),
          keywords: [t("workflows.title")],
          leftSection: <IconAlertTriangle {...ICON} />,
          onClick: () => navigate({ page: "attention" }),
        },
        {
          id: "settings",
          label: t("shell.settings"),
          leftSection: <IconSettings {...ICON} />,
          onClick: () => navigate({ page: "settings", section: null, id: null, tab: null }),
        },
        ...places,
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
        ...(mayWrite
          ? [
              {
                id: "new-ticket",
                label: t("shell.palette.newTicket"),
                leftSection: <IconPlus {...ICON} />,
                onClick: () => newTicket(),
              },
            ]
          : []),
        ...(mayChange
          ? [
              {
                id: "first-steps",
                label: t("firstSteps.title"),
                keywords: [t("shell.help")],
                leftSection: <IconListCheck {...ICON} />,
                onClick: () => void showFirstSteps(true).catch((error: unknown) => toasts.failed(error)),
              },
            ]
          : []),
        {
          id: "help",
          label: t("shell.help"),
          leftSection: <IconHelp {...ICON} />,
          onClick: () => window.open(help, HELP_WINDOW.target, HELP_WINDOW.rel),
        },
        {
          id: "print",
          label: t("menu.print"),
          leftSection: <IconPrinter {...ICON} />,
          onClick: () => void print(),
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
