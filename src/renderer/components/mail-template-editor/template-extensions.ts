import { Node } from "@tiptap/core";
import { Link } from "@tiptap/extension-link";
import { StarterKit } from "@tiptap/starter-kit";
import { PICTURE_ATTRIBUTE, pictureOf } from "./html-document.ts";
import { LiquidNode } from "./liquid-node.ts";

/** Paragraphs and mere lines are two things: mail programs put space between paragraphs. New ones are lines, as in answers. */
const LineOrParagraph = Node.create({
  name: "paragraph",
  // Before all others, so that what is new is one.
  priority: 1000,
  group: "block",
  content: "inline*",
  addAttributes: () => ({
    tag: {
      default: "div",
      parseHTML: (element: HTMLElement) => (element.tagName === "P" ? "p" : "div"),
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: "p" }, { tag: "div" }],
  renderHTML: ({ node, HTMLAttributes }) => [node.attrs["tag"] === "p" ? "p" : "div", HTMLAttributes, 0],
});

/** A picture with an address: its words stand in its place, since fetching it would tell its server of each look at the template. */
const TemplatePicture = Node.create({
  name: "templatePicture",
  group: "inline",
  inline: true,
  atom: true,
  draggable: true,
  addAttributes: () => ({
    attributes: {
      default: "{}",
      parseHTML: (element: HTMLElement) => element.getAttribute(PICTURE_ATTRIBUTE),
      renderHTML: ({ attributes }: Record<string, unknown>) => ({ [PICTURE_ATTRIBUTE]: attributes }),
    },
  }),
  parseHTML: () => [{ tag: `span[${PICTURE_ATTRIBUTE}]` }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  addNodeView: () => (props) => {
    const { alt = "", src = "" } = pictureOf(String(props.node.attrs["attributes"]));
    const dom = document.createElement("span");
    dom.className = "pd-picture";
    dom.textContent = `▣ ${alt || src.slice(src.lastIndexOf("/") + 1) || "…"}`;
    dom.title = src;
    return { dom };
  },
});

/** What a template in rich text may hold: what every mail program shows, placeholders, and pictures by their addresses. */
export const TEMPLATE_EXTENSIONS = [
  StarterKit.configure({
    paragraph: false,
    codeBlock: false,
    trailingNode: false,
    link: false,
    dropcursor: { color: "var(--pd-accent)", width: 2 },
  }),
  LineOrParagraph,
  Link.configure({
    openOnClick: false,
    protocols: ["mailto", "tel"],
    HTMLAttributes: { target: null, rel: null },
  }),
  LiquidNode,
  TemplatePicture,
];
