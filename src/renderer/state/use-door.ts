import { useEffect, useState } from "react";
import type { SignInState } from "#shared/contract/sign-in.ts";
import { askAuth } from "./auth-client.ts";
import { useDeskState } from "./desk-context.tsx";

/**
 * What a team's server wants before it lets anybody in; null while the desk is open, and where there is no such server. It is asked only when the connection is lost or never came: a desk of one's
 * own is never asked, and starts as before.
 */
export function useDoor(): SignInState | null {
  const [door, setDoor] = useState<SignInState | null>(null);
  const isShut = useDeskState(({ connection }) => connection.kind === "lost");
  const attempts = useDeskState(({ connection }) => (connection.kind === "lost" ? connection.attempts : 0));
  useEffect(() => {
    // In its own window the desk has no server of its page.
    if (!isShut || navigator.userAgent.includes("Electron/")) return undefined;
    let isWanted = true;
    askAuth("state", undefined).then(
      (state) => isWanted && setDoor(state.state === "signed-in" ? null : state),
      // Nothing that signs anybody in: the frame says that the desk is away.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [isShut, attempts]);
  return isShut ? door : null;
}
