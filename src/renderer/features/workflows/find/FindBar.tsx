import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { keyOf } from "#renderer/state/key-name.ts";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { createBoxFinder } from "./find-boxes.ts";
import css from "./find.module.css";

const cx = classNamesOf(css);

/** The search for an action, over the canvas and the outline: what it finds is marked, and the arrow keys lead from one to the next. */
export function FindBar() {
  const { t } = useI18n();
  const editor = useEditor();
  const [isOpen, setOpen] = useState(false);
  useShortcuts([{ keys: "/", opensField: true, label: t("workflows.search"), run: () => setOpen(true) }]);
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || keyOf(event).toLowerCase() !== "f")
        return;
      if (document.querySelector("[aria-modal='true']") !== null) return;
      // The browser would search only among the boxes that are drawn.
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  const close = () => {
    setOpen(false);
    editor.choose(editor.getState().chosen);
  };
  return (
    <div className={cx("place")}>
      {isOpen ? (
        <Search onClose={close} />
      ) : (
        <Tooltip label={t("workflows.search.open")}>
          <ActionIcon
            className={cx("open")}
            size={32}
            variant="default"
            aria-label={t("workflows.search")}
            onClick={() => setOpen(true)}
          >
            <IconSearch size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

function Search({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const editor = useEditor();
  const speech = useWords();
  const definition = useEditorState((state) => state.history.draft.definition);
  const find = useMemo(() => createBoxFinder(speech), [speech]);
  const [typed, setTyped] = useState("");
  const hits = useMemo(() => find(editor.graph(), definition, typed), [find, editor, definition, typed]);
  const chosen = useEditorState((state) => state.chosen);
  const at = hits.indexOf(chosen);
  const own = useRef<HTMLInputElement>(null);
  useEffect(() => own.current?.focus(), []);
  useEffect(() => editor.find(new Set(hits)), [editor, hits]);
  useEffect(() => () => editor.find(null), [editor]);

  const go = (by: -1 | 1): void => {
    const next = hits[(at === -1 ? (by === 1 ? 0 : hits.length - 1) : at + by + hits.length) % hits.length];
    if (next !== undefined) editor.lookAt(next);
  };
  const type = (text: string): void => {
    setTyped(text);
    const found = find(editor.graph(), definition, text);
    const [first] = found;
    if (first !== undefined && !found.includes(editor.getState().chosen)) editor.lookAt(first);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || (event.key === "F3" && !event.shiftKey)) go(1);
    else if (event.key === "ArrowUp" || event.key === "F3") go(-1);
    else if (event.key === "Escape" || (event.key === "Enter" && hits.length > 0)) {
      if (event.key === "Enter" && at === -1) go(1);
      onClose();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isNone = typed.trim() !== "" && hits.length === 0;
  return (
    <search className={cx("bar")}>
      <TextInput
        ref={own}
        className={cx("input")}
        type="search"
        size="xs"
        leftSection={<IconSearch size={14} />}
        aria-label={t("workflows.search")}
        placeholder={t("workflows.search.placeholder")}
        maxLength={200}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <span className={cx("count", isNone && "none")} role="status">
        {isNone
          ? t("workflows.search.none")
          : hits.length === 0
            ? ""
            : t("workflows.search.count", { position: Math.max(at, 0) + 1, count: hits.length })}
      </span>
      <ActionIcon
        size={24}
        disabled={hits.length === 0}
        aria-label={t("workflows.search.previous")}
        title={t("workflows.search.previous")}
        onClick={() => go(-1)}
      >
        <IconChevronUp size={15} />
      </ActionIcon>
      <ActionIcon
        size={24}
        disabled={hits.length === 0}
        aria-label={t("workflows.search.next")}
        title={t("workflows.search.next")}
        onClick={() => go(1)}
      >
        <IconChevronDown size={15} />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t("workflows.search.close")}
        title={t("workflows.search.close")}
        onClick={onClose}
      >
        <IconX size={15} />
      </ActionIcon>
    </search>
  );
}
