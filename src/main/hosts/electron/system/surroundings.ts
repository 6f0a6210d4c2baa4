/** What lies around the window and follows the desk: the menu, the tray, the badge, the system's notifications, spelling; all in the language that the page speaks. */
import { app, Menu, session, type BrowserWindow } from "electron";
import type { Clock, Log } from "#main/desk/context.ts";
import type { DesktopEvent } from "#shared/contract/desktop/events.ts";
import type { DesktopChanges, DesktopSettings } from "#shared/contract/desktop/shell.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { createTranslate, preferredLanguage, type Language, type Translate } from "#shared/i18n/index.ts";
import { withDefaults, type KeptSettings } from "../desktop/settings.ts";
import { applySpelling } from "../desktop/spelling.ts";
import { createDeskTray } from "./desk-tray.ts";
import { menuTemplate } from "./menu.ts";
import { createNativeNotifications } from "./native-notifications.ts";
import { badgeText } from "./unread-badge.ts";

export type SurroundingsOptions = {
  readonly kept: KeptSettings;
  readonly platform: NodeJS.Platform;
  readonly iconPath: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly window: () => BrowserWindow | undefined;
  /** Shows the window, made anew where there is none. */
  readonly show: () => void;
  /** Shows the window and lets its page do that. */
  readonly ask: (event: DesktopEvent) => void;
  readonly quit: () => void;
  /** The person's own signing in to the system starts the program, or no more. @throws PD_DESKTOP_SETTING */
  readonly setLaunchAtLogin: (isOn: boolean) => Promise<void>;
};

export type Surroundings = {
  readonly translate: () => Translate;
  readonly settings: () => DesktopSettings;
  /** @throws PD_DESKTOP_SETTING where the system refuses it; then nothing is changed */
  readonly change: (changes: DesktopChanges) => Promise<DesktopSettings>;
  readonly setLanguage: (language: Language) => void;
  readonly takeStatus: (status: DeskStatus) => void;
  readonly takeNotifications: (changed: readonly NotificationView[]) => void;
  readonly close: () => void;
};

/** Must be called when the program is ready. */
export function createSurroundings(options: SurroundingsOptions): Surroundings {
  const { kept, platform, log } = options;
  const isMac = platform === "darwin";
  let language: Language = kept.now().language ?? preferredLanguage([app.getSystemLocale()]);
  let t = createTranslate(language);
  let deskName = "Pipedesk";
  let unread = 0;

  const translate = () => t;
  const settings = () => withDefaults(kept.now().settings, isMac);
  const newTicket = () => options.ask({ type: "command", command: "new-ticket" });
  const tray = createDeskTray(options.iconPath, { show: options.show, newTicket, quit: options.quit }, log);
  const news = createNativeNotifications({
    translate,
    deskName: () => deskName,
    isWanted: () => settings().notify && options.window()?.isFocused() !== true,
    onClick: (notification) =>
      notification === null ? options.show() : options.ask({ type: "notification", notification }),
  });

  function showCounts(): void {
    tray.update(t, deskName, unread);
    app.setBadgeCount(unread);
    if (isMac) app.dock?.setBadge(badgeText(unread));
  }
  function applyLanguage(): void {
    const template = menuTemplate(t, {
      platform,
      developerTools: !app.isPackaged,
      command: (command) => options.ask({ type: "command", command }),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    showCounts();
  }
  function applySettings(): void {
    // On a Mac the program is in the Dock as long as it runs.
    tray.setShown(settings().keepRunning && !isMac);
    applySpelling(session.defaultSession, settings(), { language, systemLocale: app.getSystemLocale(), isMac });
  }

  applyLanguage();
  applySettings();
  session.defaultSession.on("spellcheck-dictionary-download-failure", (_event, dictionary) => {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(dictionary);
    options.ask({ type: "refused", code: "PD_DESKTOP_DICTIONARY", what: name ?? dictionary });
  });

  return {
    translate,
    settings,
    async change(changes) {
      if (changes.launchAtLogin !== undefined && changes.launchAtLogin !== settings().launchAtLogin) {
        await options.setLaunchAtLogin(changes.launchAtLogin);
      }
      kept.change({ settings: { ...kept.now().settings, ...changes } });
      applySettings();
      return settings();
    },
    setLanguage(chosen) {
      if (chosen === language) return;
      language = chosen;
      t = createTranslate(chosen);
      kept.change({ language: chosen });
      applyLanguage();
      applySettings();
    },
    takeStatus(status) {
      const { unreadNotifications } = status.counts;
      if (status.deskName === deskName && unreadNotifications === unread) return;
      deskName = status.deskName;
      unread = unreadNotifications;
      showCounts();
    },
    takeNotifications: (changed) => news.take(changed, options.clock.nowEpochMs()),
    close() {
      news.close();
      tray.setShown(false);
    },
  };
}
