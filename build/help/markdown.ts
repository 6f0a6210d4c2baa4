import MarkdownIt from "markdown-it";

/** What a link or a picture of a text means, before and after it is shown elsewhere. */
export type Target = { readonly href: string; readonly isExternal: boolean };

export type Heading = { readonly level: number; readonly text: string; readonly slug: string };
/** A heading with the plain words under it: what a search finds. */
export type Passage = Heading & { readonly words: string };

export type Rendered = {
  readonly html: string;
  /** Of the first heading; '' where there is none. */
  readonly title: string;
  readonly passages: readonly Passage[];
};

export type Placing = {
  /** Where a link leads; null: what it means isn't here, and only its words are shown. */
  link(href: string): Target | null;
  /** The picture in light and in dark; null for the dark one where there is none. */
  picture(src: string): { readonly light: string; readonly dark: string | null };
};

/** HTML within a text is shown as text: nothing of it runs, whoever wrote it. */
const createParser = () => new MarkdownIt({ html: false, linkify: false, typographer: false });

type Token = ReturnType<ReturnType<typeof createParser>["parse"]>[number];

/** Where links and pictures of a text lead, as they are written, and what can be led to in it. */
export function referencesOf(text: string): {
  readonly targets: readonly string[];
  readonly slugs: ReadonlySet<string>;
} {
  const tokens = createParser().parse(text, {});
  const inline = tokens.flatMap((token) => token.children ?? []);
  return {
    targets: inline.flatMap((token) =>
      [token.attrGet("href"), token.attrGet("src")].filter((one) => typeof one === "string"),
    ),
    slugs: new Set(headingsOf(tokens).map(({ slug }) => slug)),
  };
}

/** A page of Help out of its text. */
export function renderMarkdown(text: string, placing: Placing): Rendered {
  const parser = createParser();
  const tokens = parser.parse(text, {});
  const headings = headingsOf(tokens);
  let next = 0;
  for (const token of tokens) {
    if (token.type === "heading_open") token.attrSet("id", headings[next++]?.slug ?? "");
    if (token.children !== null) placeLinks(token.children, placing);
  }
  parser.renderer.rules["image"] = ([...list], index) => {
    const token = list[index];
    if (token === undefined) return "";
    const { light, dark } = placing.picture(textOf(token, "src"));
    const escaped = (words: string) => parser.utils.escapeHtml(words);
    const source =
      dark === null
        ? ""
        : `<source srcset="${escaped(dark)}" media="(prefers-color-scheme: dark)" data-colours="dark">`;
    return `<picture>${source}<img src="${escaped(light)}" alt="${escaped(token.content)}" loading="lazy"></picture>`;
  };
  // Wide code and wide tables scroll by themselves, by keyboard too.
  for (const rule of ["fence", "code_block"])
    parser.renderer.rules[rule] = (list, index) =>
      `<pre tabindex="0"><code>${parser.utils.escapeHtml(list[index]?.content ?? "")}</code></pre>\n`;
  parser.renderer.rules["table_open"] = () => '<div class="table" tabindex="0"><table>\n';
  parser.renderer.rules["table_close"] = () => "</table></div>\n";
  return {
    html: parser.renderer.render(tokens, parser.options, {}),
    title: headings[0]?.text ?? "",
    passages: passagesOf(tokens, headings),
  };
}

const textOf = (token: Token, attribute: string): string => String(token.attrGet(attribute) ?? "");

function placeLinks(tokens: Token[], placing: Placing): void {
  const isShown: boolean[] = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const target = placing.link(textOf(token, "href"));
      isShown.push(target !== null);
      if (target === null) {
        token.tag = "span";
        token.attrs = [];
      } else {
        token.attrSet("href", target.href);
        if (target.isExternal) {
          token.attrSet("target", "_blank");
          token.attrSet("rel", "noopener noreferrer");
        }
      }
    }
    if (token.type === "link_close" && isShown.pop() === false) token.tag = "span";
  }
}

function headingsOf(tokens: readonly Token[]): Heading[] {
  const used = new Map<string, number>();
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open") return [];
    const text = wordsOf(tokens[index + 1]);
    const slug = slugOf(text);
    const count = used.get(slug) ?? 0;
    used.set(slug, count + 1);
    return [{ level: Number(token.tag.slice(1)), text, slug: count === 0 ? slug : `${slug}-${count}` }];
  });
}

function passagesOf(tokens: readonly Token[], headings: readonly Heading[]): Passage[] {
  const words: string[][] = headings.map(() => []);
  let at = -1;
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") at += 1;
    else if (token.type === "fence" || token.type === "code_block") words[at]?.push(token.content);
    else if (token.type === "inline" && tokens[index - 1]?.type !== "heading_open") words[at]?.push(wordsOf(token));
  });
  return headings.map((heading, index) => ({
    ...heading,
    words: (words[index] ?? []).join(" ").replaceAll(/\s+/gu, " "),
  }));
}

function wordsOf(token: Token | undefined): string {
  return (token?.children ?? [])
    .map(({ type, content }) => (type === "softbreak" ? " " : type === "image" ? "" : content))
    .join("");
}

/** As repositories' pages make anchors of headings. */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/gu, "-");
}
