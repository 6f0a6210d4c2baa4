import { afterEach, expect, test, vi } from "vitest";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { dateFormat, numberFormat } from "#renderer/components/intl-formats.ts";

const zone = process.env["TZ"];
const NOON_UTC = Date.UTC(2026, 5, 15, 12);

afterEach(() => {
  vi.unstubAllGlobals();
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test("a format is made once for each language and way of writing", () => {
  const short = { day: "numeric" } as const;
  expect(dateFormat("en", short)).toBe(dateFormat("en", { day: "numeric" }));
  expect(dateFormat("en", short)).not.toBe(dateFormat("it", short));
  expect(dateFormat("en", short)).not.toBe(dateFormat("en", { month: "short" }));
  expect(numberFormat("it").format(1234567)).toBe("1.234.567");
});

test("times follow a person who travels to another time zone", () => {
  process.env["TZ"] = "Europe/Rome";
  expect(formatMoment(NOON_UTC, NOON_UTC, "en")).toBe("2:00 PM");
  process.env["TZ"] = "America/New_York";
  expect(formatMoment(NOON_UTC, NOON_UTC, "en")).toBe("8:00 AM");
});

test("a browser that tells its system's locale in place of a language tag formats all the same", () => {
  const formatted = (languages: string[], digits: number) => {
    vi.stubGlobal("document", {});
    vi.stubGlobal("navigator", { languages });
    return numberFormat("en", { minimumFractionDigits: digits }).format(1_234_567);
  };
  expect(formatted(["en-US@posix"], 2)).toBe("1,234,567.00");
  expect(formatted(["en-US@posix", "en-IN"], 3)).toBe("12,34,567.000");
  expect(formatted([], 4)).toBe("1,234,567.0000");
});
