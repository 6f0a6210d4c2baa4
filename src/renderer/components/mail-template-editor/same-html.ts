/** Whether two pages say the same: so it is known, before anything is lost, that rich text holds all of a body. */

/** As mail programs read them, each pair is one. */
const SAME_TAGS: Readonly<Record<string, string>> = { B: "STRONG", I: "EM", DEL: "S", STRIKE: "S" };
const INLINE = new Set("A STRONG EM S U CODE SPAN BR".split(" "));
/** They say nothing in a mail. */
const IDLE_ATTRIBUTES = new Set(["class", "id", "rel", "target"]);

export function isSamePage(one: Document, other: Document): boolean {
  return JSON.stringify(wordsOf(one)) === JSON.stringify(wordsOf(other));
}

type Word = readonly [marks: string, text: string];

/** Blocks as they open and close, and the words between them with the marks that they bear, in whatever order those stand. */
function wordsOf(page: Document): Word[] {
  const words: Word[] = [];
  const say = (marks: string, text: string): void => {
    const last = words.at(-1);
    if (last !== undefined && last[0] === marks && !marks.startsWith("<"))
      words[words.length - 1] = [marks, last[1] + text];
    else words.push([marks, text]);
  };
  const walk = (node: Node, marks: readonly string[]): void => {
    for (const child of node.childNodes) {
      if (child instanceof Text) say(marks.toSorted().join(" "), child.data);
      else if (child instanceof Comment) say("<comment>", child.data);
      else if (child instanceof Element) walkElement(child, marks);
    }
  };
  const walkElement = (element: Element, marks: readonly string[]): void => {
    const tag = SAME_TAGS[element.tagName] ?? element.tagName;
    const attributes = Array.from(element.attributes, ({ name, value }) => `${name}=${JSON.stringify(value)}`)
      .filter((attribute) => !IDLE_ATTRIBUTES.has(attribute.split("=", 1)[0] ?? ""))
      .toSorted();
    const isTransparent = tag === "SPAN" && attributes.length === 0;
    const isChip = tag === "SPAN" && attributes.some((attribute) => attribute.startsWith("data-"));
    if (isChip || tag === "BR") {
      say(marks.toSorted().join(" "), `\u0000${[tag, ...attributes].join(" ")}\u0000`);
      return;
    }
    if (INLINE.has(tag)) {
      walk(element, isTransparent ? marks : [...marks, [tag, ...attributes].join(" ")]);
      return;
    }
    if (tag === "DIV" && attributes.length === 0) {
      say(element.childNodes.length === 0 ? "<blank>" : LINE, "");
      walk(element, marks);
      say(LINE, "");
      return;
    }
    say(`<${[tag, ...attributes].join(" ")}>`, "");
    walk(element, marks);
    say(`</${tag}>`, "");
  };
  walk(page.head, []);
  walk(page.body, []);
  return withoutIdleLines(trimmed(words));
}

/** Where a line begins or ends: words that stand in a block alone are a line too. */
const LINE = "<line>";

function withoutIdleLines(words: readonly Word[]): Word[] {
  const isEdge = (word: Word | undefined) => word === undefined || word[0].startsWith("<");
  return words.filter(
    (word, index) =>
      word[0] !== LINE || (!isEdge(words[index - 1]) && words[index + 1] !== undefined && !isBlock(words[index + 1])),
  );
}

const isBlock = (word: Word | undefined) => word !== undefined && word[0].startsWith("<") && word[0] !== LINE;

/** Blanks fold as a browser folds them, and between blocks they are nothing. */
function trimmed(words: readonly Word[]): Word[] {
  return words.flatMap(([marks, text], index): Word[] => {
    if (marks.startsWith("<")) return [[marks, text]];
    const [before, after] = [words[index - 1], words[index + 1]];
    let folded = text.replaceAll(/[ \t\r\n\f]+/gu, " ");
    if (before === undefined || before[0].startsWith("<")) folded = folded.replace(/^ /u, "");
    if (after === undefined || after[0].startsWith("<")) folded = folded.replace(/ $/u, "");
    return folded === "" ? [] : [[marks, folded]];
  });
}
