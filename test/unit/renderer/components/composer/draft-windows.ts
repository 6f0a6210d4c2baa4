import { createDraftKeeper } from "#renderer/components/composer/draft/draft-keeper.ts";
import type {
  DraftCodec,
  DraftKeeper,
  DraftNotice,
  DraftTable,
} from "#renderer/components/composer/draft/draft-keeping.ts";
import type { DraftRow } from "#renderer/state/local-db.ts";

export const KEY = "reply:t1:u1";

/** One browser: its table and stash in memory, its windows, a clock that the test moves. */
export function createBrowser(kept: { readonly row?: DraftRow; readonly stashed?: DraftRow } = {}) {
  const rows = new Map<string, DraftRow>(kept.row === undefined ? [] : [[KEY, kept.row]]);
  const stashed = new Map<string, DraftRow>(kept.stashed === undefined ? [] : [[KEY, kept.stashed]]);
  const listeners = new Set<() => void>();
  const clock = { nowEpochMs: 7 };
  let ids = 0;
  const table: DraftTable = {
    get: (key) => Promise.resolve(rows.get(key)),
    change: async (key, decide) => {
      await Promise.resolve();
      const found = rows.get(key);
      const next = decide(found);
      if (next === undefined) return found;
      rows.set(key, next);
      for (const tell of listeners) tell();
      return next;
    },
    watch: (key, onRow) => {
      const tell = () => void Promise.resolve().then(() => onRow(rows.get(key)));
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };

  function openWindow<Content>(codec: DraftCodec<Content>, own: Partial<DraftTable> = {}): Window<Content> {
    const pauses = new Set<() => void>();
    const safe: boolean[] = [];
    const notices: DraftNotice<Content>[] = [];
    const shown = { content: codec.empty };
    const keeper = createDraftKeeper({
      table: { ...table, ...own },
      stash: {
        read: (key) => stashed.get(key) ?? null,
        write: (row) => void stashed.set(row.key, row),
        remove: (key) => void stashed.delete(key),
      },
      codec,
      key: KEY,
      now: () => clock.nowEpochMs,
      newId: () => `d-${(ids += 1)}`,
      pause: (run) => {
        pauses.add(run);
        return () => pauses.delete(run);
      },
      onSaved: (value) => safe.push(value),
      onElsewhere: (content, notice) => {
        shown.content = content;
        if (notice !== null) notices.push(notice);
      },
    });
    return {
      keeper,
      pauses,
      safe,
      notices,
      text: () => shown.content,
      async start() {
        shown.content = await keeper.load();
        return keeper.follow();
      },
      type(content) {
        shown.content = content;
        keeper.change(content);
      },
      endPauses() {
        const due = [...pauses];
        pauses.clear();
        for (const run of due) run();
      },
      send() {
        const sent = { id: keeper.id(shown.content), content: shown.content };
        shown.content = codec.empty;
        keeper.end(sent.content);
        return sent;
      },
    };
  }
  return { rows, stashed, clock, openWindow, row: () => rows.get(KEY) };
}

export type Window<Content> = {
  readonly keeper: DraftKeeper<Content>;
  readonly pauses: ReadonlySet<() => void>;
  readonly safe: boolean[];
  readonly notices: DraftNotice<Content>[];
  /** What the person sees. */
  text(): Content;
  start(): Promise<() => void>;
  type(content: Content): void;
  readonly endPauses: () => void;
  send(): { readonly id: string; readonly content: Content };
};

/** Until nothing that was begun is on its way any more. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
