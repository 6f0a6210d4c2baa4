import { Textarea } from "@mantine/core";
import { type ComponentType, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { focusAtEnd } from "#renderer/components/focus-at-end.ts";
import { useLatest } from "#renderer/components/use-latest.ts";
import { htmlFromText, htmlOf } from "../draft/mail-draft.ts";
import css from "./EditorSlot.module.css";
import type { RichEditorProps } from "./RichEditor.tsx";

const cx = classNamesOf(css);

export type EditorSlotProps = Omit<RichEditorProps, "html" | "focusAt" | "shown"> & {
  /** null while its code isn't there. */
  readonly editor: ComponentType<RichEditorProps> | null;
  readonly text: string;
  /** null where nothing is formatted. */
  readonly html: string | null;
  /** False until the draft has been read: the editor is filled once. */
  readonly loaded: boolean;
  /** False while nobody writes: one line is enough, and the editor isn't needed. */
  readonly active: boolean;
  /** Counted up by each wish to write. */
  readonly focusAsked: number;
  /** Counted up by what another window made of the draft. */
  readonly adopted: number;
};

type HandOver = Pick<RichEditorProps, "html" | "focusAt">;
/** What was typed after words that are formatted, which the plain field must not touch. */
type Appended = {
  readonly base: { readonly text: string; readonly html: string };
  readonly words: string;
  readonly adopted: number;
};

/**
 * The editor, or a plain field while it isn't there. What is typed into the field goes on in the editor at the same place, and no key gets lost in
 * between: the editor takes the focus in the step in which it replaces the field.
 */
export function EditorSlot(props: EditorSlotProps) {
  const { text, html, active, loaded, editor: Editor } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setAppended] = useState<Appended | null>(null);
  // What was typed before is in the draft that another window has changed: from now on that is what the field begins with.
  const appended = typed?.adopted === props.adopted ? typed : null;
  const [composing, setComposing] = useState(false);
  const [handOver, setHandOver] = useState<HandOver | null>(null);

  // Only the moment of the change counts: afterwards the words are the editor's.
  const latest = useLatest(props);
  useEffect(() => {
    if (props.focusAsked > 0 && latest().active) focusAtEnd(field.current);
  }, [props.focusAsked, latest]);
  const wanted = active && loaded && Editor !== null && !composing;
  useLayoutEffect(() => {
    if (wanted) {
      const now = latest();
      const focusAt = placeIn(field.current, now.html !== null) ?? (now.focusAsked > 0 ? "end" : null);
      setHandOver((known) => known ?? { html: htmlOf(now), focusAt });
      setAppended(null);
    } else if (!active) setHandOver(null);
  }, [wanted, active, latest]);

  const type = (value: string): void => {
    if (html === null && appended === null) {
      props.onChange({ text: value, html: null });
      return;
    }
    const base = appended?.base ?? { text, html: html ?? "" };
    if (!value.startsWith(base.text)) return;
    const words = value.slice(base.text.length);
    setAppended({ base, words, adopted: props.adopted });
    props.onChange({ text: value, html: base.html + htmlFromText(words) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSubmit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.currentTarget.blur();
      props.onLeave();
    }
  };

  if (handOver !== null && Editor !== null)
    return <Editor {...props} {...handOver} shown={{ html: htmlOf(props), count: props.adopted }} />;
  return (
    <Textarea
      ref={field}
      variant="unstyled"
      size="sm"
      autosize
      minRows={active ? MIN_ROWS : 1}
      maxRows={active ? MAX_ROWS : 1}
      value={appended === null ? text : appended.base.text + appended.words}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      aria-label={props.label}
      classNames={{ input: cx("input") }}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Where the caret stands in the plain field; null where it has no focus. */
function placeIn(field: HTMLTextAreaElement | null, formatted: boolean): number | "end" | null {
  if (field === null || document.activeElement !== field) return null;
  return formatted ? "end" : field.selectionStart;
}

const MIN_ROWS = 4;
/** Beyond this the conversation would be out of sight: the field scrolls. */
const MAX_ROWS = 14;
