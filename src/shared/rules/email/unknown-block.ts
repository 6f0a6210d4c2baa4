/**
 * The block over an older message in a language that nobody here knows: labelled lines one after another, the first with somebody's name and address, another with a
 * moment, a third with an address again. A form that somebody filled in has no names in front of its addresses.
 */
import { ADDRESS_PATTERN, isDayTold, isMoment } from "./line-signs.ts";

const LINE_PATTERN =
  /^[\s>|*_]{0,10}[\p{L}\p{M}][\p{L}\p{M} .'’()/-]{0,24}[*_]{0,2}\s?[:：][*_]{0,2}[\s\u200e\u200f\u202a-\u202e]{0,20}(\S.{0,1000})$/u;
const NAMED_ADDRESS_PATTERN = /\S\s*[<[(][^\s<>@]{1,64}@[^\s<>@]{1,255}[>\])]/u;
const MAX_LINES = 7;

/** First line behind such a block; null for other lines. @param isSetApart a drawn line stands above */
export function endOfUnknownBlock(lines: readonly string[], start: number, isSetApart: boolean): number | null {
  const values: string[] = [];
  let index = start;
  for (; index < lines.length && values.length < MAX_LINES; index += 1) {
    const value = LINE_PATTERN.exec((lines[index] ?? "").slice(0, 1_100))?.[1];
    if (value === undefined) break;
    values.push(value);
  }
  const [first = "", ...others] = values;
  if (!NAMED_ADDRESS_PATTERN.test(first) || values.length < (isSetApart ? 3 : 4)) return null;
  const moment = others.findIndex((value) => isMoment(value) || (isSetApart && isDayTold(value)));
  if (moment < 0) return null;
  const isAddressed = others.some((value, at) => at !== moment && ADDRESS_PATTERN.test(value));
  return isAddressed || isSetApart ? index : null;
}
