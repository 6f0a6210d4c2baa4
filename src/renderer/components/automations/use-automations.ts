import { useEffect, useState } from "react";
import type { AfterPause, AutomationsView } from "#shared/contract/automations.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { useToasts } from "../use-toasts.tsx";

/** Whether all automations are stopped, what waits, and the two commands. Asked again whenever the pause begins or ends. */
export function useAutomations(): {
  readonly view: AutomationsView | null;
  readonly isBusy: boolean;
  readonly pause: () => void;
  readonly resume: (waiting: AfterPause) => void;
} {
  const { client } = useDesk();
  const toasts = useToasts();
  const pausedSince = useDeskState((state) => state.status?.automationsPaused?.sinceEpochMs ?? null);
  const [told, setTold] = useState<{ readonly view: AutomationsView; readonly since: number | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    client.automations.get().then(
      (view) => isCurrent && setTold({ view, since: pausedSince }),
      // Without it the numbers are missing; what can be done stays the same.
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [client, pausedSince]);
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
