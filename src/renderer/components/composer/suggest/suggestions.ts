/** What is offered while somebody writes. Pure. */
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { SnippetId } from "#shared/model/ids.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import { emojiFor } from "./emoji.ts";
import { fuzzyRank } from "./fuzzy.ts";
import type { Trigger } from "./trigger.ts";

export type Suggestion = {
  readonly id: string;
  readonly label: string;
  /** Beside the label: a shortcut, a name. */
  readonly hint: string;
  /** Of one's own, a lock says so. */
  readonly isOwn: boolean;
} & ({ readonly kind: "text"; readonly text: string } | { readonly kind: "snippet"; readonly snippetId: SnippetId });

const MAX_SHOWN = 8;
/** Snippets are many, and their list scrolls. */
const MAX_SNIPPETS = 50;

export function suggestionsFor(
  { sign, query }: Trigger,
  { snippets, users }: Pick<DeskSetup, "snippets" | "users">,
): Suggestion[] {
  switch (sign) {
    case "/":
      return snippets
        .flatMap(({ id, name, shortcut, folder, ownerId }) => {
          const rank = bestRank(query, [shortcut, name, `${folder} ${name}`]);
          if (rank === null) return [];
          const hint = [shortcut === "" ? "" : `/${shortcut}`, folder].filter(Boolean).join(" · ");
          return [
            { rank, one: { kind: "snippet", id, snippetId: id, label: name, hint, isOwn: ownerId !== null } as const },
          ];
        })
        .toSorted((a, b) => a.rank - b.rank || a.one.label.localeCompare(b.one.label))
        .slice(0, MAX_SNIPPETS)
        .map(({ one }) => one);
    case "@":
      return users
        .filter((user) => !hasLeft(user) && bestRank(query, [user.name]) !== null)
        .toSorted((a, b) => (fuzzyRank(query, a.name) ?? 0) - (fuzzyRank(query, b.name) ?? 0))
        .slice(0, MAX_SHOWN)
        .map(({ id, name, address }) => ({
          kind: "text",
          id,
          label: name,
          hint: address,
          isOwn: false,
          text: `@${name} `,
        }));
    case ":":
      return emojiFor(query, MAX_SHOWN).map(({ character, name }) => ({
        kind: "text",
        id: character,
        label: character,
        hint: name.replaceAll("_", " "),
        isOwn: false,
        text: character,
      }));
  }
}

function bestRank(query: string, texts: readonly string[]): number | null {
  const ranks = texts.flatMap((text) => fuzzyRank(query, text) ?? []);
  return ranks.length === 0 ? null : Math.min(...ranks);
}
