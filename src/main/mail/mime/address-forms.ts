/**
 * Brings the address fields of all programs into the one form that the parser of addresses reads well: comments in comments, comments and routes within angle brackets
 * (RFC 5322 §3.2.2, §4.4), lists without commas, brackets doubled or forgotten. One pass over the text.
 */

/** Parentheses within a comment stand as these, so that the comment ends where it ends. */
const INNER_OPEN = "\ue010";
const INNER_CLOSE = "\ue011";
const ROUTE_PATTERN = /^\s*(?:@[^<>@,:\s]{1,255}\s*,?\s*){1,20}:/u;
const BARE_LIST_PATTERN =
  /^(?:[^\s<>@,;:"()]{1,64}@[^\s<>@,;:"()]{1,255}\s+){1,50}[^\s<>@,;:"()]{1,64}@[^\s<>@,;:"()]{1,255}$/u;

/** The parser takes a quoted string in front of anything for a name. */
const QUOTED_LOCAL_PATTERN = /^"(?:[^"\\]|\\.){1,64}"@[^\s<>@,;:"()]{1,255}$/u;
const SPACED_PATTERN = /^[^\s<>@,;:"()]{1,64}\s{0,5}@\s{0,5}[^\s<>@,;:"()]{1,255}$/u;

export function inPlainForm(value: string): string {
  if (!/[<(@]/u.test(value)) return value;
  return new AddressForm(value.replaceAll(/[\ue010\ue011]/gu, "")).write();
}

/** Gives inner parentheses back, and takes away what brackets are left of a broken form; a pair of them is the name's own. */
export function nameInPlainForm(name: string): string {
  const plain = name
    .replaceAll(INNER_OPEN, "(")
    .replaceAll(INNER_CLOSE, ")")
    .replace(/\[\s*\]/gu, "");
  return /<[^<>]+>/u.test(plain) ? plain.trim() : plain.replace(/^[\s<>]+|[\s<>]+$/gu, "");
}

class AddressForm {
  private out = "";
  /** What was written since the last separator: an address in brackets that something follows begins another mailbox. */
  private entry = "";
  private isClosed = false;
  private at = 0;
  /** Once one of them never closes none behind it is looked at: that would cost the square of their number. */
  private readonly unclosed = new Set<string>();
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  write(): string {
    while (this.at < this.source.length) {
      const char = this.source.charAt(this.at);
      // Escaped outside of quotation marks: none that quotes anything.
      if (char === "\\" && this.source.charAt(this.at + 1) === '"') this.at += 2;
      else if (this.opens(char, '"')) this.add(this.quoted());
      else if (this.opens(char, "(")) this.add(this.comment());
      else if (char === "<") this.addAddress();
      else if (char === "," || char === ";") {
        this.endEntry(char);
        this.at += 1;
      } else {
        // A stray closing bracket belongs to nothing.
        if (!/[>"(]/u.test(char)) this.add(char);
        this.at += 1;
      }
    }
    this.endEntry("");
    return this.out;
  }

  private opens(char: string, opener: string): boolean {
    return char === opener && !this.unclosed.has(opener);
  }

  private add(text: string): void {
    this.entry += text;
  }

  private endEntry(separator: string): void {
    const entry = this.entry.trim();
    if (BARE_LIST_PATTERN.test(entry)) this.out += entry.replaceAll(/\s+/gu, ", ");
    else if (QUOTED_LOCAL_PATTERN.test(entry)) this.out += ` <${entry}>`;
    else if (SPACED_PATTERN.test(entry)) this.out += ` ${entry.replaceAll(/\s+/gu, "")}`;
    else this.out += this.entry;
    this.out += separator;
    this.entry = "";
    this.isClosed = false;
  }

  private addAddress(): void {
    while (this.source.charAt(this.at) === "<") this.at += 1;
    let inner = "";
    while (this.at < this.source.length && !/[<>]/u.test(this.source.charAt(this.at))) {
      const char = this.source.charAt(this.at);
      if (this.opens(char, '"')) inner += this.quoted();
      else if (this.opens(char, "(")) this.comment();
      else {
        if (!/[\s"(]/u.test(char)) inner += char;
        this.at += 1;
      }
    }
    while (this.source.charAt(this.at) === ">") this.at += 1;
    const address = inner.replace(ROUTE_PATTERN, "").replace(/^mailto:/iu, "");
    // "Ada <ada@x> Bob <bob@x>": what stands between them is the second one's name.
    if (this.isClosed) {
      const first = this.entry.lastIndexOf(">") + 1;
      const name = this.entry.slice(first);
      this.entry = this.entry.slice(0, first);
      this.endEntry(",");
      this.add(name);
    }
    this.add(`<${address}>`);
    this.isClosed = true;
  }

  /** A quoted string, whole; one that never closes is taken as it stands. */
  private quoted(): string {
    const start = this.at;
    for (this.at += 1; this.at < this.source.length; this.at += 1) {
      const char = this.source.charAt(this.at);
      if (char === "\\") this.at += 1;
      else if (char === '"') {
        this.at += 1;
        return this.source.slice(start, this.at);
      }
    }
    this.unclosed.add('"');
    this.at = start + 1;
    return "";
  }

  /** A comment with those in it; one that never closes is text. */
  private comment(): string {
    const start = this.at;
    let depth = 0;
    let text = "";
    for (; this.at < this.source.length; this.at += 1) {
      const char = this.source.charAt(this.at);
      if (char === "\\") {
        this.at += 1;
        text += this.source.charAt(this.at).replace("(", INNER_OPEN).replace(")", INNER_CLOSE);
      } else if (char === "(") {
        depth += 1;
        text += depth === 1 ? "(" : INNER_OPEN;
      } else if (char === ")") {
        depth -= 1;
        text += depth === 0 ? ")" : INNER_CLOSE;
        if (depth === 0) {
          this.at += 1;
          return text;
        }
      } else text += char;
    }
    this.unclosed.add("(");
    this.at = start + 1;
    return "";
  }
}
