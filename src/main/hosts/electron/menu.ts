import type { MenuItemConstructorOptions } from "electron";
import type { Translate } from "#shared/i18n/index.ts";

type Role = NonNullable<MenuItemConstructorOptions["role"]>;

/** The window's menu: what the system expects of every program. The desk's own commands are in its page. */
export function menuTemplate(
  t: Translate,
  { isMac, developerTools }: { isMac: boolean; developerTools: boolean },
): MenuItemConstructorOptions[] {
  const item = (label: string, role: Role): MenuItemConstructorOptions => ({ label, role });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  return [
    // The system names the program's own menu.
    ...(isMac ? [{ role: "appMenu" as const }] : [{ label: t("menu.file"), submenu: [item(t("menu.quit"), "quit")] }]),
    {
      label: t("menu.edit"),
      submenu: [
        item(t("menu.undo"), "undo"),
        item(t("menu.redo"), "redo"),
        separator,
        item(t("menu.cut"), "cut"),
        item(t("menu.copy"), "copy"),
        item(t("menu.paste"), "paste"),
        item(t("menu.selectAll"), "selectAll"),
      ],
    },
    {
      label: t("menu.view"),
      submenu: [
        item(t("menu.reload"), "reload"),
        separator,
        item(t("menu.actualSize"), "resetZoom"),
        item(t("menu.zoomIn"), "zoomIn"),
        item(t("menu.zoomOut"), "zoomOut"),
        separator,
        item(t("menu.fullScreen"), "togglefullscreen"),
        ...(developerTools ? [separator, item(t("menu.developerTools"), "toggleDevTools")] : []),
      ],
    },
    ...(isMac ? [{ role: "windowMenu" as const }] : []),
  ];
}
