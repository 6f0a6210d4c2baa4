/**
 * The person's first steps, as the core last told them. They lie in the shell's store: the list beside the rail shows them, the menu of the person and the palette bring them back.
 */
import { useEffect } from "react";
import type { FirstSteps } from "#shared/contract/first-steps.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { useServices } from "./desk-context.tsx";
import { hrefOf, parseRoute } from "./routes.ts";

/** An import changes hundreds of tickets a second; a person sees a tick as fast as this. */
const GATHER_MS = 250;

/** Keeps them right while they are shown: whatever may have been a step makes the core look anew. Mounted once. */
export function useFollowFirstSteps(): void {
  const { desk, shell } = useServices();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      timer = undefined;
      const { get, update } = desk.client.firstSteps;
      const isFirst = shell.getState().firstSteps === null;
      const told = await get();
      // What was completed another day has done its work: it is put away by itself.
      const firstSteps = isFirst && told.isShown && isComplete(told) ? await update({ isShown: false }) : told;
      if (!isOver) shell.setState({ firstSteps });
    };
    // They are told again with the next change; a list of hints is no reason to speak of a failure.
    const look = () => void ask().catch(() => undefined);
    look();
    const stop = desk.onLive((entry) => {
      const known = shell.getState().firstSteps;
      const isAnew = entry.type === "hello";
      if (timer !== undefined || !(isAnew || (known?.isShown === true && !isComplete(known) && mayBeStep(entry))))
        return;
      timer = setTimeout(look, GATHER_MS);
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [desk, shell]);
}

function isComplete({ done }: FirstSteps): boolean {
  return Object.values(done).every(Boolean);
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
