/** What the team's desk must be in the end: everything that reached the server, merged in one place that knows nothing of commits, checkpoints and devices. */
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { mergeCopies, type Copy } from "#shared/rules/merge/merge-copies.ts";
import type { WireRow } from "#shared/sync/protocol.ts";
import { mergeRuleOf } from "#main/store/collections.ts";
import type { ReplicatedCollection } from "#shared/sync/collections.ts";
import { incomingOf } from "#main/sync/rows.ts";

export type Reference = {
  add(rows: readonly WireRow[]): void;
  /** Living documents by collection and id, as text. */
  documents(): Map<string, string>;
};

export function createReference(): Reference {
  const copies = new Map<string, { readonly collection: ReplicatedCollection; readonly copy: Copy }>();
  return {
    add(rows) {
      for (const row of rows) {
        const { collection, document, isDeleted } = incomingOf(row);
        const copy: Copy = isDeleted ? { ...document, _deleted: true } : document;
        const key = `${collection}/${document.id}`;
        const known = copies.get(key);
        copies.set(key, {
          collection,
          copy: known === undefined ? copy : mergeCopies(mergeRuleOf(collection), known.copy, copy),
        });
      }
    },
    documents() {
      const living = Array.from(copies).filter(([, { copy }]) => copy._deleted !== true);
      return new Map(living.map(([key, { copy }]) => [key, canonicalJson(copy)]));
    },
  };
}
