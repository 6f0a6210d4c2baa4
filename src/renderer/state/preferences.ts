/**
 * The person's choices for this browser: language, colours, density, where they were last. A zustand store that is read from Dexie before the
 * first paint and written back on each change.
 */
import { z } from "zod";
import { createStore, type StoreApi } from "zustand/vanilla";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import type { LocalDb } from "./local-db.ts";

export const COLOUR_SCHEMES = ["light", "dark", "auto"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

const Preferences = z.object({
  /** null: the browser's. */
  language: z.enum(["en", "it"]).nullable(),
  colourScheme: z.enum(COLOUR_SCHEMES),
  density: z.enum(DENSITIES),
  /** The list of pipelines beside the rail is folded away. */
  listCollapsed: z.boolean(),
  lastPipelineId: PipelineId.nullable(),
  /** Stage id → whether its column is a strip; stages that nobody folded or opened are absent. */
  foldedStages: z.record(z.string(), z.boolean()),
  /** Workflow id → heads of the arms that are folded in its editor; of one in which none is, nothing. */
  foldedArms: z.record(z.string(), z.array(z.string())),
  /** Parts of the panel beside a ticket that are folded, by name. */
  foldedParts: z.array(z.string()),
  /** View id → column → its width in pixels, where the person has dragged it and not saved the view. */
  viewWidthsPx: z.record(z.string(), z.record(z.string(), z.number())),
  /** Name of a split → its size in pixels. */
  panelSizesPx: z.record(z.string(), z.number()),
  /** Pipeline id → the status that goes with an answer, as it was chosen last; absent: none. */
  statusWithAnswer: z.record(z.string(), StageId),
  /** Hosts whose links open without a question. */
  trustedSites: z.array(z.string()),
  /** Keys as the screens name them → those that the person has in their place; '' for none. Only what is changed. */
  keys: z.record(z.string(), z.string()),
  /** What was searched for, the last one first. */
  recentSearches: z.array(z.string()),
  /** Ids of the palette's lines that were used, the last one first. */
  recentCommands: z.array(z.string()),
});
export type Preferences = z.infer<typeof Preferences>;
export type PreferencesStore = StoreApi<Preferences>;

export const DEFAULT_PREFERENCES: Preferences = {
  language: null,
  colourScheme: "auto",
  density: "comfortable",
  listCollapsed: false,
  lastPipelineId: null,
  foldedStages: {},
  foldedArms: {},
  foldedParts: [],
  viewWidthsPx: {},
  panelSizesPx: {},
  statusWithAnswer: {},
  trustedSites: [],
  keys: {},
  recentSearches: [],
  recentCommands: [],
};

const ROW_KEY = "view";

/** Opens the store with what was chosen last time; with the defaults where nothing can be read. */
export async function openPreferences(db: LocalDb): Promise<PreferencesStore> {
  const row = await db.preferences.get(ROW_KEY).catch(() => undefined);
  const store = createStore<Preferences>(() => readPreferences(row?.value));
  store.subscribe((value) => {
    // Without IndexedDB the choice holds until the window is closed.
    db.preferences.put({ key: ROW_KEY, value }).catch(() => undefined);
  });
  return store;
}

/** Takes what it can from a stored value, each property for itself, so that one bad property doesn't cost the others. */
export function readPreferences(value: unknown): Preferences {
  if (typeof value !== "object" || value === null) return DEFAULT_PREFERENCES;
  const known = Object.entries(value).filter(([key, entry]) => {
    const schema = Object.hasOwn(Preferences.shape, key) ? Preferences.shape[key as keyof Preferences] : undefined;
    return schema?.safeParse(entry).success === true;
  });
  return Preferences.parse({ ...DEFAULT_PREFERENCES, ...Object.fromEntries(known) });
}
