import { useMayWrite } from "./use-access.ts";
import { useCallback, useEffect, useRef } from "react";
import { useServices } from "./desk-context.tsx";
import type { PickedTickets, ShellState, TicketSubject } from "./shell-store.ts";
import type { Shortcut } from "./shortcuts.ts";

/** Names the screen in the top bar and the window's title while it is shown; null leaves that to the frame. */
export function usePageTitle(title: string | null): void {
  const { shell } = useServices();
  useEffect(() => {
    shell.setState({ pageTitle: title });
    return () => shell.setState({ pageTitle: null });
  }, [shell, title]);
}

/** Tells screen readers what happened without moving the focus. */
export function useAnnounce(): (text: string) => void {
  const { shell } = useServices();
  return useCallback(
    (text) => shell.setState(({ announcement }) => ({ announcement: { text, count: announcement.count + 1 } })),
    [shell],
  );
}

/** Says which ticket the palette's commands are about while this is shown; `subject` is asked when the palette opens. */
export function useSubject(subject: () => TicketSubject | null): void {
  useTold("subject", subject);
}

/** Says which tickets are picked while this is shown; `picked` is asked when something is to be done with them. */
export function usePicked(picked: () => PickedTickets): void {
  useTold("picked", picked);
}

function useTold<Name extends "subject" | "picked">(name: Name, tell: NonNullable<ShellState[Name]>): void {
  const { shell } = useServices();
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const own = () => latest.current();
    shell.setState({ [name]: own });
    // The screen that comes may be there before this one is gone.
    return () => shell.setState((state) => (state[name] === own ? { [name]: null } : state));
  }, [shell, name]);
}

/** Opens the palette with these words already typed. */
export function useAskPalette(): (text: string) => void {
  const { shell } = useServices();
  return useCallback(
    (text) => shell.setState(({ paletteAsked }) => ({ paletteAsked: { text, count: paletteAsked.count + 1 } })),
    [shell],
  );
}

/** Offers shortcuts while the component is shown. The functions may change with each render; keys and labels are read when they are pressed. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  const { shortcuts: registry } = useServices();
  const mayWrite = useMayWrite();
  const shortcuts = mayWrite ? offered : offered.filter(({ writes }) => writes !== true);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = shortcuts
    .map(({ keys, label, opensField }) => `${keys}\t${label ?? ""}\t${opensField === true ? "field" : ""}`)
    .join("\n");
  useEffect(() => {
    const entries = signature.split("\n").filter(Boolean);
    return registry.register(
      entries.map((entry) => {
        const [keys = "", label = "", opens = ""] = entry.split("\t");
        return {
          keys,
          label: label === "" ? undefined : label,
          opensField: opens === "" ? undefined : true,
          when: () => latest.current.find((shortcut) => shortcut.keys === keys)?.when?.() !== false,
          run: () => latest.current.find((shortcut) => shortcut.keys === keys)?.run(),
        };
      }),
    );
  }, [registry, signature]);
}
