/**
 * What a packed app may hold, and how large it may be: its files are compared with what they should be, so that a source map, a test, a package or a
 * forgotten picture is noticed before it is shipped.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { extractFile, getRawHeader, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";

const MEGABYTE = 1_000_000;
/** Packed code and page. What a start reads, and what each update brings anew. */
export const MAX_ARCHIVE_BYTES = 12 * MEGABYTE;
/** One file of the main process is read whole at a start. */
const MAX_MAIN_FILE_BYTES = 4 * MEGABYTE;
const MAX_LICENCES_BYTES = MEGABYTE;

/** Folders of the archive and what may lie in each. */
const ALLOWED_IN_ARCHIVE = [
  /^\/package\.json$/u,
  /^\/out\/main\/[\w-]+\.js$/u,
  /^\/out\/main\/tray\.png$/u,
  /^\/out\/preload\/index\.cjs$/u,
  /^\/out\/renderer\/(?:index\.html|theme\.js)$/u,
  // The handbook, to be read without a network.
  /^\/out\/renderer\/help\/(?:[\w/-]+\.html|help\.(?:css|js)|search\.json|pictures\/[\w-]+\.png)$/u,
  /^\/out\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|woff2)$/u,
  // The guide, read with no network.
  /^\/out\/renderer\/help\/(?:(?:guide\/)?[\w-]+\.html|search\.json|help\.(?:css|js)|pictures\/[\w-]+\.png)$/u,
];
const NEEDED_IN_ARCHIVE = ["/package.json", "/out/main/index.js", "/out/preload/index.cjs", "/out/renderer/index.html"];
const RESOURCES = ["LICENSE.txt", "app.asar", "licences.txt"];
/** Updates and the .deb add them. */
const OPTIONAL_RESOURCES: ReadonlySet<string> = new Set(["app-update.yml", "package-type", "apparmor-profile"]);
/** Words that only tests and the checkout have. */
const TEST_CODE = /\bvitest\b|@playwright\/test|fast-check|hoodiecrow|\/test\/support\//u;
const SOURCE_MAP = /^\/\/# sourceMappingURL=/mu;

/** How a fuse stands in the binary: the characters 0 and 1. */
const [OFF, ON] = [0x30, 0x31];

/** Fuses of the packed program: what a program on the same machine could otherwise switch on from outside. */
const FUSES: readonly (readonly [FuseV1Options, number])[] = [
  [FuseV1Options.RunAsNode, OFF],
  [FuseV1Options.EnableCookieEncryption, ON],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, OFF],
  [FuseV1Options.EnableNodeCliInspectArguments, OFF],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, ON],
  [FuseV1Options.OnlyLoadAppFromAsar, ON],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, OFF],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, OFF],
];

export type Inspection = {
  /** In plain words, one a line; none where all is as it should be. */
  readonly problems: readonly string[];
  readonly sizes: readonly { readonly what: string; readonly bytes: number; readonly maxBytes: number | null }[];
};

