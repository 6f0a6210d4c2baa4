import type { Plugin } from "vite";

const OWN_REQUIRE = /^(?:const|let|var) require = createRequire\(import\.meta\.url\);$/mu;

/**
 * A package of ES modules that makes a `require` of its own, to ask for what may not be there, and the `require` that the bundler gives to each chunk in which it sees one, are two
 * declarations of one name, and the chunk is no program any more. So the package's own gets another name.
 */
export function ownRequire(): Plugin {
  return {
    name: "pipedesk-own-require",
    transform(code) {
      if (!OWN_REQUIRE.test(code)) return null;
      return { code: code.replaceAll(/(?<![.\w$])require(?=\s*[=(])/gu, "requireOfPackage"), map: null };
    },
  };
}
