/**
 * Keeps what is changed in the editor as a draft on the desk, on each pause. One save at a time; where another window of the same person saved meanwhile, what
 * both made is joined before it is saved again. Knows no React and no desk.
 */
import { readDraft, writeDraft } from "#shared/automation/edit-steps/draft-text.ts";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { mergeDrafts } from "#shared/automation/merge-drafts/merge-drafts.ts";
import type { WorkflowDraftHead, WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import { isChanged, isSameDraft, type Opened } from "#renderer/components/workflow/editor/editor-state.ts";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";

/** After the last letter. */
const PAUSE_MS = 600;
/** Windows that save in turn while this one does. */
const MOST_TRIES = 5;

/** `none`: what one sees is what runs. */
export type DraftState = { readonly kind: "none" | "changed" | "kept" | "failed" };

type SavedText = { readonly base: string; readonly baseRevision: number; readonly content: string };

export type AutosaveDeps = {
  readonly editor: EditorStore;
  /** @param replaces the save that it goes on from; null: there was none */
  save(text: SavedText, replaces: number | null): Promise<WorkflowDraftHead>;
  load(): Promise<WorkflowDraftView | null>;
  discard(): Promise<void>;
  isConflict(error: unknown): boolean;
  onState(state: DraftState): void;
  /** What another window made was joined with what was made here. */
  onJoined(): void;
};

export type DraftAutosave = ReturnType<typeof createDraftAutosave>;

/** @param begun the draft that the editor was opened with; null: none */
export function createDraftAutosave(deps: AutosaveDeps, begun: WorkflowDraftView | null) {
  const { editor } = deps;
  let known = begun?.savedAtEpochMs ?? null;
  let kept: Draft = editor.getState().history.draft;
  let seen = kept;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<void> | null = null;
  let state: DraftState["kind"] = begun === null ? "none" : "kept";

  function tell(kind: DraftState["kind"]): void {
    if (kind === state) return;
    state = kind;
    deps.onState({ kind });
  }

  const isUnkept = (): boolean => !isSameDraft(editor.getState().history.draft, kept);

  function later(): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void flush(), PAUSE_MS);
  }

  /** All that was changed so far is on the desk when this resolves, or the state says that it is not. */
  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    await saving;
    const hasDraft = known !== null;
    if (!isUnkept() && hasDraft === isChanged(editor.getState())) return;
    saving = keep().finally(() => (saving = null));
    await saving;
  }

  async function keep(): Promise<void> {
    try {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { history, saved, revision } = editor.getState();
        const { draft } = history;
        if (!isChanged({ history, saved })) {
          if (known !== null) await deps.discard();
          known = null;
          kept = draft;
          tell("none");
          return;
        }
        try {
          const text = { base: writeDraft(saved), baseRevision: revision, content: writeDraft(draft) };
          known = (await deps.save(text, known)).savedAtEpochMs;
          kept = draft;
          tell(isUnkept() ? "changed" : "kept");
          return;
        } catch (error) {
          if (!deps.isConflict(error)) throw error;
          await joinTheirs();
        }
      }
      tell("failed");
    } catch {
      // The frame says that the desk is away; the words stay here, and the next change tries again.
      tell("failed");
    }
  }

  async function joinTheirs(): Promise<void> {
    const told = await deps.load();
    known = told?.savedAtEpochMs ?? null;
    const theirs = told === null ? null : openedDraft(told);
    if (theirs === null) return;
    const mine = editor.getState().history.draft;
    const { draft } = mergeDrafts({ base: kept, mine, theirs: theirs.draft });
    kept = theirs.draft;
    editor.goOnWith({ ...theirs, draft });
    deps.onJoined();
  }

  return {
    flush,
    isUnkept,
    /** The editor holds what the desk has just taken, with no draft beside it. */
    published(): void {
      known = null;
      kept = editor.getState().saved;
      tell(isUnkept() ? "changed" : "none");
      if (isUnkept()) later();
    },
    /** The feed told how the draft stands on the desk. Null: it is gone. */
    async heard(head: WorkflowDraftHead | null, current: Opened): Promise<void> {
      await saving;
      if ((head?.savedAtEpochMs ?? null) === known || (head !== null && head.savedAtEpochMs < (known ?? 0))) return;
      // What was changed here is joined when it is saved.
      if (isUnkept()) return;
      const told = head === null ? null : await deps.load();
      const next = told === null ? current : openedDraft(told);
      if (next === null || isUnkept()) return;
      known = told?.savedAtEpochMs ?? null;
      kept = next.draft;
      seen = next.draft;
      editor.goOnWith(next);
      tell(told === null ? "none" : "kept");
    },
    /** Begins to keep what is changed. @returns ends it, when what was changed last is kept */
    start(): () => void {
      const stopListening = editor.subscribe(({ history }) => {
        if (history.draft === seen) return;
        seen = history.draft;
        if (!isUnkept()) return;
        tell("changed");
        later();
      });
      return () => {
        stopListening();
        void flush();
      };
    },
  };
}

/** What an editor opens; null where it can't be read here. */
export function openedDraft({ base, baseRevision, content }: WorkflowDraftView): Opened | null {
  const [saved, draft] = [readDraft(base), readDraft(content)];
  return saved === null || draft === null ? null : { saved, revision: baseRevision, draft };
}
