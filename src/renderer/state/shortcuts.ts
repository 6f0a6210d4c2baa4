/**
 * Keyboard shortcuts: screens register what they offer while they are shown, one listener asks the registry. Of two screens that want the same
 * keys the one that registered later wins (a dialog over a list).
 *
 * `keys` is one key as the keyboard event names it (`j`, `?`, `Enter`, `Shift+ArrowLeft`) or two in a row (`g b`). Letters mean the letter typed,
 * whatever its case, unless a shortcut of its own names it with Shift (`Shift+z`). Components use `useShortcuts` of `use-shortcuts.ts`.
 *
 * A person may have chosen other keys: they take the place of those that a screen names, wherever it names them.
 */
import { isHeldDown, keyOf, type KeyPress } from "./key-name.ts";

export type Shortcut = {
  readonly keys: string;
  /** For the sheet; undefined keeps it off the sheet. */
  readonly label?: string | undefined;
  /** It changes the desk: a viewer has it not (A3). */
  readonly writes?: true;
  /** It brings the focus to a field, which may take a moment to be there: what is typed meanwhile is for it. */
  readonly opensField?: true | undefined;
  /** Where it gives false the key goes on to whoever else wants it, the browser included; absent: always. */
  readonly when?: (() => boolean) | undefined;
  readonly run: () => void;
};

export type ShortcutRegistry = {
  /** Returns the function that takes them off again. */
  register(shortcuts: readonly Shortcut[]): () => void;
  /** True where the key belonged to a shortcut, or begins one; the event is then used up. */
  press(press: KeyPress): boolean;
  /** Whether the last key was the first of two. */
  isBegun(): boolean;
  /** What works now, newest screen first, each key once; with the keys that the person has for it. */
  list(): Shortcut[];
  /** The keys that the person has for those that a screen names; '' where they have none. */
  keysFor(keys: string): string;
};

/** Keys as the screens name them, and those that the person has in their place; '' for none. */
export type ChosenKeys = Readonly<Record<string, string>>;

export type ShortcutTiming = {
  readonly now: () => number;
  /** Longest time between the two keys of a sequence. */
  readonly sequenceMs: number;
  readonly chosen?: () => ChosenKeys;
  /** A field is being opened by a key. */
  readonly opensField?: () => void;
};

const AS_NAMED: ChosenKeys = {};

export function createShortcutRegistry({
  now,
  sequenceMs,
  chosen = () => AS_NAMED,
  opensField = () => undefined,
}: ShortcutTiming): ShortcutRegistry {
  let registered: { readonly shortcuts: readonly Shortcut[] }[] = [];
  let first: { readonly key: string; readonly atMs: number } | null = null;

  const keysFor = (keys: string) => (Object.hasOwn(chosen(), keys) ? (chosen()[keys] ?? keys) : keys);
  const all = () =>
    registered
      .toReversed()
      .flatMap((entry) => entry.shortcuts.map((shortcut) => ({ ...shortcut, keys: keysFor(shortcut.keys) })))
      .filter(({ keys }) => keys !== "");

  return {
    list() {
      const seen = new Set<string>();
      return all().filter(({ keys, when }) => when?.() !== false && !seen.has(keys) && seen.add(keys));
    },
    keysFor,
    isBegun: () => first !== null,
    register(shortcuts) {
      const entry = { shortcuts };
      registered = [...registered, entry];
      return () => {
        registered = registered.filter((other) => other !== entry);
      };
    },
    press(press) {
      if (isHeldDown(press)) return false;
      const key = nameOf(press);
      const begun = first !== null && now() - first.atMs <= sequenceMs ? `${first.key} ${key}` : null;
      first = null;
      const known = all().filter(({ when }) => when?.() !== false);
      const bare = key.replace(/^Shift\+(.)$/u, "$1");
      const found = [begun, key, bare].map((wanted) => known.find(({ keys }) => keys === wanted)).find(Boolean);
      if (found !== undefined) {
        if (found.opensField === true) opensField();
        found.run();
        return true;
      }
      if (!known.some(({ keys }) => keys.startsWith(`${key} `))) return false;
      first = { key, atMs: now() };
      return true;
    },
  };
}

/** A press of a key, as shortcuts name it. */
export function nameOf(press: KeyPress): string {
  const { shiftKey } = press;
  const key = keyOf(press);
  // Signs such as ? need Shift on some keyboards and none on others; a letter is the same one with it.
  if (key.length === 1)
    return shiftKey && key.toLowerCase() !== key.toUpperCase() ? `Shift+${key.toLowerCase()}` : key.toLowerCase();
  return shiftKey ? `Shift+${key}` : key;
}

/** True where a typed key is text, or meant for a list that is open: no shortcut may take it. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A switch, or a field in which one only chooses, keeps the focus after the choice; letters are nothing to it, nor is Escape to one that opens no list.
  if (target instanceof HTMLInputElement && !takesLetters(target)) {
    if (key.length === 1 && key !== " ") return false;
    if (key === "Escape" && !target.readOnly) return false;
  }
  return (
    target.isContentEditable || target.closest("input, textarea, select, [role='combobox'], [role='textbox']") !== null
  );
}

function takesLetters({ type, readOnly, ariaExpanded }: HTMLInputElement): boolean {
  return !["checkbox", "radio", "button", "submit", "file"].includes(type) && !(readOnly && ariaExpanded !== "true");
}
