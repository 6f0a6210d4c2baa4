/**
 * Who filled in a contact form whose mail names them in its text only: a form with one fixed sender and no Reply-To (D8b). Which lines to look at, the channel says.
 */
import type { MailAddress } from "../../model/mail.ts";
import type { ContactForm } from "../../model/setup/channel.ts";
import { isSameMailbox } from "./mailbox-address.ts";

/** Enough for any form's fields; what is behind is what the person wrote. */
const MAX_LINES = 400;
const ADDRESS = /[^\s<>()[\],;:"|*]+@[^\s<>()[\],;:"|*]+\.[^\s<>()[\],;:"|*]+/u;
/** Around a label and its value: marks of lists, tables and emphasis. */
const MARKS = /^[\s*_#>|•·–—:=-]+|[\s*_#>|•·–—:=-]+$/gu;
const MAX_NAME_CHARACTERS = 200;

/** Null where the mail is not the form's, or has no field with an address. */
export function customerInForm(
  { from, text }: { readonly from: MailAddress; readonly text: string },
  form: ContactForm,
): MailAddress | null {
  if (form.sender !== "" && !isSameMailbox(form.sender, from.address)) return null;
  const lines = text.split(/\r?\n/u).slice(0, MAX_LINES);
  for (const value of valuesOf(lines, form.addressLabel)) {
    const address = ADDRESS.exec(value)?.[0];
    if (address === undefined) continue;
    const [name = ""] = form.nameLabel === "" ? [] : valuesOf(lines, form.nameLabel);
    return { address, name: ADDRESS.test(name) ? "" : name.slice(0, MAX_NAME_CHARACTERS) };
  }
  return null;
}

/** What stands behind the label, on its line or on the next one with words. */
function* valuesOf(lines: readonly string[], label: string): Generator<string> {
  const wanted = folded(label);
  if (wanted === "") return;
  for (const [position, line] of lines.entries()) {
    const bare = line.replaceAll(MARKS, "");
    if (!folded(bare).startsWith(wanted)) continue;
    const rest = bare.slice(label.trim().replaceAll(MARKS, "").length);
    // "E-mail" is no label of "E-mailed yesterday".
    if (/^[\p{L}\p{N}]/u.test(rest)) continue;
    const value = rest.replaceAll(MARKS, "");
    const below = lines.slice(position + 1).find((next) => next.replaceAll(MARKS, "") !== "");
    yield value === "" ? (below ?? "").replaceAll(MARKS, "") : value;
  }
}

function folded(text: string): string {
  return text.replaceAll(MARKS, "").toLowerCase();
}
