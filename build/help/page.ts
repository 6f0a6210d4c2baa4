import MarkdownIt from "markdown-it";
import type { Rendered } from "./markdown.ts";

export type PageLink = { readonly path: string; readonly title: string };
export type Navigation = readonly { readonly title: string; readonly pages: readonly PageLink[] }[];
export type Neighbours = { readonly previous: PageLink | null; readonly next: PageLink | null };

const escaped = (words: string) => new MarkdownIt().utils.escapeHtml(words);

/** One page of Help. No script stands in it: the page's policy allows files only. */
export function pageHtml(props: {
  readonly path: string;
  readonly page: Rendered;
  readonly navigation: Navigation;
  readonly beside: Neighbours;
}): string {
  const { path, page, navigation, beside } = props;
  const up = "../".repeat(path.split("/").length - 1);
  const inPage = page.passages.filter(({ level }) => level === 2);
  const contents =
    inPage.length < 3
      ? ""
      : `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${inPage
          .map(({ text, slug }) => `<li><a href="#${slug}">${escaped(text)}</a></li>`)
          .join("")}</ul></nav>`;
  const turn = [
    beside.previous === null
      ? ""
      : `<a rel="prev" href="${up}${beside.previous.path}">← ${escaped(beside.previous.title)}</a>`,
    beside.next === null ? "" : `<a rel="next" href="${up}${beside.next.path}">${escaped(beside.next.title)} →</a>`,
  ].join("");
  return frame({
    title: page.title,
    up,
    path,
    navigation,
    body: `<article>${page.html}<nav class="turn" aria-label="Before and after">${turn}</nav></article>${contents}`,
  });
}

/** The first page: what there is. */
export function startHtml(navigation: Navigation): string {
  const body = navigation
    .map(
      ({ title, pages }) =>
        `<h2>${escaped(title)}</h2><ul class="start">${pages
          .map((page) => `<li><a href="${page.path}">${escaped(page.title)}</a></li>`)
          .join("")}</ul>`,
    )
    .join("");
  return frame({
    title: "Help",
    up: "",
    path: "index.html",
    navigation,
    body: `<article><h1>Help</h1><p>Everything here came with the program and is read with no network. <span lang="it">La guida è in inglese.</span></p>${body}</article>`,
  });
}

function frame(props: {
  readonly title: string;
  readonly up: string;
  readonly path: string;
  readonly navigation: Navigation;
  readonly body: string;
}): string {
  const { title, up, path, navigation, body } = props;
  const groups = navigation
    .map(
      (group) =>
        `<h2>${escaped(group.title)}</h2><ul>${group.pages
          .map(
            (page) =>
              `<li><a href="${up}${page.path}"${page.path === path ? ' aria-current="page"' : ""}>${escaped(page.title)}</a></li>`,
          )
          .join("")}</ul>`,
    )
    .join("");
  return `<!doctype html>
<html lang="en" data-up="${up}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Pipedesk Help</title>
<link rel="stylesheet" href="${up}help.css">
<script type="module" src="${up}help.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header><a class="home" href="${up}index.html">Pipedesk Help</a>
<search><input type="search" id="search" placeholder="Search Help" aria-label="Search Help" autocomplete="off" aria-controls="found"><ul id="found" hidden></ul><p id="found-count" role="status"></p></search></header>
<div class="columns">
<nav class="pages" aria-label="Pages">${groups}</nav>
<main id="content" tabindex="-1">${body}</main>
</div>
</body>
</html>
`;
}
