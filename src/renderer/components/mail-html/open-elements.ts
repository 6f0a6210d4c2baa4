/**
 * Follows which elements are open while tags go by, and what a parser would make of it: a browser opens again what a paragraph's end closed
 * too early (`<p><b>x<p>y`: HTML Standard §13.2.4.3), so that few tags can stand for millions of elements. Costs no more than the depth a tag.
 */
import { MAX_OPEN_ELEMENTS } from "./limits.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const FORMATTING = words("a b big code em font i nobr s small strike strong tt u");
const VOID = words("area br col hr img wbr");
/** Neither formatting nor one of those whose end closes whatever is open inside: their end tags stop at a block. */
const ORDINARY = words("abbr acronym bdi bdo cite del dfn ins kbd map mark q rp rt ruby samp span sub sup time var");
const CELL = words("td th caption");
const ROWS = words("tbody thead tfoot");
const IN_TABLE = words("td th caption tr tbody thead tfoot col colgroup");
const CLOSES_PARAGRAPH = words(
  "address article aside blockquote center dir div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section ul dd dt li",
);
const HEADING = /^h[1-6]$/u;
/** A browser keeps so many equal ones open again (the standard's "Noah's Ark clause"). */
const MAX_EQUAL = 3;

type Open = {
  readonly name: string;
  /** What tells a formatting element from another: its tag as it is written. */
  readonly key: string;
  /** Whether it is opened again when something around it closes. */
  reopens: boolean;
};

/** Whether an element makes what stands in it bold, small or red, however the tags around it are nested. */
export function isFormatting(name: string): boolean {
  return FORMATTING.has(name);
}

/** What a browser puts around a cell or a row that stands alone. */
function implied(name: string): Open {
  return { name, key: "", reopens: false };
}

export class OpenElements {
  readonly #open: Open[] = [];
  /** What closed too early and opens again with the next word; a list for each cell that is open. */
  readonly #waiting: Open[][] = [[]];
  /** Elements that a browser makes beyond those that are written. */
  reopened = 0;

  /** Characters come; blanks alone mean nothing between the parts of a table. */
  text(isBlank: boolean): void {
    if (!isBlank || !this.#isInTable()) this.#inline();
  }

  /** Something that stands in a line comes: a word, a picture, a formatting element. */
  #inline(): void {
    const waiting = this.#waiting.at(-1) ?? [];
    this.reopened += waiting.length;
    this.#open.push(...waiting.splice(0));
  }

  /** Whether the tag may pass: false where as many are open as may be, or where a browser ignores it too. */
  start(name: string, key: string): "kept" | "ignored" | "too-deep" {
    if (IN_TABLE.has(name) && !this.#makeRoom(name)) return "ignored";
    if (CLOSES_PARAGRAPH.has(name)) this.#makeBlockRoom(name);
    if (name === "table" && this.#isInTable()) this.end("table");
    if (name === "a" || name === "nobr") this.end(name);
    if (isFormatting(name) || ORDINARY.has(name) || VOID.has(name)) this.#inline();
    if (VOID.has(name)) return "kept";
    if (this.#open.length >= MAX_OPEN_ELEMENTS) return "too-deep";
    if (isFormatting(name)) this.#forgetEqual(key);
    this.#open.push({ name, key, reopens: isFormatting(name) });
    if (CELL.has(name)) this.#waiting.push([]);
    return "kept";
  }

  end(name: string): void {
    if (name === "p" && this.#find(name) < 0) this.#inline();
    const at = this.#find(name);
    if (at < 0) {
      const waiting = this.#waiting.at(-1) ?? [];
      const index = waiting.findLastIndex((element) => element.name === name);
      if (index >= 0) waiting.splice(index, 1);
    } else if (FORMATTING.has(name)) this.#open.splice(at, 1);
    else this.#closeFrom(at);
  }

  /** Ends every formatting element that is open or waits: their end tags, innermost first. */
  endFormatting(): string {
    const ended = [...this.#open.filter(({ name }) => FORMATTING.has(name)), ...this.#waiting.flat()];
    this.#open.splice(0, this.#open.length, ...this.#open.filter(({ name }) => !FORMATTING.has(name)));
    for (const waiting of this.#waiting) waiting.length = 0;
    return ended
      .toReversed()
      .map(({ name }) => `</${name}>`)
      .join("");
  }

  /** Index of the open element that an end tag closes; -1 where it closes none. */
  #find(name: string): number {
    const isTablePart = IN_TABLE.has(name) || name === "table";
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const element = this.#open[index]?.name ?? "";
      if (element === name) return index;
      const isBoundary = isTablePart
        ? element === "table"
        : element === "table" ||
          CELL.has(element) ||
          (ORDINARY.has(name) && !ORDINARY.has(element) && !FORMATTING.has(element));
      if (isBoundary) return -1;
    }
    return -1;
  }

  #closeFrom(at: number): void {
    // Innermost first: what was open inside of a cell ends with the cell.
    for (const element of this.#open.splice(at).toReversed()) {
      if (CELL.has(element.name) && this.#waiting.length > 1) this.#waiting.pop();
      else if (element.reopens) this.#waiting.at(-1)?.unshift(element);
    }
  }

  #makeBlockRoom(name: string): void {
    const paragraph = this.#find("p");
    if (paragraph >= 0) this.#closeFrom(paragraph);
    if (HEADING.test(name) && HEADING.test(this.#open.at(-1)?.name ?? "")) this.#closeFrom(this.#open.length - 1);
    const siblings = name === "li" ? ["li"] : name === "dd" || name === "dt" ? ["dd", "dt"] : [];
    for (let index = this.#open.length - 1; index >= 0 && siblings.length > 0; index -= 1) {
      const element = this.#open[index]?.name ?? "";
      if (siblings.includes(element)) return this.#closeFrom(index);
      const passes = ["address", "div", "p"].includes(element) || FORMATTING.has(element) || ORDINARY.has(element);
      if (!passes) return;
    }
  }

  /** Closes what a part of a table ends: cells before a cell, rows before a row. False outside of tables. */
  #makeRoom(name: string): boolean {
    const table = this.#open.findLastIndex((element) => element.name === "table");
    if (table < 0) return false;
    const isCell = name === "td" || name === "th";
    const closeTo = (parents: (element: Open) => boolean): void => {
      const parent = this.#open.findLastIndex((element, index) => index > table && parents(element));
      this.#closeFrom((parent < 0 ? table : parent) + 1);
    };
    closeTo((element) => (isCell && element.name === "tr") || ((isCell || name === "tr") && ROWS.has(element.name)));
    const parent = this.#open.at(-1)?.name ?? "";
    if ((isCell || name === "tr") && parent === "table") this.#open.push(implied("tbody"));
    if (isCell && parent !== "tr") this.#open.push(implied("tr"));
    return true;
  }

  #isInTable(): boolean {
    const top = this.#open.at(-1)?.name ?? "";
    return top === "table" || top === "tr" || ROWS.has(top);
  }

  #forgetEqual(key: string): void {
    const equal: Open[] = [];
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const element = this.#open[index];
      if (element === undefined || CELL.has(element.name)) break;
      if (element.reopens && element.key === key) equal.push(element);
    }
    const oldest = equal.length >= MAX_EQUAL ? equal.at(-1) : undefined;
    if (oldest !== undefined) oldest.reopens = false;
  }
}
