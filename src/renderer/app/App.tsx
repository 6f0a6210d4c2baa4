import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "../theme/global.css";
import { MantineProvider, useMantineColorScheme } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useEffect } from "react";
import {
  type AppServices,
  I18nProvider,
  ServicesProvider,
  useI18n,
  usePreferences,
  useServices,
} from "../state/desk-context.tsx";
import { CLOCK_TICK_MS } from "../state/limits.ts";
import { isTyping } from "../state/shortcuts.ts";
import { cssVariables, theme } from "../theme/theme.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Shell } from "./Shell.tsx";

/** The whole interface on the given services. */
export function App({ services }: { readonly services: AppServices }) {
  return (
    <ServicesProvider services={services}>
      <Themed>
        <I18nProvider>
          <ColourScheme />
          <ShortcutListener />
          <Clock />
          <ErrorBoundary resetKey="app">
            <Dialogs>
              <Shell />
            </Dialogs>
          </ErrorBoundary>
          <Notifications
            className="pd-toasts"
            position="bottom-right"
            limit={4}
            transitionDuration={120}
            containerWidth={360}
          />
        </I18nProvider>
      </Themed>
    </ServicesProvider>
  );
}

/** Dialogs that are opened by a call; a close button is only a cross to the eye, so it gets a name. */
function Dialogs({ children }: { readonly children: ReactNode }) {
  const { t } = useI18n();
  return (
    <ModalsProvider modalProps={{ closeButtonProps: { "aria-label": t("shell.close") } }}>{children}</ModalsProvider>
  );
}

function Themed({ children }: { readonly children: ReactNode }) {
  const atStart = useServices().preferences.getState().colourScheme;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme={atStart}
      colorSchemeManager={NO_COLOUR_STORAGE}
    >
      {children}
    </MantineProvider>
  );
}

/** The preferences store remembers the scheme; Mantine's own memory is off. */
const NO_COLOUR_STORAGE = {
  get: <Scheme,>(fallback: Scheme) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

function ColourScheme() {
  const chosen = usePreferences((preferences) => preferences.colourScheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(chosen), [chosen, setColorScheme]);
  return null;
}

/** The one clock behind every age on the screen. */
function Clock() {
  const { desk, shell } = useServices();
  useEffect(() => {
    const timer = setInterval(() => shell.setState({ nowEpochMs: desk.now() }), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, [desk, shell]);
  return null;
}

/** The one listener for shortcuts: silent while somebody types or a dialog is open. */
function ShortcutListener() {
  const { shortcuts } = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        isTyping(event.target, event.key) ||
        document.querySelector("[aria-modal='true']") !== null
      )
        return;
      if (shortcuts.press(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [shortcuts]);
  return null;
}
