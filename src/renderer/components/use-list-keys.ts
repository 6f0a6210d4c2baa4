import { useI18n } from "../state/desk-context.tsx";
import { useShortcuts } from "../state/use-shell.ts";

type ListKeys<Item> = {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly chosenId: string | null;
  readonly onChoose: (item: Item) => void;
  /** `Esc`: back from what is chosen to the list. */
  readonly onLeave: () => void;
};

/** `j` and `k` choose the next and the previous of a list, the first where none is chosen; `Esc` leaves the chosen one. */
export function useListKeys<Item>({ items, idOf, chosenId, onChoose, onLeave }: ListKeys<Item>): void {
  const { t } = useI18n();
  const step = (by: 1 | -1) => {
    const present = items.findIndex((item) => idOf(item) === chosenId);
    const next = present === -1 ? items[0] : items[present + by];
    if (next !== undefined) onChoose(next);
  };
  useShortcuts([
    { keys: "j", label: t("shell.shortcut.next"), run: () => step(1) },
    { keys: "k", label: t("shell.shortcut.previous"), run: () => step(-1) },
    { keys: "Escape", when: () => chosenId !== null, run: onLeave },
  ]);
}
