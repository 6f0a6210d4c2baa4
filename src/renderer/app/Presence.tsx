import { useEffect, useState } from "react";
import { useDesk, useDeskState, useShellState } from "../state/desk-context.tsx";
import { PRESENCE_REMINDER_MS } from "../state/limits.ts";
import { useRoute } from "../state/routes.ts";

const ID_BYTES = 12;

/** Tells the team at which ticket this window's person is, and whether they write: when that changes, and again before it is forgotten. On a desk of one's own nobody is told. */
export function Presence() {
  const { client } = useDesk();
  const [windowId] = useState(newWindowId);
  const inTeam = useDeskState((state) => state.status?.host !== undefined);
  // Whoever was told before the connection was lost has forgotten it, and is told anew at the next hello.
  const hellos = useDeskState((state) => state.hellos);
  const route = useRoute();
  const isShown = useIsShown();
  const shownId = route.page === "ticket" && isShown ? route.ticketId : null;
  const isTyping = useShellState((state) => state.isTyping) && shownId !== null;
  useEffect(() => {
    if (!inTeam || hellos === 0) return undefined;
    const tell = () =>
      // Nobody misses what is told again soon.
      void client.membership.here({ windowId, ticketId: shownId, isTyping }).catch(() => undefined);
    tell();
    const timer = setInterval(tell, PRESENCE_REMINDER_MS);
    return () => clearInterval(timer);
  }, [client, windowId, inTeam, hellos, shownId, isTyping]);
  return null;
}

/** A window behind others shows its ticket to nobody. */
function useIsShown(): boolean {
  const [isShown, setShown] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setShown(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isShown;
}

/** `crypto.randomUUID` is not there on a page without TLS. */
function newWindowId(): string {
  return [...crypto.getRandomValues(new Uint8Array(ID_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
