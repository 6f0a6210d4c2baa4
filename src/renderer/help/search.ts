import MiniSearch from "minisearch";

/** One heading of a page with what stands under it, as the build wrote it. */
type Passage = { readonly id: string; readonly page: string; readonly heading: string; readonly words: string };

const MAX_SHOWN = 12;
/** Letters of a passage beside the word that was found. */
const AROUND = 60;

/** Finds words in all pages. Nothing is fetched before somebody types, and nothing leaves: the index is made here. */
export function offerSearch(page: Document): void {
  const field = page.querySelector<HTMLInputElement>("#search");
  const list = page.querySelector<HTMLElement>("#found");
  const count = page.querySelector<HTMLElement>("#found-count");
  if (field === null || list === null || count === null) return;
  const up = page.documentElement.dataset["up"] ?? "";
  let index: Promise<MiniSearch<Passage>> | null = null;

  const show = async (): Promise<void> => {
    const typed = field.value.trim();
    if (typed === "") {
      list.hidden = true;
      count.textContent = "";
      return;
    }
    index ??= makeIndex(`${up}search.json`);
    const found = (await index).search(typed).slice(0, MAX_SHOWN);
    // Typed on meanwhile: the later search shows its own.
    if (field.value.trim() !== typed) return;
    list.replaceChildren(...found.map((one) => lineOf(page, up, one as unknown as Passage, one.terms)));
    if (found.length === 0) {
      const none = page.createElement("li");
      none.textContent = "Nothing found.";
      list.append(none);
    }
    list.hidden = false;
    count.textContent = `${found.length} found`;
  };

  /** Who presses a key meanwhile means what was typed by then. */
  let shown: Promise<void> = Promise.resolve();
  field.addEventListener("input", () => {
    shown = show();
  });
  page.addEventListener("keydown", (event) => {
    const isTyping = event.target === field;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === "Escape" && !list.hidden) {
      list.hidden = true;
      field.focus();
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (isTyping || !list.hidden)) {
      event.preventDefault();
      void shown.then(() => (list.hidden ? undefined : step(page, field, list, event.key === "ArrowDown" ? 1 : -1)));
    }
    if (event.key === "Enter" && isTyping) void shown.then(() => list.querySelector("a")?.click());
  });
  page.addEventListener("click", (event) => {
    if (!(event.target instanceof Node) || !field.parentElement?.contains(event.target)) list.hidden = true;
  });
}

async function makeIndex(address: string): Promise<MiniSearch<Passage>> {
  const passages = (await (await fetch(address)).json()) as Passage[];
  const index = new MiniSearch<Passage>({
    fields: ["heading", "page", "words"],
    storeFields: ["id", "page", "heading", "words"],
    searchOptions: {
      boost: { heading: 4, page: 2 },
      prefix: true,
      // Of a short word another letter makes another word.
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  index.addAll(passages);
  return index;
}

function lineOf(page: Document, up: string, passage: Passage, terms: readonly string[]): HTMLLIElement {
  const line = page.createElement("li");
  const link = page.createElement("a");
  link.href = up + passage.id;
  link.textContent = passage.heading === passage.page ? passage.page : `${passage.page}: ${passage.heading}`;
  const excerpt = page.createElement("small");
  excerpt.textContent = excerptOf(passage.words, terms);
  link.append(excerpt);
  line.append(link);
  return line;
}

function excerptOf(words: string, terms: readonly string[]): string {
  const lower = words.toLowerCase();
  const at = Math.max(0, ...terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0));
  const from = Math.max(0, at - AROUND);
  return `${from > 0 ? "… " : ""}${words.slice(from, at + 2 * AROUND).trim()}`;
}

function step(page: Document, field: HTMLElement, list: HTMLElement, by: 1 | -1): void {
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.findIndex((stop) => stop === page.activeElement);
  stops[(at + by + stops.length) % stops.length]?.focus();
}
