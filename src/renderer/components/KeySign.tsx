import { Kbd } from "@mantine/core";
import { usePreferences, useServices } from "../state/desk-context.tsx";
import { keyLabel } from "./key-label.ts";

/** The key that the person has for what a screen names so; nothing where they switched it off. */
export function KeySign({ keys, className }: { readonly keys: string; readonly className?: string | undefined }) {
  const { shortcuts } = useServices();
  // It may be changed while it is shown.
  usePreferences((preferences) => preferences.keys);
  const own = shortcuts.keysFor(keys);
  if (own === "") return null;
  return (
    <Kbd size="xs" className={className}>
      {keyLabel(own)}
    </Kbd>
  );
}
