/** By then a field that was opened keeps the focus, and is empty or holds what it is to begin with. */
const SETTLED_MS = 80;

/**
 * Between the key that opens a field and the moment at which the field has the focus, a quick typist has typed on. Those letters are no commands: they are kept, and written into the field when it is there.
 * @param heldMs no longer than that; then what was kept is dropped, since no field came
 */
export function holdTyping(target: Window, heldMs: number): void {
  const { document } = target;
  let kept = "";
  let timer = 0;

  const end = (): void => {
    target.clearTimeout(timer);
    target.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("focusin", onFocus, { capture: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" || event.ctrlKey || event.metaKey || event.altKey) return end();
    if (event.key === "Backspace") kept = kept.slice(0, -1);
    else if (event.key.length === 1) kept += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onFocus = ({ target: focused }: FocusEvent): void => {
    if (!isTextField(focused)) return;
    // Nothing to write: the field has the keys from here on.
    if (kept === "") return end();
    target.clearTimeout(timer);
    // A dialog that opens may give the focus twice, and mark what stands in the field, which the next letter would replace.
    timer = target.setTimeout(() => {
      end();
      const field = document.activeElement;
      if (isTextField(field)) insert(document, field, kept);
    }, SETTLED_MS);
  };

  target.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("focusin", onFocus, { capture: true });
  timer = target.setTimeout(end, heldMs);
}

const NO_TEXT = ["checkbox", "radio", "button", "submit", "file", "range", "color"];

function isTextField(element: unknown): element is HTMLElement {
  if (element instanceof HTMLInputElement) return !NO_TEXT.includes(element.type) && !element.readOnly;
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
}

/** As typing does, so that the field, its editor and undo know of it: what else would change a text that is edited tells nobody. */
function insert(document: Document, field: HTMLElement, text: string): void {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    field.setSelectionRange(field.value.length, field.value.length);
  document.execCommand("insertText", false, text);
}
