import {
  IconCalendar,
  IconFile,
  IconFileCode,
  IconFileMusic,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileWord,
  IconFileZip,
  IconMail,
  IconMovie,
  IconPhoto,
  IconPresentation,
} from "@tabler/icons-react";
import { stageColour } from "#renderer/theme/stage-colours.ts";
import type { StageColour } from "#shared/model/setup/pipeline.ts";
import type { FileKind } from "./file-kind.ts";

const ICONS = {
  image: [IconPhoto, "violet"],
  pdf: [IconFileTypePdf, "red"],
  text: [IconFileText, "slate"],
  document: [IconFileWord, "blue"],
  table: [IconFileSpreadsheet, "green"],
  slides: [IconPresentation, "orange"],
  archive: [IconFileZip, "amber"],
  audio: [IconFileMusic, "pink"],
  video: [IconMovie, "pink"],
  mail: [IconMail, "blue"],
  calendar: [IconCalendar, "teal"],
  code: [IconFileCode, "slate"],
  file: [IconFile, "slate"],
} as const satisfies Record<FileKind, readonly [typeof IconFile, StageColour]>;

export function FileIcon(props: { readonly kind: FileKind }) {
  const [Icon, colour] = ICONS[props.kind];
  return <Icon size={16} stroke={1.75} color={stageColour(colour, "solid")} aria-hidden style={{ flex: "none" }} />;
}
