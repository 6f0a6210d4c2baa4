/** Without case and accents, and with one form for blanks and hyphens: how names that were typed are compared. */
export function foldWord(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ")
    .trim();
}
