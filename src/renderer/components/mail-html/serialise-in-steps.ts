import { groupFrom, isLarge } from "./node-counts.ts";

/** The markup of an element's content, as `innerHTML` gives it; pauses between pieces. Uses the content up. */
export function* serialiseInSteps(root: HTMLElement): Generator<void, string> {
  const out: string[] = [];
  const around: { readonly end: string; readonly next: ChildNode | null }[] = [];
  const small = root.ownerDocument.createElement("div");
  let node = root.firstChild;
  for (;;) {
    if (node === null) {
      const outer = around.pop();
      if (outer === undefined) return out.join("");
      out.push(outer.end);
      node = outer.next;
    } else if (isLarge(node)) {
      const end = `</${(node as Element).localName}>`;
      out.push((node.cloneNode(false) as Element).outerHTML.slice(0, -end.length));
      around.push({ end, next: node.nextSibling });
      node = node.firstChild;
    } else {
      const { group, behind } = groupFrom(node);
      small.replaceChildren(...group);
      out.push(small.innerHTML);
      node = behind;
    }
    yield;
  }
}
