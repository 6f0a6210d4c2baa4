import { saveText } from "#renderer/components/save-file.ts";
import { useMemo } from "react";
import { z } from "zod";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { Step } from "#renderer/state/undo-stack.ts";
import type { SnippetView } from "#shared/contract/snippets.ts";
import { MAX_IMPORTED_SNIPPETS, Snippet } from "#shared/model/setup/snippet.ts";

/** As it is written into a file, for other desks: without whose it is. */
const SnippetFile = z.object({
  pipedesk: z.literal("snippets"),
  items: z
    .array(
      z.object({
        name: Snippet.shape.name,
        shortcut: Snippet.shape.shortcut.default(""),
        folder: Snippet.shape.folder.default(""),
        text: Snippet.shape.text,
      }),
    )
    .min(1)
    .max(MAX_IMPORTED_SNIPPETS),
});

export type SnippetCommands = {
  duplicate(snippet: SnippetView): Promise<void>;
  remove(snippet: SnippetView): Promise<void>;
  importFile(file: File | null): Promise<void>;
  exportFile(snippets: readonly SnippetView[]): void;
};

export function useSnippetCommands(): SnippetCommands {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  const mayShare = useMayChange();
  return useMemo(
    () => ({
      async duplicate(snippet) {
        try {
          // A copy is its maker's; two with one shortcut would be one too many.
          const name = t("mailTemplates.copyName", { name: snippet.name.slice(0, MAX_COPIED_NAME) });
          await client.snippets.create({ ...wordsOf(snippet), name, shortcut: "", shared: false });
        } catch (error) {
          toasts.failed(error);
        }
      },
      async remove(snippet) {
        try {
          await client.snippets.remove({ id: snippet.id });
        } catch (error) {
          toasts.failed(error);
          return;
        }
        const what = t("mailTemplates.removed", { name: snippet.name });
        const again = () => client.snippets.create({ ...wordsOf(snippet), shared: snippet.ownerId === null });
        const step: Step = { what, undo: again, redo: null };
        undo.record(step);
        toasts.done(what, { step: { step, takeBack: () => undo.takeBack(step) } });
      },
      async importFile(file) {
        if (file === null) return;
        try {
          const read = SnippetFile.safeParse(JSON.parse(await file.text()));
          if (!read.success) {
            toasts.stopped(t("snippets.import.unreadable"));
            return;
          }
          const { made } = await client.snippets.import({ items: read.data.items, shared: mayShare });
          toasts.done(t("snippets.imported", { count: made }));
        } catch (error) {
          if (error instanceof SyntaxError) toasts.stopped(t("snippets.import.unreadable"));
          else toasts.failed(error);
        }
      },
      exportFile(snippets) {
        saveText("snippets.json", JSON.stringify({ pipedesk: "snippets", items: snippets.map(wordsOf) }, null, 2));
      },
    }),
    [client, t, toasts, undo, mayShare],
  );
}

/** A name has room for 120 characters, with the words that tell that it is a copy. */
const MAX_COPIED_NAME = 100;

function wordsOf({ name, shortcut, folder, text }: SnippetView) {
  return { name, shortcut, folder, text };
}
