import { describe, expect, test } from "vitest";
import { endingOf, harmlessFileName } from "#shared/rules/files/harmless-name.ts";
import { judgeFile } from "#shared/rules/files/judge-file.ts";

const bytes = (text: string) => new Uint8Array([...text].map((char) => char.charCodeAt(0)));
const judge = (name: string, head = "plain words", contentType = "application/octet-stream") =>
  judgeFile({ name, contentType, head: bytes(head) });

describe("a harmless name", () => {
  const names: readonly (readonly [string, string])[] = [
    ["Invoice 2026.pdf", "Invoice 2026.pdf"],
    ["Größe 寸法 📎.pdf", "Größe 寸法 📎.pdf"],
    ["../../.ssh/authorized_keys", "_.._.ssh_authorized_keys"],
    ["..\\..\\evil.dll", "_.._evil.dll"],
    ["C:\\Windows\\x.exe", "C__Windows_x.exe"],
    ["/etc/passwd", "_etc_passwd"],
    [".bashrc", "bashrc"],
    ["  . hidden", "hidden"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["a\u200bb\u2066c\ufeff.txt", "abc.txt"],
    ["invoice.pdf                                  .exe", "invoice.pdf .exe"],
    ["report.pdf. . .", "report.pdf"],
    ["report.exe ", "report.exe"],
    ["file.txt:hidden.exe", "file.txt_hidden.exe"],
    ["file.txt::$DATA", "file.txt__$DATA"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["Com1 .pdf", "_Com1 .pdf"],
    ["COM¹", "_COM¹"],
    ["lpt9.tar.gz", "_lpt9.tar.gz"],
    ["conference.pdf", "conference.pdf"],
    ["desktop.ini", "_desktop.ini"],
    ["a\nb\0c.txt", "a_b_c.txt"],
    ['<a href="x">.txt', "_a href=_x__.txt"],
    ["what?*.txt", "what__.txt"],
    ["\ud800.txt", "\ufffd.txt"],
    ["", "attachment"],
    ["...", "attachment"],
    ["///", "attachment"],
    ["\u202e", "attachment"],
    ["e\u0301.txt", "\u00e9.txt"],
  ];
  test.each(names)("of %j is %j", (given, harmless) => {
    expect(harmlessFileName(given)).toBe(harmless);
    expect(harmlessFileName(harmless)).toBe(harmless);
  });

  test("is short enough for every disk, and keeps its ending and whole letters", () => {
    const long = harmlessFileName(`${"😀".repeat(200)}.pdf`);
    expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(180);
    expect(long).toMatch(/^(?:😀)+….pdf$/u);
    expect(harmlessFileName(`x.${"e".repeat(400)}`).length).toBeLessThanOrEqual(180);
  });

  test("has its ending told as systems read it", () => {
    expect(["a.PDF", "a.tar.gz", "a", ".x", "a."].map(endingOf)).toEqual(["pdf", "gz", "", "", ""]);
  });
});

describe("what a file does when it is opened", () => {
  const dangerous: readonly (readonly [string, string])[] = [
    ...["setup.exe", "x.scr", "x.COM", "x.hta", "x.jar", "Update.app", "x.command", "x.AppImage", "x.run"].map(
      (name) => [name, "program"] as const,
    ),
    ...["x.bat", "x.ps1", "x.vbs", "x.js", "x.wsf", "x.sh", "x.py", "x.scpt", "x.reg", "x.msc"].map(
      (name) => [name, "script"] as const,
    ),
    ...["x.msi", "x.msix", "x.deb", "x.rpm", "x.pkg", "x.flatpakref"].map((name) => [name, "installer"] as const),
    ...["x.lnk", "x.url", "x.desktop", "x.webloc", "x.inetloc", "x.scf", "x.library-ms", "x.rdp"].map(
      (name) => [name, "shortcut"] as const,
    ),
    ...["x.mobileconfig", "x.crt", "x.iqy"].map((name) => [name, "settings"] as const),
    ...["x.html", "x.HTM", "x.svg", "x.mht", "x.xhtml"].map((name) => [name, "page"] as const),
    ...["x.docm", "x.xlsm", "x.pptm", "x.xlsb", "x.one", "x.mdb"].map((name) => [name, "macros"] as const),
    ...["x.iso", "x.img", "x.vhdx", "x.dmg"].map((name) => [name, "disk"] as const),
  ];
  test.each(dangerous)("%s is a danger: %s", (name, risk) => {
    expect(judge(name)).toEqual({ name, risk, isDisguised: false });
  });

  test.each([
    "a.pdf",
    "a.docx",
    "a.xlsx",
    "a.jpg",
    "a.png",
    "a.txt",
    "a.csv",
    "a.zip",
    "a.eml",
    "a.ics",
    "a.xml",
    "a.p7m",
    "a.mp4",
    "README",
  ])("%s is only read", (name) => expect(judge(name)).toEqual({ name, risk: null, isDisguised: false }));

  const disguised: readonly (readonly [string, string, string | undefined])[] = [
    ["invoice.pdf.exe", "program", undefined],
    ["invoice.pdf        .exe", "program", undefined],
    ["photo.jpg_.scr", "program", undefined],
    ["invoice\u202efdp.exe", "program", undefined],
    ["scan.docx.js", "script", undefined],
    ["message.eml.html", "page", undefined],
    ["invoice.pdf", "program", "MZ\u0090\0\u0003\0"],
    ["invoice.pdf", "program", "\u007fELF\u0002\u0001"],
    ["photo.jpg", "program", "\u00cf\u00fa\u00ed\u00fe\u0007"],
    ["list.txt", "script", "#!/bin/sh\nrm -rf ~"],
    ["notes", "shortcut", "\n[Desktop Entry]\nExec=sh"],
    ["notes.dat", "shortcut", "L\0\0\0\u0001\u0014\u0002\0"],
    ["notes.txt", "script", "@echo off\r\n"],
    ["document", "page", "<!DOCTYPE html><script>"],
    ["document.dat", "page", "\u00ff\u00fe<\0h\0t\0m\0l\0>\0"],
    ["drawing", "page", '<?xml version="1.0"?><!-- x --><svg xmlns="x">'],
  ];
  test.each(disguised)("%j hides that it is a %s", (name, risk, head) => {
    expect(judge(name, head)).toMatchObject({ risk, isDisguised: true });
  });

  test("a page's text under a name that is read as text is a text", () => {
    expect([judge("a.txt", "<html>").risk, judge("notes.csv", "<svg >").risk]).toEqual([null, null]);
  });

  test("a text that begins like a program is a text, and an empty file is nothing", () => {
    expect([judge("a.txt", "MZ is how programs begin.").risk, judge("a.txt", "").risk]).toEqual([null, null]);
  });

  test("without an ending the type decides, behind an ending it decides nothing", () => {
    expect([
      judge("invoice", "x", "text/HTML; charset=utf-8").risk,
      judge("invoice.pdf", "x", "text/html").risk,
    ]).toEqual(["page", null]);
  });
});
