import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { passClipboardToFocus } from "./app/clipboard-target.ts";
import { createDesk } from "./state/desk.ts";
import { holdTyping } from "./state/hold-typing.ts";
import { HELD_TYPING_MS, SHORTCUT_SEQUENCE_MS } from "./state/limits.ts";
import { openLocalDb, sweepEndedDrafts } from "./state/local-db.ts";
import { isOtherDesk } from "./state/other-desk.ts";
import { openPreferences } from "./state/preferences.ts";
import { createShellStore } from "./state/shell-store.ts";
import { createShortcutRegistry } from "./state/shortcuts.ts";
import { openSocketTransport, receivePorts, socketUrlOf } from "./state/transport.ts";

const now = () => Date.now();

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}

// In Electron the port comes from the preload script, once and early: the listener must be there before anything is awaited.
const isDesktop = navigator.userAgent.includes("Electron/");
const open = isDesktop ? receivePorts(window) : () => openSocketTransport(socketUrlOf(window.location));
const desk = createDesk({ open, isDesktop, pause, now });
// A machine that wakes up, or a tab that is looked at again, shouldn't wait for the end of a pause.
window.addEventListener("online", () => desk.retryNow());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && desk.retryNow());
desk.store.subscribe((state, before) => {
  if (isOtherDesk(before.status, state.status)) window.location.reload();
});
passClipboardToFocus(document);

const localDb = openLocalDb();
void sweepEndedDrafts(localDb, now());
const preferences = await openPreferences(localDb);
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");
createRoot(root).render(
  <App
    services={{
      desk,
      preferences,
      localDb,
      shell: createShellStore(now()),
      shortcuts: createShortcutRegistry({
        now,
        sequenceMs: SHORTCUT_SEQUENCE_MS,
        chosen: () => preferences.getState().keys,
        opensField: () => holdTyping(window, HELD_TYPING_MS),
      }),
    }}
  />,
);
