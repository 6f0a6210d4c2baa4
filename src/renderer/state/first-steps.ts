/**
 * The person's first steps, as the core last told them. They lie in the shell's store: the list beside the rail shows them, the menu of the person and the palette bring them back.
 */
import { useEffect } from "react";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { useDeskState, useServices } from "./desk-context.tsx";
import { hrefOf, parseRoute } from "./routes.ts";

/** An import changes hundreds of tickets a second; a person sees a tick as fast as this. */
const GATHER_MS = 250;

/** Keeps them right while they are shown: whatever may have been a step makes the core look anew. Mounted once. */
export function useFollowFirstSteps(): void {
  const { desk, shell } = useServices();
  const hellos = useDeskState((state) => state.hellos);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = (): void => {
      timer = undefined;
      desk.client.firstSteps.get().then(
        (firstSteps) => {
          if (!isOver) shell.setState({ firstSteps });
        },
        // They are told again with the next change; a list of hints is no reason to speak of a failure.
        () => undefined,
      );
    };
    look();
    const stop = desk.onLive((entry) => {
      const known = shell.getState().firstSteps;
      if (known?.isShown !== true || timer !== undefined || !mayBeStep(entry)) return;
      if (Object.values(known.done).every(Boolean)) return;
      timer = setTimeout(look, GATHER_MS);
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [desk, shell, hellos]);
}

function mayBeStep(entry: LiveEntry): boolean {
  if (entry.type === "hello") return false;
  return (
    entry.status !== undefined || entry.setup !== undefined || entry.outbox !== undefined || entry.messages.length > 0
  );
}

/** Brings them back, with the list that they stand in; or puts them away. */
export function useShowFirstSteps(): (isShown: boolean) => Promise<void> {
  const { desk, shell, preferences } = useServices();
  return async (isShown) => {
    const firstSteps = await desk.client.firstSteps.update({ isShown });
    shell.setState({ firstSteps });
    if (!isShown) return;
    preferences.setState({ listCollapsed: false });
    shell.setState({ listDrawnAt: hrefOf(parseRoute(window.location.hash)) });
  };
}
