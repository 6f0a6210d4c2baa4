/** Help, and the links of every text of the repository. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { referencesOf, renderMarkdown } from "../../../build/help/markdown.ts";
import { renderHelp } from "../../../build/help/render-help.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const DOCS = resolve(ROOT, "docs");
/** Of all of Help, pictures included: it is part of what is installed. */
const MAX_BYTES = 2 * 1024 * 1024;

const attributes = (html: string, name: string) =>
  Array.from(html.matchAll(new RegExp(`\\b${name}="([^"]*)"`, "gu")), ([, value = ""]) => value);

test("every link and picture of README, docs and the other texts leads to something, down to its heading", () => {
  const texts = globSync(["*.md", "docs/**/*.md"], { cwd: ROOT });
  expect(texts.length).toBeGreaterThan(40);
  const references = new Map(
    texts.map((path) => [resolve(ROOT, path), referencesOf(readFileSync(resolve(ROOT, path), "utf8"))]),
  );
  const broken = Array.from(references).flatMap(([from, { targets }]) =>
    targets
      .filter((target) => !/^(?:https?|mailto):/u.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#", 2);
        const to = path === "" ? from : resolve(dirname(from), path);
        return !existsSync(to) || (anchor !== undefined && references.get(to)?.slugs.has(anchor) !== true);
      })
      .map((target) => `${relative(ROOT, from)}: ${target}`),
  );
  expect(broken).toEqual([]);
});

describe("Help", () => {
  const { pages, pictures } = renderHelp(DOCS);

  test("each page is reached, each link and picture in it is there, and nothing comes from elsewhere", () => {
    const made = ["help.css", "help.js"];
    const there = new Set([...pages.keys(), ...pictures.keys(), ...made]);
    const html = Array.from(pages).filter(([path]) => path.endsWith(".html"));
    const faults = html.flatMap(([from, text]) => {
      const loaded = [...attributes(text, "src"), ...attributes(text, "srcset")];
      const links = attributes(text, "href").filter((href) => !href.startsWith("https:"));
      return [...loaded, ...links]
        .filter((target) => {
          const [path = "", anchor] = target.split("#", 2);
          const to = path === "" ? from : join(dirname(from), path);
          const isThere = there.has(to);
          return !isThere || (anchor !== undefined && !attributes(pages.get(to) ?? "", "id").includes(anchor));
        })
        .map((target) => `${from}: ${target}`);
    });
    expect(faults).toEqual([]);
    expect(Array.from(pictures.values()).filter((file) => !existsSync(file))).toEqual([]);
    const start = attributes(pages.get("index.html") ?? "", "href");
    expect(html.map(([path]) => path).filter((path) => !start.includes(path))).toEqual([]);
  });

  test("the whole guide is in it, and what is for developers is not", () => {
    const guide = globSync("guide/*.md", { cwd: DOCS }).map((path) =>
      path.replaceAll("\\", "/").replace(/md$/u, "html"),
    );
    expect(Array.from(pages.keys())).toEqual(expect.arrayContaining([...guide, "mail.html", "privacy.html"]));
    expect(Array.from(pages.keys()).filter((path) => /architecture|decisions|rules/u.test(path))).toEqual([]);
  });

  test("no page has a script of its own, which the policy would refuse", () => {
    const inline = Array.from(pages)
      .filter(([path]) => path.endsWith(".html"))
      .filter(([, text]) => /<script(?![^>]*\ssrc=)|\son\w+=|javascript:/iu.test(text))
      .map(([path]) => path);
    expect(inline).toEqual([]);
  });

  test("it is small enough to be shipped", () => {
    const bytes = [
      ...Array.from(pages.values(), (text) => Buffer.byteLength(text)),
      ...Array.from(pictures.values(), (file) => readFileSync(file).byteLength),
    ].reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });

  test("markup in a text is shown, not run; a link that leads nowhere here keeps its words", () => {
    const { html, title, passages } = renderMarkdown(
      '# A <b>bold</b> title\n\n<img src=x onerror="alert(1)"> [run](javascript:alert(1)) [gone](decisions/1.md) [out](https://example.com)\n\n## Twice\n\none\n\n## Twice\n\ntwo',
      {
        link: (href) => (href.startsWith("https:") ? { href, isExternal: true } : null),
        picture: (src) => ({ light: src, dark: null }),
      },
    );
    expect(html).not.toMatch(/<img|<b>|href="javascript/u);
    expect(html).toContain("<span>gone</span>");
    expect(html).toContain('<a href="https://example.com" target="_blank" rel="noopener noreferrer">out</a>');
    expect(title).toBe("A <b>bold</b> title");
    expect(passages.map(({ slug, words }) => [slug, words])).toEqual([
      ["a-bboldb-title", expect.stringContaining("gone out")],
      ["twice", "one"],
      ["twice-1", "two"],
    ]);
  });
});
