/** html-to-text carries no types; this declares what is used of it. */
declare module "html-to-text" {
  export interface HtmlToTextSelector {
    selector: string;
    format?: string;
    options?: Record<string, unknown>;
  }
  /** A node of the document: text has `data`, elements have a name, attributes and children. */
  export interface HtmlNode {
    type: string;
    name?: string;
    data?: string;
    attribs?: Record<string, string>;
    children?: HtmlNode[];
    parent?: HtmlNode | null;
    prev?: HtmlNode | null;
  }
  export interface TextBuilder {
    openBlock(options?: { leadingLineBreaks?: number; reservedLineLength?: number }): void;
    closeBlock(options?: { trailingLineBreaks?: number; blockTransform?: (block: string) => string }): void;
    addLiteral(text: string): void;
  }
  export type HtmlFormatter = (
    element: HtmlNode,
    walk: (children: readonly HtmlNode[], builder: TextBuilder) => void,
    builder: TextBuilder,
    options: Record<string, unknown>,
  ) => void;
  export interface HtmlToTextOptions {
    wordwrap?: number | false;
    preserveNewlines?: boolean;
    selectors?: HtmlToTextSelector[];
    formatters?: Record<string, HtmlFormatter>;
    limits?: { maxInputLength?: number; maxDepth?: number; maxChildNodes?: number; ellipsis?: string };
  }
  export function compile(options?: HtmlToTextOptions): (html: string) => string;
  export function convert(html: string, options?: HtmlToTextOptions): string;
}
