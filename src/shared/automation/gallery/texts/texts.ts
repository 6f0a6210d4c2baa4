import type { Language } from "../../../i18n/index.ts";
import { en, type GalleryTexts } from "./en.ts";
import { it } from "./it.ts";

export type { GalleryTexts } from "./en.ts";

export const GALLERY_TEXTS: Readonly<Record<Language, GalleryTexts>> = { en, it };
