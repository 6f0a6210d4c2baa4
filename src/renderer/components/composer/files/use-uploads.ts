import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { DraftFile } from "../draft/mail-draft.ts";

/** A file on its way to the desk, or one that did not get there. */
export type Upload = {
  readonly id: string;
  readonly file: File;
  /** Set for a picture that stands in the text already. */
  readonly contentId: string | null;
  /** undefined while it is on its way. */
  readonly error: unknown;
};

export type Uploads = {
  readonly list: readonly Upload[];
  add(file: File, contentId: string | null): void;
  retry(upload: Upload): void;
  /** Also stops one that is on its way. */
  remove(upload: Upload): void;
};

/** Hands files to the desk, each as soon as it is chosen; a failed one stays with its reason until it is tried again or removed. */
export function useUploads(onUploaded: (file: DraftFile) => void): Uploads {
  const { client } = useDesk();
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const counter = useRef(0);

  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const upload of uploads.values()) upload.abort();
    };
  }, []);

  const run = useCallback(
    async ({ id, file, contentId }: Upload) => {
      const cancel = new AbortController();
      running.current.set(id, cancel);
      try {
        const kept = await client.uploads.create({ file }, { signal: cancel.signal });
        if (cancel.signal.aborted) return;
        setList((uploads) => uploads.filter((other) => other.id !== id));
        onUploaded({ ...kept, name: kept.name || file.name, contentId });
      } catch (error) {
        if (cancel.signal.aborted) return;
        setList((uploads) => uploads.map((other) => (other.id === id ? { ...other, error } : other)));
      } finally {
        running.current.delete(id);
      }
    },
    [client, onUploaded],
  );

  return {
    list,
    add: (file, contentId) => {
      counter.current += 1;
      const upload: Upload = { id: `upload-${counter.current}`, file, contentId, error: undefined };
      setList((uploads) => [...uploads, upload]);
      void run(upload);
    },
    retry: (upload) => {
      const again = { ...upload, error: undefined };
      setList((uploads) => uploads.map((other) => (other.id === upload.id ? again : other)));
      void run(again);
    },
    remove: ({ id }) => {
      running.current.get(id)?.abort();
      setList((uploads) => uploads.filter((other) => other.id !== id));
    },
  };
}
