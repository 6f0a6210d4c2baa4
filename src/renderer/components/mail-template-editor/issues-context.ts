import { createContext } from "react";

/** Names in the text that can't be filled in: chips that hold them are marked. */
export const TemplateIssues = createContext<ReadonlySet<string>>(new Set());
