import { useCallback, useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";

export type Asking = {
  readonly isBusy: boolean;
  /** What it was refused with, in words; null: nothing was. */
  readonly error: { readonly code: ErrorCode; readonly text: string } | null;
  /** Resolves to what came of it; undefined where it was refused. */
  readonly run: <Answer>(ask: () => Promise<Answer>) => Promise<Answer | undefined>;
};

/** One question to the server at a time. */
export function useAsking(): Asking {
  const { t } = useI18n();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Asking["error"]>(null);
  const run: Asking["run"] = useCallback(
    async (ask) => {
      setBusy(true);
      setError(null);
      try {
        return await ask();
      } catch (failure) {
        const { code, data } = failureOf(failure);
        const seconds = data.retryAfterSeconds;
        const text =
          code === "PD_SIGN_IN_PAUSED" && seconds !== undefined
            ? t("signIn.paused", { count: Math.max(1, Math.ceil(seconds / 60)) })
            : failureText(failure, t);
        setError({ code, text });
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [t],
  );
  return { isBusy, error, run };
}
