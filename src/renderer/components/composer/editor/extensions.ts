import { Link } from "@tiptap/extension-link";
import { Placeholder } from "@tiptap/extension-placeholder";
import { StarterKit } from "@tiptap/starter-kit";
import type { PictureStore } from "./picture-store.ts";
import { PictureNode } from "./picture-node.ts";

/** The toolbar's link field listens to this event of the window. */
const EDIT_LINK = "edit-link";

const LinkByKey = Link.extend({
  addKeyboardShortcuts: () => ({ "Mod-k": () => window.dispatchEvent(new Event(EDIT_LINK)) }),
});

/** What a mail may hold: what every mail program shows. */
export function mailExtensions(options: { readonly placeholder: string; readonly pictures: PictureStore }) {
  return [
    StarterKit.configure({
      code: false,
      codeBlock: false,
      heading: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      trailingNode: false,
      link: false,
      dropcursor: { color: "var(--pd-accent)", width: 2 },
    }),
    LinkByKey.configure({
      openOnClick: false,
      protocols: ["mailto", "tel"],
      HTMLAttributes: { target: null, rel: "noopener noreferrer" },
    }),
    Placeholder.configure({ placeholder: options.placeholder }),
    PictureNode.configure({ pictures: options.pictures }),
  ];
}

/** Typing "- " or "1. " begins a list, "> " a quote. Stars around a word stay stars: people write them. */
export const INPUT_RULES = ["bulletList", "orderedList", "blockquote"];
