import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { isHeldDown } from "#renderer/state/key-name.ts";
import { nameOf } from "#renderer/state/shortcuts.ts";

/** A moment after a key in which another may follow it, as in `g b`. */
const SECOND_KEY_MS = 900;

/** Keys that the focus, and the way out, need. */
const NEEDED = ["Tab", "Escape", "Enter", " "];
const MODIFIERS = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"];

export type RecordKeys = {
  readonly isOn: boolean;
  /** The first key, while another may follow. */
  readonly first: string | null;
  readonly start: () => void;
  readonly stop: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** Takes the next key, or two in a row, for a shortcut; `Esc` leaves things as they are. */
export function useRecordKeys(recorded: (keys: string) => void): RecordKeys {
  const [isOn, setIsOn] = useState(false);
  const [first, setFirst] = useState<string | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const stop = () => {
    window.clearTimeout(timer.current);
    setIsOn(false);
    setFirst(null);
  };
  const end = (keys: string) => {
    stop();
    recorded(keys);
  };
  return {
    isOn,
    first,
    start: () => setIsOn(true),
    stop,
    onKeyDown(event) {
      if (!isOn) return;
      if (event.key === "Tab") return stop();
      event.preventDefault();
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      if (event.key === "Escape") return stop();
      if (NEEDED.includes(event.key) || MODIFIERS.includes(event.key) || isHeldDown(event.nativeEvent)) return;
      const key = nameOf(event.nativeEvent);
      if (first !== null) return end(`${first} ${key}`);
      setFirst(key);
      timer.current = window.setTimeout(() => end(key), SECOND_KEY_MS);
    },
  };
}
