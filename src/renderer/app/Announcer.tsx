import { VisuallyHidden } from "@mantine/core";
import { useShellState } from "../state/desk-context.tsx";

/** Says to screen readers what `useAnnounce` was given. Two regions take turns, so that the same words are heard twice. */
export function Announcer() {
  const { text, count } = useShellState((state) => state.announcement);
  return (
    <VisuallyHidden>
      <div aria-live="polite">{count % 2 === 0 ? text : ""}</div>
      <div aria-live="polite">{count % 2 === 1 ? text : ""}</div>
    </VisuallyHidden>
  );
}
