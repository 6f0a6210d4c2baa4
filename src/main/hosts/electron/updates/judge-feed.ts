/**
 * What is believed of a feed. electron-updater reads it as YAML and compares versions and digests; that it is a feed at all, names its files plainly
 * and keeps within measure is decided here, before anything of it is fetched.
 */
import { z } from "zod";
import type { Release } from "#shared/contract/desktop/updates.ts";
import { MAX_INSTALLER_BYTES, MAX_NOTES_CHARACTERS } from "./limits.ts";
import { updateError } from "./update-error.ts";

/** Semantic Versioning 2.0.0; a build's own mark is not compared, so it may not be there. */
const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,64})?$/u;
/** 64 bytes in base64. */
const SHA512 = /^[A-Za-z0-9+/]{86}==$/u;
/** The name of a file in the feed's own folder: no path, no address, nothing hidden, nothing that an argument could begin with. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._ ()~+-]{0,150}$/u;
const MAX_FILES = 20;

const Notes = z.union([z.string(), z.array(z.object({ version: z.string(), note: z.string().nullable() })), z.null()]);
const Feed = z.object({
  version: z.string().regex(VERSION),
  files: z
    .array(
      z.object({
        url: z.string(),
        sha512: z.string().regex(SHA512),
        size: z.number().int().positive(),
      }),
    )
    .min(1)
    .max(MAX_FILES),
  releaseNotes: Notes.optional(),
  stagingPercentage: z.number().int().min(0).max(100).optional(),
  // Installers that fetch the rest by themselves: what they fetch is not in the feed.
  packages: z.undefined().optional(),
});

/** A feed that may be followed. */
export type JudgedFeed = {
  readonly version: string;
  readonly notes: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
};

/** @throws PD_UPDATE_REFUSED with the reason: not-a-feed, unsafe-file, too-large */
export function judgeFeed(feed: unknown): JudgedFeed {
  const parsed = Feed.safeParse(feed);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw updateError("not-a-feed", `The feed is none: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const { version, files, releaseNotes } = parsed.data;
  for (const { url, size } of files) {
    if (!FILE_NAME.test(url) || url.includes(".."))
      throw updateError("unsafe-file", `The feed names the file ${JSON.stringify(url.slice(0, 200))}.`);
    if (size > MAX_INSTALLER_BYTES) throw updateError("too-large", `${url} has ${size} bytes.`);
  }
  return {
    version,
    notes: notesText(releaseNotes ?? null).slice(0, MAX_NOTES_CHARACTERS),
    files: files.map(({ url, size }) => ({ name: url, bytes: size })),
  };
}

/** @param fileName the one of the feed's files that this system takes */
export function releaseOf(feed: JudgedFeed, fileName: string): Release {
  const bytes =
    feed.files.find(({ name }) => name === fileName)?.bytes ?? Math.max(...feed.files.map((file) => file.bytes));
  return { version: feed.version, notes: feed.notes, bytes };
}

function notesText(notes: z.infer<typeof Notes>): string {
  if (typeof notes === "string") return notes.trim();
  return (notes ?? []).map(({ version, note }) => `${version}\n${note ?? ""}`.trim()).join("\n\n");
}

/** Compares by precedence (Semantic Versioning 2.0.0, 11): negative where `a` comes first. */
export function compareVersions(a: string, b: string): number {
  const [coreA, preA] = split(a);
  const [coreB, preB] = split(b);
  const byCore = compareParts(coreA.split("."), coreB.split("."));
  if (byCore !== 0 || preA === preB) return byCore;
  // What has a mark comes before what has none.
  if (preA === "" || preB === "") return preA === "" ? 1 : -1;
  return compareParts(preA.split("."), preB.split("."));
}

function split(version: string): [string, string] {
  const at = version.indexOf("-");
  return at === -1 ? [version, ""] : [version.slice(0, at), version.slice(at + 1)];
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [isNumberLeft, isNumberRight] = [/^\d+$/u.test(left), /^\d+$/u.test(right)];
    if (isNumberLeft !== isNumberRight) return isNumberLeft ? -1 : 1;
    const order = isNumberLeft ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}
