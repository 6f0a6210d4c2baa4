/** docs/ as a site of files: Help, which lies beside the page of the program and is read with no network. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { join as joinPath } from "node:path";
import { helpSections, type HelpSection, pathOfPage } from "./contents.ts";
import { type Rendered, renderMarkdown, type Target } from "./markdown.ts";
import { type Neighbours, pageHtml, startHtml } from "./page.ts";

/** Paths within the site. */
export type HelpSite = {
  readonly pages: ReadonlyMap<string, string>;
  /** Path in the site → file under docs/. */
  readonly pictures: ReadonlyMap<string, string>;
};

/** What the search is made of: one entry a heading. The page's script puts it into an index. */
type Found = { readonly id: string; readonly page: string; readonly heading: string; readonly words: string };

type Written = { readonly name: string; readonly section: string; readonly page: Rendered };

/** @param docs the folder */
export function renderHelp(docs: string): HelpSite {
  const sections = helpSections(docs);
  const names = new Set(sections.flatMap(({ pages }) => pages));
  const pictures = new Map<string, string>();
  const written: Written[] = sections.flatMap(({ title, pages }) =>
    pages.map((name) => ({
      name,
      section: title,
      page: renderMarkdown(readFileSync(pathOfPage(docs, name), "utf8"), {
        link: (href) => placeOf(href, name, names),
        picture: (src) => pictureOf(src, name, docs, pictures),
      }),
    })),
  );
  const titles = new Map(written.map(({ name, page }) => [name, page.title]));
  const navigation = sections.map((section: HelpSection) => ({
    title: section.title,
    pages: section.pages.map((name) => ({ path: `${name}.html`, title: titles.get(name) ?? name })),
  }));
  const all = navigation.flatMap(({ pages }) => pages);
  const found: Found[] = written.flatMap(({ name, page }) =>
    page.passages.map(({ text, slug, words }) => ({
      id: `${name}.html#${slug}`,
      page: page.title,
      heading: text,
      words,
    })),
  );
  const html = written.map(({ name, page }, index): [string, string] => {
    const beside: Neighbours = { previous: all[index - 1] ?? null, next: all[index + 1] ?? null };
    return [`${name}.html`, pageHtml({ path: `${name}.html`, page, navigation, beside })];
  });
  return {
    pages: new Map([["index.html", startHtml(navigation)], ...html, ["search.json", JSON.stringify(found)]]),
    pictures,
  };
}

/** Leads to another page of Help, out into the web, or nowhere: what only the repository has. */
function placeOf(href: string, from: string, names: ReadonlySet<string>): Target | null {
  if (/^https?:/u.test(href)) return { href, isExternal: true };
  if (href.startsWith("#")) return { href, isExternal: false };
  const [path = "", anchor] = href.split("#", 2);
  const name = normalize(join(dirname(from), path)).replace(/\.md$/u, "");
  if (!names.has(name)) return null;
  const up = "../".repeat(from.split("/").length - 1);
  return { href: `${up}${name}.html${anchor === undefined ? "" : `#${anchor}`}`, isExternal: false };
}

function pictureOf(src: string, from: string, docs: string, pictures: Map<string, string>) {
  const path = normalize(join(dirname(from), src));
  const dark = path.replace(/-light(?=\.\w+$)/u, "-dark");
  const up = "../".repeat(from.split("/").length - 1);
  const hasDark = dark !== path && existsSync(joinPath(docs, dark));
  for (const one of hasDark ? [path, dark] : [path]) pictures.set(one, joinPath(docs, one));
  return { light: up + path, dark: hasDark ? up + dark : null };
}
