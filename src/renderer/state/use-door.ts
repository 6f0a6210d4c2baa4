import { useEffect, useState } from "react";
import type { SignInState } from "#shared/contract/sign-in.ts";
import { askAuth } from "./auth-client.ts";
import { useDesk, useDeskState } from "./desk-context.tsx";

/**
 * What a team's server wants before it lets anybody in; null while the desk is open, and where there is no such server. It is asked whenever connecting failed: a desk of one's own that answers is
 * never asked, and starts as before.
 */
export function useDoor(): SignInState | null {
  const { store } = useDesk();
  const [door, setDoor] = useState<SignInState | null>(null);
  const isShut = useDeskState(({ connection }) => connection.kind === "lost");
  useEffect(() => {
    // In its own window the desk has no server of its page.
    if (navigator.userAgent.includes("Electron/")) return undefined;
    const look = () => {
      if (store.getState().connection.kind !== "lost") return;
      askAuth("state", undefined).then(
        (state) => setDoor(state.state === "signed-in" ? null : state),
        // Nothing that signs anybody in: the frame says that the desk is away.
        () => undefined,
      );
    };
    look();
    return store.subscribe(({ connection }, before) => {
      if (connection !== before.connection) look();
    });
  }, [store]);
  return isShut ? door : null;
}
