import { useEffect, useState } from "react";
import type { AfterPause, AutomationsView } from "#shared/contract/automations.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { useToasts } from "../use-toasts.tsx";

/** Where much happens at once, the numbers are read no more often. */
const BETWEEN_LOOKS_MS = 1_000;

/** Whether all automations are stopped, what waits, and the two commands. Asked again whenever the pause begins or ends, and as tickets change. */
export function useAutomations(): {
  readonly view: AutomationsView | null;
  readonly isBusy: boolean;
  readonly pause: () => void;
  readonly resume: (waiting: AfterPause) => void;
} {
  const { client, onLive } = useDesk();
  const toasts = useToasts();
  const pausedSince = useDeskState((state) => state.status?.automationsPaused?.sinceEpochMs ?? null);
  const [told, setTold] = useState<{ readonly view: AutomationsView; readonly since: number | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = (): void => {
      timer = null;
      client.automations.get().then(
        (view) => isCurrent && setTold({ view, since: pausedSince }),
        // Without it the numbers are missing; what can be done stays the same.
        () => undefined,
      );
    };
    ask();
    // Tickets go into workflows, and their times come, while one looks.
    const stop = onLive((entry) => {
      if (entry.type === "hello" || entry.tickets.length > 0 || entry.activities.length > 0)
        timer ??= setTimeout(ask, BETWEEN_LOOKS_MS);
    });
    return () => {
      isCurrent = false;
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [client, onLive, pausedSince]);
  const command = (work: () => Promise<AutomationsView>): void => {
    setBusy(true);
    work()
      .then(
        (view) => setTold({ view, since: view.paused?.sinceEpochMs ?? null }),
        (error: unknown) => toasts.failed(error),
      )
      .finally(() => setBusy(false));
  };
  return {
    view: told?.view ?? null,
    isBusy,
    pause: () => command(() => client.automations.pause()),
    resume: (waiting) => command(() => client.automations.resume({ waiting })),
  };
}
