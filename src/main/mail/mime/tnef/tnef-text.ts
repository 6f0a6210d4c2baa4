import { decodeBytes } from "../charset.ts";

const LABELS = new Map([
  [65_001, "utf-8"],
  [20_127, "us-ascii"],
  [20_866, "koi8-r"],
  [21_866, "koi8-u"],
  [28_591, "iso-8859-1"],
  [28_592, "iso-8859-2"],
  [28_595, "iso-8859-5"],
  [28_605, "iso-8859-15"],
  [50_220, "iso-2022-jp"],
  [51_932, "euc-jp"],
  [51_949, "euc-kr"],
  [54_936, "gb18030"],
]);

/** The charset of a Windows code page; '' where it is told by none, or by a number that says nothing. */
export function codePageLabel(codePage: number): string {
  return LABELS.get(codePage) ?? (codePage === 0 ? "" : `cp${codePage}`);
}

/** Texts end with a zero. */
export function decodeTnefText(bytes: Buffer, label: string): string {
  const end = bytes.indexOf(0);
  return decodeBytes(end < 0 ? bytes : bytes.subarray(0, end), label).text;
}