/** Looks at the archive and what lies beside it. @param resources the packed app's folder of that name */
export function inspectResources(resources: string): Inspection {
  const archive = join(resources, "app.asar");
  const problems: string[] = [];
  const beside = readdirSync(resources).filter((name) => !OPTIONAL_RESOURCES.has(name));
  for (const name of RESOURCES) if (!beside.includes(name)) problems.push(`resources/${name} is missing`);
  for (const name of beside) if (!RESOURCES.includes(name)) problems.push(`resources/${name} is needless`);
  if (!existsSync(archive)) return { problems, sizes: [] };

  const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll("\\", "/"));
  const files = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
  const sizes = { main: 0, renderer: 0, preload: 0 };
  for (const needed of NEEDED_IN_ARCHIVE) if (!files.includes(needed)) problems.push(`${needed} is missing`);
  for (const path of files) {
    if (!ALLOWED_IN_ARCHIVE.some((allowed) => allowed.test(path))) problems.push(`${path} is needless`);
    const content = extractFile(archive, path.slice(1));
    const part = (["main", "renderer", "preload"] as const).find((name) => path.startsWith(`/out/${name}/`));
    if (part !== undefined) sizes[part] += content.length;
    if (part === "main" && content.length > MAX_MAIN_FILE_BYTES) problems.push(`${path} has ${content.length} bytes`);
    if (!/\.(?:c?js|css)$/u.test(path)) continue;
    const text = content.toString("utf8");
    if (SOURCE_MAP.test(text)) problems.push(`${path} names a source map`);
    if (TEST_CODE.test(text)) problems.push(`${path} holds test code`);
  }
  const limits = [
    ["app.asar", statSync(archive).size, MAX_ARCHIVE_BYTES],
    ["  main process", sizes.main, null],
    ["  preload", sizes.preload, null],
    ["  renderer", sizes.renderer, null],
    [
      "licences.txt",
      statSync(join(resources, "licences.txt"), { throwIfNoEntry: false })?.size ?? 0,
      MAX_LICENCES_BYTES,
    ],
  ] as const;
  for (const [what, bytes, maxBytes] of limits)
    if (maxBytes !== null && bytes > maxBytes) problems.push(`${what} has ${bytes} bytes, ${maxBytes} are allowed`);
  return { problems, sizes: limits.map(([what, bytes, maxBytes]) => ({ what, bytes, maxBytes })) };
}

/** What is wrong with the fuses of a packed program, read from its binary. */
export async function fuseProblems(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable);
  return FUSES.flatMap(([fuse, wanted]) =>
    Number(wire[fuse]) === wanted ? [] : [`the fuse ${FuseV1Options[fuse]} is not ${wanted === ON ? "on" : "off"}`],
  );
}

/** The digest of the archive's header, which macOS and Windows compare with the one in the program before they read on; the header holds each file's. */
export function archiveHeaderDigest(archive: string): string {
  return createHash("sha256").update(getRawHeader(archive).headerString).digest("hex");
}

/** Files of the archive whose bytes are not those that its header tells; as Electron compares them on macOS and Windows, block by block. */
export function changedFiles(archive: string): string[] {
  const changed: string[] = [];
  const walk = (entry: HeaderEntry, path: string): void => {
    for (const [name, child] of Object.entries(entry.files ?? {})) walk(child, `${path}/${name}`);
    if (entry.integrity === undefined) return;
    const content = extractFile(archive, path.slice(1));
    const { blockSize, blocks } = entry.integrity;
    const actual = Array.from({ length: Math.max(1, Math.ceil(content.length / blockSize)) }, (_, index) =>
      createHash("sha256")
        .update(content.subarray(index * blockSize, (index + 1) * blockSize))
        .digest("hex"),
    );
    if (actual.join() !== blocks.slice(0, actual.length).join()) changed.push(path);
  };
  walk(JSON.parse(getRawHeader(archive).headerString) as HeaderEntry, "");
  return changed;
}

type HeaderEntry = {
  readonly files?: Readonly<Record<string, HeaderEntry>>;
  readonly integrity?: { readonly blockSize: number; readonly blocks: readonly string[] };
};

export function sizeTable(sizes: Inspection["sizes"]): string {
  const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(2)} MB`;
  return sizes
    .map(({ what, bytes, maxBytes }) => {
      const limit = maxBytes === null ? "" : `  of ${megabytes(maxBytes)}`;
      return `${what.padEnd(16)}${megabytes(bytes).padStart(10)}${limit}`;
    })
    .join("\n");
}

/** Names and versions that the notes of licences have. */
export function notedPackages(resources: string): Set<string> {
  const text = readFileSync(join(resources, "licences.txt"), "utf8");
  return new Set([...text.matchAll(/^={78}\n(\S+) \S+ \(/gmu)].map(([, name = ""]) => name));
}
