import type { Log } from "#main/desk/context.ts";
import type { EventHub } from "../desktop/event-hub.ts";
import type { OpenedFiles } from "./opened-files.ts";
import type { Opening } from "./opening.ts";

/** Hands what the app was asked to open over to its page, now or once there is one; what can't be opened is told there. */
export function createHandOver({
  hub,
  openedFiles,
  log,
}: {
  readonly hub: EventHub;
  readonly openedFiles: OpenedFiles;
  readonly log: Log;
}): (openings: readonly Opening[]) => void {
  async function announce(opening: Opening): Promise<void> {
    switch (opening.type) {
      case "no-link":
        hub.send({ type: "refused", code: "PD_DESKTOP_LINK", what: opening.link });
        return;
      case "file":
        try {
          hub.send({ type: "files", files: [await openedFiles.keep(opening.path, opening.name)] });
        } catch {
          hub.send({ type: "refused", code: "PD_DESKTOP_FILE_GONE", what: opening.name });
        }
        return;
      default:
        hub.send(opening);
    }
  }
  return (openings) => {
    for (const opening of openings) {
      announce(opening).catch((error: unknown) => log.error("What was asked for can't be opened.", { error }));
    }
  };
}
