import { clipboard, Menu, type BrowserWindow, type MenuItemConstructorOptions } from "electron";
import type { Translate } from "#shared/i18n/index.ts";

const MAX_SUGGESTIONS = 5;

/** The menu of the right mouse button: the spelling of the word, cut, copy and paste, a link's address. Where the page has a menu of its own, it shows that one. */
export function offerContextMenu(window: BrowserWindow, translate: () => Translate): void {
  const contents = window.webContents;
  contents.on("context-menu", (_event, params) => {
    const t = translate();
    const items: MenuItemConstructorOptions[] = [];
    const part = (more: readonly MenuItemConstructorOptions[]) => {
      if (more.length > 0 && items.length > 0) items.push({ type: "separator" });
      items.push(...more);
    };
    const { misspelledWord, isEditable, selectionText, linkURL, editFlags } = params;
    if (misspelledWord !== "") {
      const suggestions = params.dictionarySuggestions.slice(0, MAX_SUGGESTIONS);
      part(
        suggestions.length === 0
          ? [{ label: t("desktop.spelling.none"), enabled: false }]
          : suggestions.map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) })),
      );
      part([
        {
          label: t("desktop.spelling.learn"),
          click: () => contents.session.addWordToSpellCheckerDictionary(misspelledWord),
        },
      ]);
    }
    if (linkURL !== "" && /^(?:https?|mailto):/u.test(linkURL)) {
      part([{ label: t("desktop.copyLink"), click: () => void clipboard.writeText(linkURL) }]);
    }
    if (isEditable) {
      part([
        { label: t("menu.cut"), role: "cut", enabled: editFlags.canCut },
        { label: t("menu.copy"), role: "copy", enabled: editFlags.canCopy },
        { label: t("menu.paste"), role: "paste", enabled: editFlags.canPaste },
        { label: t("menu.selectAll"), role: "selectAll", enabled: editFlags.canSelectAll },
      ]);
    } else if (selectionText.trim() !== "") {
      part([{ label: t("menu.copy"), role: "copy" }]);
    }
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
