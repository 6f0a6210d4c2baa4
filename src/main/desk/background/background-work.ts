import { Subject } from "rxjs";
import type { WorkProgress } from "#shared/contract/background.ts";

/** What goes on in pieces behind an answered command, as far as people can watch it. In memory: what is unfinished stands in the documents. */
export type BackgroundWork = {
  all(): readonly WorkProgress[];
  /** Also told where something else of the desk's status changed. */
  readonly changes: Subject<void>;
  tell(progress: WorkProgress): void;
  /** Whoever asks for work that goes on already gets the one that does. Its progress is gone when it ends, however it does. */
  once(id: string, work: () => Promise<void>): Promise<void>;
  /** Nothing new begins; resolves when what goes on has come to the end of its piece. */
  close(): Promise<void>;
  /** Asked between two pieces. */
  readonly isOpen: boolean;
};

export function createBackgroundWork(): BackgroundWork {
  const changes = new Subject<void>();
  const progress = new Map<string, WorkProgress>();
  const going = new Map<string, Promise<void>>();
  let isOpen = true;

  return {
    all: () => Array.from(progress.values()),
    changes,
    tell(one) {
      progress.set(one.id, one);
      changes.next();
    },
    once(id, work) {
      const known = going.get(id);
      if (known) return known;
      const begun = work().finally(() => {
        going.delete(id);
        if (progress.delete(id)) changes.next();
      });
      going.set(id, begun);
      return begun;
    },
    async close() {
      isOpen = false;
      await Promise.allSettled(going.values());
    },
    get isOpen() {
      return isOpen;
    },
  };
}
