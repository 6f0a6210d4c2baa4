import { Fragment } from "react";

/** An e-mail address, or words with one in them, that breaks between its parts where it has to: in the middle of a word only where a part alone is too long. */
export function AddressWords({ text }: { readonly text: string }) {
  return partsOf(text).map((part, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}

/** Before the sign between name and place, and after each dot. */
function partsOf(text: string): string[] {
  return text.split(/(?=@)|(?<=\.)/u);
}
