import { createSpotlight } from "@mantine/spotlight";

export const [paletteStore, palette] = createSpotlight();

/** Marks the first line, as typing does: what came in above it is what Enter takes. Not where the person has gone on by arrow keys. */
export function selectFirst(): void {
  const { listId, selected } = paletteStore.getState();
  const list = selected > 0 ? null : document.getElementById(listId);
  const first = list?.querySelector("[data-action]");
  if (list === null || first === null || first === undefined) return;
  list.querySelector("[data-selected]")?.removeAttribute("data-selected");
  first.setAttribute("data-selected", "true");
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}
