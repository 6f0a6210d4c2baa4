const KEY = "pipedesk-help-colours";

/** Help has the colours of the program that opened it; opened by itself, those of the system. Other pages of the same window keep them. */
export function showColours(page: Document, location: Location, kept: Storage): void {
  const asked = new URLSearchParams(location.search).get("colours") ?? kept.getItem(KEY);
  if (asked !== "light" && asked !== "dark") return;
  kept.setItem(KEY, asked);
  page.documentElement.dataset["colours"] = asked;
  // Pictures follow the system by themselves, and the program only when they are told.
  for (const source of page.querySelectorAll<HTMLSourceElement>("source[data-colours]"))
    source.media = asked === "dark" ? "all" : "not all";
}
