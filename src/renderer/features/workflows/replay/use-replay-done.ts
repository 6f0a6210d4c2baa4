import { useEffect, useRef } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ReplaySession } from "./use-replay-session.ts";

/** Tells that a replay is through to whoever looks at something else meanwhile, with the way to it. */
export function useReplayDone({ state }: ReplaySession, isShown: boolean, onShow: () => void): void {
  const { t } = useI18n();
  const toasts = useToasts();
  const told = useRef(state);
  const latest = useLatest({ isShown, onShow });
  useEffect(() => {
    const before = told.current;
    told.current = state;
    if (state?.kind !== "done" || before?.kind === "done" || latest().isShown) return;
    toasts.done(t("workflows.replay.done"), {
      action: { label: t("workflows.replay.show"), run: () => latest().onShow() },
    });
  }, [state, latest, toasts, t]);
}
