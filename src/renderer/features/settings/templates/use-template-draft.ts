import { useCallback, useRef, useState } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { isSameWords, type TemplateWords } from "./template-words.ts";

export type TemplateDraft = {
  readonly words: TemplateWords;
  /** What of the desk they were made from. */
  readonly base: TemplateWords;
  readonly isChanged: boolean;
  /** What somebody else saved since, while there is something unsaved here: neither is lost. */
  readonly theirs: TemplateWords | null;
  /** Grows whenever other words than those that are typed here come into the fields. */
  readonly shown: number;
  change(part: Partial<TemplateWords>): void;
  /** Other words into the fields; absent: those of the desk, whoever saved them. */
  readonly show: (words?: TemplateWords) => void;
  /** Theirs are known: what is saved now is saved over them. */
  standOnTheirs(): TemplateWords;
  /** Runs `save` with the words as the desk keeps them; what is typed meanwhile stays, unsaved. */
  keep(save: (words: TemplateWords) => Promise<unknown>): Promise<void>;
};

/**
 * A template as it is being written. What another window saves is shown at once where nothing is unsaved here, else it is told.
 * @param stored null of one that is not made yet
 */
export function useTemplateDraft(stored: TemplateWords | null, blank: TemplateWords): TemplateDraft {
  const [base, setBase] = useState(stored ?? blank);
  const [words, setWords] = useState(base);
  const [seen, setSeen] = useState(stored);
  const [theirs, setTheirs] = useState<TemplateWords | null>(null);
  const [shown, setShown] = useState(0);
  const [sent, setSent] = useState<TemplateWords | null>(null);
  const isChanged = !isSameWords(words, base);

  if (stored !== null && seen !== null && !isSameWords(stored, seen)) {
    setSeen(stored);
    if (sent !== null && isSameWords(stored, sent)) setBase(stored);
    else if (isSameWords(stored, base)) setTheirs(null);
    else if (!isChanged || isSameWords(stored, words)) {
      setBase(stored);
      setWords(stored);
      if (!isSameWords(stored, words)) setShown(shown + 1);
    } else setTheirs(stored);
  }

  const latest = useLatest({ words, base, theirs });
  const running = useRef(false);
  const show = useCallback(
    (given?: TemplateWords) => {
      const { base: from, theirs: other } = latest();
      if (given === undefined) {
        setBase(other ?? from);
        setTheirs(null);
      }
      setWords(given ?? other ?? from);
      setShown((count) => count + 1);
    },
    [latest],
  );
  const standOnTheirs = useCallback(() => {
    const { base: from, theirs: other } = latest();
    setBase(other ?? from);
    setTheirs(null);
    return other ?? from;
  }, [latest]);
  const keep = useCallback(
    async (save: (given: TemplateWords) => Promise<unknown>) => {
      if (running.current) return;
      running.current = true;
      const typed = latest().words;
      const kept = asKept(typed);
      setSent(kept);
      try {
        await save(kept);
        setBase(kept);
        setTheirs(null);
        // Blanks at the ends are not kept; what is typed meanwhile is.
        setWords((now) => (isSameWords(now, typed) ? kept : now));
      } finally {
        running.current = false;
        setSent(null);
      }
    },
    [latest],
  );
  return {
    words,
    base,
    isChanged,
    theirs,
    shown,
    change: (part) => setWords((before) => ({ ...before, ...part })),
    show,
    standOnTheirs,
    keep,
  };
}

/** As the desk keeps them. */
export function asKept(words: TemplateWords): TemplateWords {
  return { ...words, name: words.name.trim(), subject: words.subject.trim(), body: words.body.trim() };
}
