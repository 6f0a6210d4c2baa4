/**
 * How components reach the desk:
 *
 * - `useDesk()` the desk object (client, commands, live feed), `useDeskState(selector)` what the store holds (a selector must return something
 *   stable: a part of the state, not a new object),
 * - `usePreferences(selector)`, `useSetPreferences()` the person's choices for this browser,
 * - `useI18n()` `{ t, language }` of the chosen language,
 * - `useLocalDb()` Dexie: drafts,
 * - `usePageTitle`, `useAnnounce`, `useShortcuts` are in `use-shell.ts`.
 */
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useStore } from "zustand";
import { createTranslate, type Language, preferredLanguage, type Translate } from "#shared/i18n/index.ts";
import type { DeskState } from "./desk-store.ts";
import type { Desk } from "./desk.ts";
import type { LocalDb } from "./local-db.ts";
import type { Preferences, PreferencesStore } from "./preferences.ts";
import type { ShellState, ShellStore } from "./shell-store.ts";
import type { ShortcutRegistry } from "./shortcuts.ts";

export type AppServices = {
  readonly desk: Desk;
  readonly preferences: PreferencesStore;
  readonly localDb: LocalDb;
  readonly shell: ShellStore;
  readonly shortcuts: ShortcutRegistry;
};

const ServicesContext = createContext<AppServices | null>(null);

export function ServicesProvider(props: { readonly services: AppServices; readonly children: ReactNode }) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>;
}

export function useServices(): AppServices {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("ServicesProvider is missing above this component.");
  return services;
}

export function useDesk(): Desk {
  return useServices().desk;
}

export function useLocalDb(): LocalDb {
  return useServices().localDb;
}

export function useDeskState<Part>(selector: (state: DeskState) => Part): Part {
  return useStore(useServices().desk.store, selector);
}

export function useShellState<Part>(selector: (state: ShellState) => Part): Part {
  return useStore(useServices().shell, selector);
}

export function usePreferences<Part>(selector: (preferences: Preferences) => Part): Part {
  return useStore(useServices().preferences, selector);
}

export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const { preferences } = useServices();
  return (change) => preferences.setState(change);
}

export type I18n = { readonly t: Translate; readonly language: Language };

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider(props: { readonly children: ReactNode }) {
  const chosen = usePreferences((preferences) => preferences.language);
  const language = chosen ?? preferredLanguage(navigator.languages);
  const i18n = useMemo<I18n>(() => ({ t: createTranslate(language), language }), [language]);
  return <I18nContext value={i18n}>{props.children}</I18nContext>;
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === null) throw new Error("I18nProvider is missing above this component.");
  return i18n;
}
