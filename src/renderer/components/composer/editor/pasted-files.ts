/** What is pasted or dropped: words or files. Pure but for reading the transfer. */

export type Transferred = Pick<DataTransfer, "files" | "getData">;

/**
 * Files that were pasted as such. Office programs put a picture of the copied words beside the words: there the words are meant. A browser's "copy
 * image" brings the picture with an `<img>` that names it: there the picture is meant.
 */
export function pastedFiles(transfer: Transferred | null): File[] {
  if (transfer === null || transfer.files.length === 0) return [];
  const html = transfer.getData("text/html");
  const words = html === "" ? transfer.getData("text/plain") : textOf(html);
  return words.trim() === "" ? [...transfer.files] : [];
}

function textOf(html: string): string {
  return html.replace(/<(style|script)[\s\S]*?<\/\1>/giu, "").replace(/<!--[\s\S]*?-->|<[^>]*>/gu, "");
}

/** Pictures that mail programs show in a text. */
export function isInlinePicture(file: Pick<File, "type">): boolean {
  return ["image/png", "image/jpeg", "image/gif", "image/webp"].includes(file.type.toLowerCase());
}
