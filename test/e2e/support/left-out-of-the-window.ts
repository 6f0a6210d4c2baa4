/** Browser tests that don't run in the app's window, and why: by their tag, or whole files. All others do: `npm test -- --every-launcher`. */
export const LEFT_OUT_OF_THE_WINDOW = {
  "@two-tabs": "The app has one window; two pages of one desk at once are tabs of a browser.",
  "@socket": "What is cut there is the page's WebSocket; the page of the window has a port.",
  "links.spec.ts": "In a browser a link opens a page; in the app the system opens it: test/desktop/strangers.spec.ts.",
  "settings-data.spec.ts": "It names folders of the person who runs the tests, where the app's own user may not write.",
  "html-vectors.spec.ts": "No desk takes part: scripts of the page are tried in an empty one.",
  "team-door.spec.ts": "It is about the team server's own pages, which a browser opens.",
  "team-offline.spec.ts": "It is about two people, each with a browser.",
  "team/live-together.spec.ts": "It is about two people, one of them in a browser at the team's server.",
} as const;

const names = Object.keys(LEFT_OUT_OF_THE_WINDOW);

export const LEFT_OUT_TAGS = names.filter((name) => name.startsWith("@"));
export const LEFT_OUT_FILES = names.filter((name) => !name.startsWith("@"));
