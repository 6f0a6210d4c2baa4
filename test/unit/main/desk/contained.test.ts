import { Subject } from "rxjs";
import { expect, test } from "vitest";
import { contained } from "#main/desk/contained.ts";

function listening(recover?: () => void) {
  const logged: string[] = [];
  const taken: number[] = [];
  const neighbour: number[] = [];
  const source = new Subject<number>();
  const log = { error: (message: string) => void logged.push(message) };
  const take = (value: number) => {
    if (value === 2) throw new Error("Not two.");
    taken.push(value);
  };
  source.subscribe(contained(log, "numbers", take, recover));
  source.subscribe((value) => neighbour.push(value));
  for (const value of [1, 2, 3]) source.next(value);
  return { logged, taken, neighbour };
}

test("what throws is logged, is made good, and stops neither itself nor its neighbours", () => {
  let recovered = 0;
  expect({ ...listening(() => (recovered += 1)), recovered }).toEqual({
    logged: ["A change could not be followed: numbers"],
    taken: [1, 3],
    neighbour: [1, 2, 3],
    recovered: 1,
  });
});

test("what can't be made good either is logged as well", () => {
  const { logged, taken } = listening(() => {
    throw new Error("Nor this.");
  });
  expect([logged, taken]).toEqual([
    ["A change could not be followed: numbers", "And it could not be made good: numbers"],
    [1, 3],
  ]);
});
