import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a .deb says of itself. */
export function controlFields(debFile: string): ReadonlyMap<string, string> {
  const text = execFileSync("dpkg-deb", ["--field", debFile], { encoding: "utf8" });
  return new Map(
    [...text.matchAll(/^(\w+): (.*(?:\n .*)*)/gmu)].map(([, name = "", value = ""]) => [name, value] as const),
  );
}

/** The entries of a desktop file's first group. */
export function desktopEntries(file: string): ReadonlyMap<string, string> {
  const lines = readFileSync(file, "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf("=");
      return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
}

/** A .deb that was unpacked to `root`, with the scripts that dpkg would run. */
export type UnpackedDeb = {
  /** Runs a script over the unpacked files instead of the system's. @throws where it fails */
  runScript(script: "postinst" | "postrm", ...args: readonly string[]): void;
};

/** @param scratch a folder for the scripts, and for a parser of AppArmor that takes every profile */
export function unpackedDeb(debFile: string, root: string, scratch: string): UnpackedDeb {
  execFileSync("dpkg-deb", ["--control", debFile, join(scratch, "control")]);
  mkdirSync(join(root, "etc/apparmor.d"), { recursive: true });
  const tools = join(scratch, "tools");
  mkdirSync(tools);
  writeFileSync(join(tools, "apparmor_parser"), "#!/bin/sh\nexit 0\n");
  chmodSync(join(tools, "apparmor_parser"), 0o755);
  return {
    runScript(script, ...args) {
      const text = readFileSync(join(scratch, "control", script), "utf8");
      const here = text.replaceAll(/(?<=['\s])\/(?=opt\/|etc\/|usr\/share\/)/gu, `${root}/`);
      execFileSync("sh", ["-c", here, script, ...args], {
        env: { ...process.env, PATH: `${tools}:${process.env["PATH"] ?? ""}` },
        stdio: "pipe",
      });
    },
  };
}
