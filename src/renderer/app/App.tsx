import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "../theme/global.css";
import { MantineProvider, useMantineColorScheme } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import {
  type AppServices,
  I18nProvider,
  ServicesProvider,
  useI18n,
  usePreferences,
  useServices,
  useShellState,
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
  // Paper is light.
  const isPrinting = useShellState((state) => state.isPrinting);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(isPrinting ? "light" : chosen), [chosen, isPrinting, setColorScheme]);
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

/** A dialog, a menu or a list that is open over the screen. */
const LAYER = "[aria-modal='true'], [role='dialog'], [role='menu']";

/** The one listener for shortcuts: silent while somebody types or a dialog is open. */
function ShortcutListener() {
  const { shortcuts } = useServices();
  /** Escape was meant for what is open over the screen, although that may be gone by the time the key gets here. */
  const closes = useRef(false);
  // Before all effects, so that it is told of a key before what it closes.
  useLayoutEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      closes.current = key === "Escape" && [...document.querySelectorAll(LAYER)].some((one) => one.checkVisibility());
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        closes.current ||
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
