import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OpenedFile } from "#shared/contract/desktop/events.ts";

/** Somebody who opens more at once imports a folder. */
const MAX_KEPT = 200;

/** Files that were opened with the app, by tokens: the page can have them imported, and can ask for no other. */
export type OpenedFiles = {
  /** @throws PD_DESKTOP_FILE_GONE where it is none, or can't be read */
  keep(path: string, name: string): Promise<OpenedFile>;
  /** As a file that is read piece by piece while it is imported. @throws PD_DESKTOP_FILE_GONE */
  take(token: string): Promise<File>;
};

export function createOpenedFiles(newToken: () => string): OpenedFiles {
  const kept = new Map<string, { readonly path: string; readonly name: string }>();
  return {
    async keep(path, name) {
      const found = await stat(path).catch((error: unknown) => {
        throw gone(name, error);
      });
      if (!found.isFile()) throw gone(name);
      const token = newToken();
      kept.set(token, { path, name });
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      return { token, name, bytes: found.size };
    },
    async take(token) {
      const file = kept.get(token);
      if (file === undefined) throw gone("");
      try {
        return new File([await openAsBlob(file.path)], file.name);
      } catch (error) {
        throw gone(file.name, error);
      }
    },
  };
}

function gone(name: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_DESKTOP_FILE_GONE", "The file is not there any more, or can't be read.", {
    details: { what: name },
    cause,
  });
}
