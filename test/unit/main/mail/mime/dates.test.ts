import { expect, test } from "vitest";

import { parseMailDate } from "#main/mail/mime/dates.ts";

test.each([
  "Fri, 30 Oct 2026 10:00:00 +0100",
  "Fr, 30 Okt 2026 10:00:00 +0100",
  "Freitag, 30. Oktober 2026 10:00 +0100",
  "30-Okt-2026 10:00:00 +0100",
  "ven., 30 oct. 2026 10:00:00 +0100",
  "ven, 30 ott 2026 10:00:00 +0100",
  "venerdì 30 ottobre 2026 10:00:00 +0100",
  "Viernes, 30 de octubre de 2026 10:00:00 +0100",
  "sex, 30 out 2026 10:00:00 +0100",
  "vr 30 okt. 2026 10:00:00 +0100",
  "fre 30 okt 2026 10:00:00 +0100",
  "perjantai 30. lokakuuta 2026 10.00.00 +0100",
  "pt, 30 paź 2026 10:00:00 +0100",
  "piątek, 30 października 2026 10:00 +0100",
  "pá, 30 říj 2026 10:00:00 +0100",
  "pi, 30 okt 2026 10:00:00 +0100",
  "2026. október 30. 10:00:00 +0100",
  "пт, 30 окт 2026 10:00:00 +0100",
  "30 октября 2026 г. 10:00:00 +0100",
  "пт, 30 жовт. 2026 10:00:00 +0100",
  "Cum, 30 Eki 2026 10:00:00 +0100",
  "Παρ, 30 Οκτ 2026 10:00:00 +0100",
  "2026年10月30日 10:00:00 +0100",
  "2026년 10월 30일 10:00:00 +0100",
  "30.10.2026 10:00:00 +0100",
  "=?utf-8?Q?Fr,_30_Okt_2026_10:00:00_+0100?=",
])("[H6] the date %j is understood", (source) => {
  expect(parseMailDate(source)).toBe(Date.UTC(2026, 9, 30, 9));
});

test.each([
  ["Mo, 2 Mär 2026 10:00:00 +0000", 2],
  ["Mo, 2 Mrz 2026 10:00:00 +0000", 2],
  ["lun, 2 févr. 2026 10:00:00 +0000", 1],
  ["dim, 2 août 2026 10:00:00 +0000", 7],
  ["dim, 2 aout 2026 10:00:00 +0000", 7],
  ["gio, 2 lug 2026 10:00:00 +0000", 6],
  ["Per, 2 Tem 2026 10:00:00 +0000", 6],
  ["Paz, 2 Ağu 2026 10:00:00 +0000", 7],
  ["ma 2 marraskuuta 2026 10:00:00 +0000", 10],
  ["2 sierpnia 2026 10:00:00 +0000", 7],
  ["2 dezembro 2026 10:00:00 +0000", 11],
])("[H6] %j is in month %i", (source, month) => {
  expect(parseMailDate(source)).toBe(Date.UTC(2026, month, 2, 10));
});

test.each(["Fr, 30 Foo 2026 10:00:00", "Foo", "31 Feb 2026 10:00:00", "5/6/2026 10:00"])(
  "[H6] %j is no date that anybody can rely on",
  (source) => {
    expect(parseMailDate(source)).toBeNull();
  },
);
