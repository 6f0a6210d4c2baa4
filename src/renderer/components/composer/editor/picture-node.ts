import { Node } from "@tiptap/core";
import type { PictureStore } from "./picture-store.ts";

/** What the extension needs of the composer that it stands in. */
export type PictureOptions = { readonly pictures: PictureStore | null };

/**
 * A picture in the text, known by its Content-ID alone. Pictures with an address are not taken over from what is pasted: showing one would tell its
 * server about it, and it would be missing from the mail.
 */
export const PictureNode = Node.create<PictureOptions>({
  name: "picture",
  group: "inline",
  inline: true,
  draggable: true,
  addOptions: () => ({ pictures: null }),
  addAttributes() {
    return {
      contentId: {
        default: "",
        parseHTML: (element: HTMLElement) => element.getAttribute("data-cid"),
        renderHTML: ({ contentId }: Record<string, unknown>) => ({ "data-cid": contentId }),
      },
      alt: { default: "" },
    };
  },
  parseHTML: () => [{ tag: "img[data-cid]" }],
  // No `src`: an image element that is made in the page loads what it names, and this names nothing that a browser could load.
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  renderText: () => "",
  addNodeView() {
    const { pictures } = this.options;
    return ({ node }) => {
      const image = document.createElement("img");
      const { contentId, alt }: Record<string, unknown> = node.attrs;
      image.alt = String(alt);
      void pictures?.find(String(contentId)).then((url) => {
        if (url !== null) image.src = url;
      });
      return { dom: image };
    };
  },
});
