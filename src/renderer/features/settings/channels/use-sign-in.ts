import { useCallback, useEffect, useRef, useState } from "react";
import { openOutside } from "#renderer/components/links/open-outside.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { OAuthFlow } from "#shared/model/mail-channel.ts";
import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";

export type SignInState =
  | { readonly kind: "idle" | "opening" }
  | { readonly kind: "waiting" | "done"; readonly flow: OAuthFlow }
  | { readonly kind: "failed"; readonly text: string };

export type SignIn = {
  readonly state: SignInState;
  readonly begin: (provider: OAuthProvider, address: string) => Promise<void>;
};

/** How often the desk is asked whether the person has finished in the browser. */
const POLL_MS = 1_500;

/** A sign-in with a provider: opens its page and waits until it is done there. */
export function useSignIn(): SignIn {
  const desk = useDesk();
  const { client } = desk;
  const { t } = useI18n();
  const [state, setState] = useState<SignInState>({ kind: "idle" });
  /** Another one, or leaving the screen, makes what comes of it worthless. */
  const present = useRef<object | null>(null);
  useEffect(
    () => () => {
      present.current = null;
    },
    [],
  );

  const begin = useCallback(
    async (provider: OAuthProvider, address: string) => {
      const attempt = {};
      present.current = attempt;
      setState({ kind: "opening" });
      try {
        const flow = await client.channels.beginOAuth({ provider, ...(address === "" ? {} : { address }) });
        if (present.current !== attempt) return;
        // Asked for by the person a moment ago, and made by the desk.
        await openOutside(desk, flow.url);
        setState({ kind: "waiting", flow });
      } catch (error) {
        if (present.current === attempt) setState({ kind: "failed", text: failureText(error, t) });
      }
    },
    [client, desk, t],
  );

  const waitingFor = state.kind === "waiting" ? state.flow.id : null;
  useEffect(() => {
    if (waitingFor === null) return;
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      try {
        const flow = await client.channels.oauth({ flowId: waitingFor });
        setState((before) => {
          if (before.kind !== "waiting" || before.flow.id !== waitingFor) return before;
          if (flow.state === "failed") return { kind: "failed", text: flow.error };
          return { kind: flow.state, flow };
        });
      } catch (error) {
        setState({ kind: "failed", text: failureText(error, t) });
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(() => void ask(), POLL_MS);
    return () => clearInterval(timer);
  }, [client, waitingFor, t]);

  return { state, begin };
}
