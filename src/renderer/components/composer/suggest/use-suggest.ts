import { useCallback, useMemo, useRef, useState } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { RenderedText } from "#shared/contract/snippets.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { type Suggestion, suggestionsFor } from "./suggestions.ts";
import { type Trigger, triggerIn } from "./trigger.ts";

export type SuggestKey = { readonly key: string; readonly shiftKey: boolean; preventDefault(): void };

export type Suggest = {
  readonly items: readonly Suggestion[];
  readonly chosen: number;
  /** Of the box, for whoever reads it out. */
  readonly isOpen: boolean;
  /** The words of the line as far as the caret; null where nothing is written. */
  readonly onCaret: (before: string | null) => void;
  /** True where the key was for the list. */
  readonly onKey: (event: SuggestKey) => boolean;
  readonly point: (position: number) => void;
  readonly take: (suggestion: Suggestion) => void;
  readonly close: () => void;
  /** Puts a placeholder's value for the ticket where the caret stands. */
  readonly putPlaceholder: (name: string) => void;
};

/**
 * What `/`, `:` and `@` offer in a field.
 * @param field.replace puts words in place of so many characters before the caret
 */
export function useSuggest(field: {
  readonly ticketId: TicketId | null;
  readonly signs: readonly Trigger["sign"][];
  readonly replace: (length: number, text: string) => void;
}): Suggest {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const snippets = useDeskState((state) => state.setup.snippets);
  const users = useDeskState((state) => state.setup.users);
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [chosen, setChosen] = useState(0);
  /** What was closed with Escape stays closed as long as the same word is written. */
  const dismissed = useRef<string | null>(null);
  const items = useMemo(
    () => (trigger === null ? [] : suggestionsFor(trigger, { snippets, users })),
    [trigger, snippets, users],
  );
  const latest = useLatest({ ...field, items, chosen, trigger });

  const onCaret = useCallback(
    (before: string | null) => {
      const found = before === null ? null : triggerIn(before);
      const known = found !== null && latest().signs.includes(found.sign) ? found : null;
      if (known === null || !`${known.sign}${known.query}`.startsWith(dismissed.current ?? "\n"))
        dismissed.current = null;
      const next = dismissed.current === null ? known : null;
      setTrigger((present) => (present?.sign === next?.sign && present?.query === next?.query ? present : next));
      setChosen(0);
    },
    [latest],
  );
  const close = useCallback(() => {
    const { trigger: present } = latest();
    dismissed.current = present === null ? null : `${present.sign}${present.query}`;
    setTrigger(null);
  }, [latest]);
  const put = useCallback(
    (length: number, words: Promise<RenderedText>) => {
      words.then(
        ({ text, empty }) => {
          latest().replace(length, text);
          if (empty.length > 0) toasts.stopped(t("snippets.empty", { names: empty.join(", ") }));
        },
        (error: unknown) => toasts.failed(error),
      );
    },
    [latest, toasts, t],
  );
  const take = useCallback(
    (suggestion: Suggestion) => {
      const { trigger: present, ticketId, replace } = latest();
      setTrigger(null);
      const length = present?.length ?? 0;
      if (suggestion.kind === "text") replace(length, suggestion.text);
      else put(length, client.snippets.render({ id: suggestion.snippetId, ticketId }));
    },
    [client, latest, put],
  );
  const onKey = useCallback(
    (event: SuggestKey): boolean => {
      const { items: shown, chosen: at } = latest();
      const one = shown[at];
      if (one === undefined) return false;
      const move = (by: number): void => setChosen((at + by + shown.length) % shown.length);
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Escape") close();
      else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(one);
      else return false;
      event.preventDefault();
      return true;
    },
    [latest, take, close],
  );
  const putPlaceholder = useCallback(
    (name: string) => {
      const { fill } = client.snippets;
      put(0, fill({ text: `{{ ${name} }}`, ticketId: latest().ticketId }));
    },
    [client, latest, put],
  );
  return { items, chosen, isOpen: items.length > 0, onCaret, onKey, point: setChosen, take, close, putPlaceholder };
}
