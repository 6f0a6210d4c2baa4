import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import type { AttentionGroup, Mended, MendHow } from "#shared/contract/attention.ts";

const DONE = {
  retry: "attention.done.retry",
  skip: "attention.done.skip",
  end: "attention.done.end",
  resume: "attention.done.resume",
} as const;

/** Mends all of a group, and tells what came of it. @param onGone called where the group is gone with it */
export function useMend({ id }: AttentionGroup, onGone: () => void) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);

  function tell({ inAll, mended, failed, left }: Mended, how: MendHow): void {
    if (inAll === 0) return toasts.done(t("attention.done.nothing"));
    const parts = [
      ...(mended > 0 ? [t(DONE[how], { count: mended })] : []),
      ...(left > 0 ? [t("attention.done.left", { count: left })] : []),
      ...(failed > 0 ? [t("attention.done.failed", { count: failed })] : []),
    ];
    if (failed > 0) return setOutcome(parts.join(" "));
    toasts.done(parts.join(" "));
    onGone();
  }

  return {
    isBusy,
    /** What came of it, as long as the group is there; null where there is nothing to tell. */
    outcome,
    mend: (how: MendHow): void => {
      setBusy(true);
      setOutcome(null);
      client.attention
        .mend({ id, how })
        .then(
          (mended) => tell(mended, how),
          (error: unknown) => {
            if (failureOf(error).code !== "PD_DESK_NOT_FOUND") return toasts.failed(error);
            toasts.done(t("attention.done.nothing"));
            onGone();
          },
        )
        .finally(() => setBusy(false));
    },
  };
}
