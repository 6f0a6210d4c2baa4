import type { MenuItemConstructorOptions } from "electron";
import type { DesktopCommand } from "#shared/contract/desktop/events.ts";
import type { MessageKey, Translate } from "#shared/i18n/index.ts";

type Item = MenuItemConstructorOptions;
type Role = NonNullable<Item["role"]>;
/** The menu's words, none of which has places to fill. */
type Label = MessageKey & `menu.${string}`;

export type MenuOptions = {
  readonly platform: NodeJS.Platform;
  readonly developerTools: boolean;
  /** What the page is to do. */
  readonly command: (command: DesktopCommand) => void;
};

const SEPARATOR: Item = { type: "separator" };

/** The window's menu: what the system expects of every program, and the ways into the desk. */
export function menuTemplate(t: Translate, { platform, developerTools, command }: MenuOptions): Item[] {
  const isMac = platform === "darwin";
  const role = (label: Label, name: Role): Item => ({ label: t(label), role: name });
  const ask = (label: Label, name: DesktopCommand, accelerator?: string): Item => ({
    label: t(label),
    click: () => command(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  /** The page hears the key itself; the menu only shows it. */
  const shown = (item: Item): Item => ({ ...item, registerAccelerator: false });

  const settings = ask("menu.settings", "settings", "CommandOrControl+,");
  return [
    ...(isMac ? [appMenu(settings)] : []),
    {
      label: t("menu.file"),
      submenu: [
        ask("menu.newTicket", "new-ticket", "CommandOrControl+N"),
        ask("menu.import", "import"),
        SEPARATOR,
        ask("menu.savePdf", "save-pdf", "CommandOrControl+Shift+P"),
        ask("menu.print", "print", "CommandOrControl+P"),
        SEPARATOR,
        ...(isMac ? [] : [settings, SEPARATOR]),
        role("menu.closeWindow", "close"),
        ...(isMac ? [] : [role("menu.quit", "quit")]),
      ],
    },
    {
      label: t("menu.edit"),
      submenu: [
        role("menu.undo", "undo"),
        role("menu.redo", "redo"),
        SEPARATOR,
        role("menu.cut", "cut"),
        role("menu.copy", "copy"),
        role("menu.paste", "paste"),
        role("menu.pastePlain", "pasteAndMatchStyle"),
        role("menu.selectAll", "selectAll"),
        SEPARATOR,
        ask("menu.search", "search", "CommandOrControl+F"),
      ],
    },
    {
      label: t("menu.view"),
      submenu: [
        shown(ask("menu.palette", "palette", "CommandOrControl+K")),
        SEPARATOR,
        ask("menu.back", "back", isMac ? "Command+[" : "Alt+Left"),
        ask("menu.forward", "forward", isMac ? "Command+]" : "Alt+Right"),
        role("menu.reload", "reload"),
        SEPARATOR,
        role("menu.actualSize", "resetZoom"),
        role("menu.zoomIn", "zoomIn"),
        role("menu.zoomOut", "zoomOut"),
        SEPARATOR,
        role("menu.fullScreen", "togglefullscreen"),
        ...(developerTools ? [SEPARATOR, role("menu.developerTools", "toggleDevTools")] : []),
      ],
    },
    isMac
      ? { role: "windowMenu" }
      : { label: t("menu.window"), submenu: [role("menu.minimise", "minimize"), role("menu.closeWindow", "close")] },
    {
      label: t("menu.help"),
      role: "help",
      submenu: [
        ask("menu.helpPages", "help", "F1"),
        ask("menu.shortcuts", "shortcuts"),
        SEPARATOR,
        ask("menu.diagnostics", "diagnostics"),
        ask("menu.logs", "logs"),
        ...(isMac ? [] : [SEPARATOR, role("menu.about", "about")]),
      ],
    },
  ];
}

/** The program's own menu on a Mac; the system names its items. */
function appMenu(settings: Item): Item {
  return {
    role: "appMenu",
    submenu: [
      { role: "about" },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: "services" },
      SEPARATOR,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      SEPARATOR,
      { role: "quit" },
    ],
  };
}
