import { Anchor, Kbd, Modal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { classNamesOf } from "../components/class-names.ts";
import { isFocusLost } from "../components/keep-focus.ts";
import { keyLabel } from "../components/key-label.ts";
import { isMac } from "../components/is-mac.ts";
import { useI18n, useServices, useShellState } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";
import type { Shortcut } from "../state/shortcuts.ts";
import { useShortcuts } from "../state/use-shell.ts";
import { HELP_WINDOW, useHelpAddress } from "./use-help.ts";
import css from "./ShortcutSheet.module.css";

const cx = classNamesOf(css);

/** By then the dialog is gone. */
const CLOSED_MS = 250;

/** Where the focus is nobody's once the sheet is gone; another dialog that was opened meanwhile is about to take it. */
function giveBack(to: Element | null): void {
  setTimeout(() => {
    const isAsked = document.querySelector("[role='dialog']") !== null;
    if (isFocusLost() && !isAsked && to instanceof HTMLElement) to.focus();
  }, CLOSED_MS);
}

/** The sheet of `?`: the shortcuts of the screen that is shown, then those that work everywhere. Each of them works while the sheet is open, and closes it. */
export function ShortcutSheet() {
  const { t } = useI18n();
  const { shell, shortcuts } = useServices();
  const help = useHelpAddress();
  const opened = useShellState((state) => state.sheetOpened);
  useShortcuts([{ keys: "?", label: t("shell.shortcut.sheet"), run: () => shell.setState({ sheetOpened: true }) }]);
  const before = useRef<Element | null>(null);
  const [byKey, setByKey] = useState(false);
  useEffect(() => {
    if (!opened) return undefined;
    before.current = document.activeElement;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === "Escape" || !shortcuts.press(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (shortcuts.isBegun()) return;
      // What the key did may have moved the focus; the sheet gives it back only where that left it to nobody.
      setByKey(true);
      shell.setState({ sheetOpened: false });
      giveBack(before.current);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [opened, shell, shortcuts]);
  const shown = opened ? shortcuts.list().filter((shortcut) => shortcut.label !== undefined) : [];
  return (
    <Modal
      opened={opened}
      onClose={() => {
        setByKey(false);
        shell.setState({ sheetOpened: false });
        // Closed while it was still taking the focus, the dialog takes it along.
        giveBack(before.current);
      }}
      title={t("shell.shortcuts")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      size="md"
      returnFocus={!byKey}
    >
      <dl className={cx("sheet")}>
        {shown.map((shortcut) => (
          <ShortcutLine key={shortcut.keys} shortcut={shortcut} />
        ))}
        <div className={cx("line")}>
          <dt>{t("shell.shortcut.palette")}</dt>
          <dd>
            <Kbd>{isMac() ? "⌘" : "Ctrl"}</Kbd> <Kbd>K</Kbd>
          </dd>
        </div>
      </dl>
      <Anchor
        href={hrefOf({ page: "settings", section: "keyboard", id: null, tab: null })}
        size="sm"
        mr="md"
        onClick={() => shell.setState({ sheetOpened: false })}
      >
        {t("shell.shortcut.change")}
      </Anchor>
      <Anchor href={help} {...HELP_WINDOW} size="sm" onClick={() => shell.setState({ sheetOpened: false })}>
        {t("shell.help")}
      </Anchor>
    </Modal>
  );
}

function ShortcutLine({ shortcut }: { readonly shortcut: Shortcut }) {
  const { t } = useI18n();
  const [first = "", second] = shortcut.keys.split(" ");
  return (
    <div className={cx("line")}>
      <dt>{shortcut.label}</dt>
      <dd>
        <Kbd>{keyLabel(first)}</Kbd>
        {second === undefined ? null : (
          <>
            {" "}
            <span className={cx("then")}>{t("shell.shortcut.then")}</span> <Kbd>{keyLabel(second)}</Kbd>
          </>
        )}
      </dd>
    </div>
  );
}
