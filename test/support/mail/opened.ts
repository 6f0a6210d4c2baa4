import { afterEach } from "vitest";

/** Closes after each test what it opened, the last first. */
export function closeAfterEach(): <Opened extends { close(): unknown }>(each: Opened) => Opened {
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).toReversed()) await each.close();
  });
  return (each) => {
    opened.push(each);
    return each;
  };
}
