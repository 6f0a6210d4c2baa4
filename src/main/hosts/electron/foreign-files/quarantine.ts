/**
 * The folder from which attachments are opened: each in a folder of its own, under a harmless name, readable by nobody else and writable by nobody, marked as coming from elsewhere.
 * What lies there is a copy that nobody needs after the program ended; the next start clears it away.
 */
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "#main/desk/context.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

const OWNER_ONLY = 0o700;
const WRITING = 0o600;
const READ_ONLY = 0o400;

export type Quarantine = {
  /** Writes a file there. @param name harmless already @returns its path @throws PD_DESKTOP_WRITE */
  put(name: string, content: Blob): Promise<string>;
  /** Takes away what earlier runs left. What another program holds open stays until the next start. */
  clear(): Promise<void>;
};

export function createQuarantine(deps: {
  readonly folder: string;
  readonly newToken: () => string;
  /** @throws where it can't be marked */
  readonly mark: (path: string) => Promise<void>;
  readonly log: Log;
}): Quarantine {
  return {
    put: async (name, content) => {
      const place = join(deps.folder, deps.newToken());
      const path = join(place, name);
      try {
        await mkdir(place, { recursive: true, mode: OWNER_ONLY });
        // `wx`: never through a link that somebody put there.
        await writeFile(path, content.stream(), { flag: "wx", mode: WRITING });
        await deps
          .mark(path)
          .catch((error: unknown) => deps.log.warn("A file can't be marked as foreign here.", { error }));
        await chmod(path, READ_ONLY);
      } catch (error) {
        throw new PipedeskError("PD_DESKTOP_WRITE", "The attachment could not be written to be opened.", {
          details: { what: name },
          cause: error,
        });
      }
      return path;
    },
    clear: () =>
      rm(deps.folder, { recursive: true, force: true }).catch((error: unknown) => {
        deps.log.warn("Attachments that were opened earlier could not be cleared away.", { error });
      }),
  };
}
