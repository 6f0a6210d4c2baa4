/** Texts that are put into answers and notes. */
import { z } from "zod";
import { SnippetId, TicketId } from "../model/ids.ts";
import { MAX_IMPORTED_SNIPPETS, Snippet } from "../model/setup/snippet.ts";
import { procedure } from "./base.ts";

export const SnippetView = Snippet.omit({ stamps: true });
export type SnippetView = z.infer<typeof SnippetView>;

const byId = z.object({ id: SnippetId });
const words = {
  name: Snippet.shape.name,
  shortcut: Snippet.shape.shortcut.default(""),
  folder: Snippet.shape.folder.default(""),
  text: Snippet.shape.text,
};

/** A text as it is put: what stands in it for this ticket. */
export const RenderedText = z.object({
  text: z.string(),
  /** Placeholders that this ticket has nothing for: they wrote nothing, and somebody has to look at the sentence. */
  empty: z.array(z.string()),
});
export type RenderedText = z.infer<typeof RenderedText>;

export const snippets = {
  list: procedure
    .route({ method: "GET", path: "/snippets", tags: ["Snippets"], summary: "List the snippets that the user sees" })
    .output(z.object({ items: z.array(SnippetView) })),
  create: procedure
    .route({
      method: "POST",
      path: "/snippets",
      successStatus: 201,
      tags: ["Snippets"],
      summary: "Create a snippet; its placeholders are checked",
    })
    .input(
      z
        .object({ ...words, /** Everybody's, for which it takes access to the settings. */ shared: z.boolean() })
        .strict(),
    )
    .output(SnippetView),
  /** What is absent stays. */
  update: procedure
    .meta({ access: "author-or-settings" })
    .route({
      method: "PATCH",
      path: "/snippets/{id}",
      tags: ["Snippets"],
      summary: "Change a snippet; its placeholders are checked",
    })
    .input(
      byId
        .extend({
          name: Snippet.shape.name.optional(),
          shortcut: Snippet.shape.shortcut.optional(),
          folder: Snippet.shape.folder.optional(),
          text: Snippet.shape.text.optional(),
          shared: z.boolean().optional(),
        })
        .strict(),
    )
    .output(SnippetView),
  remove: procedure
    .meta({ access: "author-or-settings" })
    .route({ method: "DELETE", path: "/snippets/{id}", tags: ["Snippets"], summary: "Delete a snippet" })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
  /** All or none. */
  import: procedure
    .route({
      method: "POST",
      path: "/snippets/import",
      tags: ["Snippets"],
      summary: "Create the snippets of a file that another desk wrote",
    })
    .input(
      z
        .object({ items: z.array(z.object(words).strip()).min(1).max(MAX_IMPORTED_SNIPPETS), shared: z.boolean() })
        .strict(),
    )
    .output(z.object({ made: z.number().int() })),
  render: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/snippets/{id}/render",
      tags: ["Snippets"],
      summary: "Get the text of a snippet for a ticket",
    })
    .input(byId.extend({ /** Null leaves what belongs to a ticket empty. */ ticketId: TicketId.nullable() }).strict())
    .output(RenderedText),
  /** The same of words that no snippet has: placeholders that are put into an answer by hand. */
  fill: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/snippets/fill",
      tags: ["Snippets"],
      summary: "Fill in the placeholders of a text for a ticket",
    })
    .input(z.object({ text: Snippet.shape.text, ticketId: TicketId.nullable() }).strict())
    .output(RenderedText),
};
